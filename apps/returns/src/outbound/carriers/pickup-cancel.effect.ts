import { Inject } from '@nestjs/common';
import { CarrierError } from '@cartrail/carriers';
import {
  done,
  failed,
  HandlesEffect,
  type AnyChange,
  type ClaimedEffect,
  type EffectHandler,
  type EffectResult,
} from '@cartrail/messaging';
import { PICKUP_NEWS, type PickupNews } from '../../application/ports.js';
import { BookingCalls, reasonOf, type PickupRequest } from './booking-calls.js';

export interface CancelRequest extends PickupRequest {
  readonly bookingId: string;
  readonly providerOrderId?: string;
  readonly why: string;
}

/** Calls a courier off. Saying it twice is harmless; a provider that will not is asked how the booking stands. */
@HandlesEffect('pickup.cancel')
export class PickupCancel implements EffectHandler {
  constructor(
    private readonly calls: BookingCalls,
    @Inject(PICKUP_NEWS) private readonly news: PickupNews<AnyChange>,
  ) {}

  execute(effect: ClaimedEffect): Promise<EffectResult> {
    const { pickupId, bookingId, providerOrderId, why } = effect.request as CancelRequest;
    return this.calls.call(effect, async (_pickup, { port }) => {
      try {
        await port.cancel({ bookingId, providerOrderId, why });
        return done({}, [this.news.cancelled(pickupId, bookingId, effect.cause)]);
      } catch (error) {
        if (!(error instanceof CarrierError) || error.kind !== 'permanent') throw error;
        return failed(reasonOf(error), [this.news.cancellationRefused(pickupId, bookingId, effect.cause)]);
      }
    });
  }

  gaveUp({ request, cause }: ClaimedEffect): readonly AnyChange[] {
    const { pickupId, bookingId } = request as CancelRequest;
    return [this.news.cancellationRefused(pickupId, bookingId, cause)];
  }
}
