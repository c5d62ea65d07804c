import { Inject } from '@nestjs/common';
import { CarrierError, isSupported, type BookingAnswer, type BookingRequest } from '@cartrail/carriers';
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
import type { Pickup } from '../../domain/pickup/pickup.js';
import { toBooked } from './answers.js';
import type { OpenedAccount } from './accounts.js';
import { BookingCalls, reasonOf, type PickupRequest } from './booking-calls.js';

/** Orders the courier. Silence is not failure: the booking is looked for, and never made again blindly. */
@HandlesEffect('pickup.book')
export class PickupBook implements EffectHandler {
  constructor(
    private readonly calls: BookingCalls,
    @Inject(PICKUP_NEWS) private readonly news: PickupNews<AnyChange>,
  ) {}

  execute(effect: ClaimedEffect): Promise<EffectResult> {
    return this.calls.call(effect, async (pickup, account) => {
      if (pickup.status !== 'Quoted' || pickup.providerBookingId !== undefined)
        return done({ skipped: pickup.status });
      // Called off before anybody was asked: nobody is.
      if (pickup.cancelling && effect.attempt === 1) return this.refused(effect, pickup, {});
      const request = await this.calls.request(effect.tenantId, pickup, account);
      if (!request) return this.refused(effect, pickup, { code: 'pickup/no-warehouse' });
      return this.book(effect, pickup, { account, request });
    });
  }

  gaveUp({ request, cause }: ClaimedEffect, why: string): readonly AnyChange[] {
    const { pickupId } = request as PickupRequest;
    return [
      this.news.refused(
        pickupId,
        { status: 'PickupFailed', code: 'pickup/provider-unavailable', why },
        cause,
      ),
    ];
  }

  private async book(
    effect: ClaimedEffect,
    pickup: Pickup,
    given: { readonly account: OpenedAccount; readonly request: BookingRequest },
  ): Promise<EffectResult> {
    try {
      const answer = await this.ask(effect, given);
      return done({ bookingId: answer.bookingId }, [
        this.news.booked(pickup.id, toBooked(answer), effect.cause),
      ]);
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error;
      if (error.kind === 'unknown-outcome')
        return done({ lost: reasonOf(error) }, [this.news.answerLost(pickup.id, effect.cause)]);
      if (error.kind === 'permanent') return this.refused(effect, pickup, { code: error.code });
      throw error;
    }
  }

  /** After a first attempt nobody knows how far it came: the provider is asked for the booking by our reference. */
  private ask(
    { attempt }: ClaimedEffect,
    { account: { port }, request }: { readonly account: OpenedAccount; readonly request: BookingRequest },
  ): Promise<BookingAnswer> {
    if (attempt === 1) return port.book(request);
    if (isSupported(port.findBooking)) return port.findBooking(request);
    throw new CarrierError('unknown-outcome', 'asked before, and the provider finds no bookings', {
      provider: 'unknown',
    });
  }

  private refused({ cause }: ClaimedEffect, { id }: Pickup, refusal: { code?: string }): EffectResult {
    const change = this.news.refused(id, { status: 'Rejected', ...refusal }, cause);
    return failed(`refused ${refusal.code ?? ''}`.trim(), [change]);
  }
}
