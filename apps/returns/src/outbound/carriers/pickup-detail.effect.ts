import { Inject } from '@nestjs/common';
import { isSupported } from '@cartrail/carriers';
import type { Clock } from '@cartrail/kernel';
import {
  done,
  failed,
  HandlesEffect,
  type AnyChange,
  type ClaimedEffect,
  type EffectHandler,
  type EffectResult,
} from '@cartrail/messaging';
import { CLOCK, PICKUP_NEWS, type PickupNews } from '../../application/ports.js';
import { toReport } from './answers.js';
import { BookingCalls, type PickupRequest } from './booking-calls.js';

export interface DetailRequest extends PickupRequest {
  readonly bookingId: string;
}

/** Asks how a booking stands that nobody has heard of; the answer takes the same way as a callback. */
@HandlesEffect('pickup.detail')
export class PickupDetail implements EffectHandler {
  constructor(
    private readonly calls: BookingCalls,
    @Inject(PICKUP_NEWS) private readonly news: PickupNews<AnyChange>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(effect: ClaimedEffect): Promise<EffectResult> {
    const { pickupId, bookingId } = effect.request as DetailRequest;
    return this.calls.call(effect, async (_pickup, { port }) => {
      if (!isSupported(port.detail)) return failed('not-supported');
      const report = await port.detail({ bookingId });
      const heard = toReport(report, this.clock.now());
      return done({ status: report.status }, [this.news.reported(pickupId, heard, effect.cause)]);
    });
  }
}
