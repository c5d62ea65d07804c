import { Inject } from '@nestjs/common';
import { CarrierError, isSupported } from '@cartrail/carriers';
import type { Clock } from '@cartrail/kernel';
import {
  done,
  failed,
  HandlesEffect,
  retryLater,
  type AnyChange,
  type ClaimedEffect,
  type EffectHandler,
  type EffectResult,
} from '@cartrail/messaging';
import { CLOCK, PICKUP_NEWS, type PickupNews } from '../../application/ports.js';
import { toBooked } from './answers.js';
import { BookingCalls, reasonOf, saidBy, type PickupRequest } from './booking-calls.js';

/** Machine time between looks for a booking whose answer was lost. */
export interface FindSchedule {
  readonly firstMs: number;
  readonly lastMs: number;
}

export const FIND_SCHEDULE = Symbol('returns:find-schedule');

/** As often as the provider's memory allows at one look an hour, and some more: what has no end of its own ends here. */
const MOST_LOOKS = 72;

/**
 * Looks for a booking whose answer was lost, as long as the provider knows it by our reference, whatever keeps us from
 * asking meanwhile. After that a person must: the pickup stays Unknown, and tracking's alert about it stays.
 */
@HandlesEffect('pickup.find')
export class PickupFind implements EffectHandler {
  constructor(
    private readonly calls: BookingCalls,
    @Inject(PICKUP_NEWS) private readonly news: PickupNews<AnyChange>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(FIND_SCHEDULE) private readonly schedule: FindSchedule,
  ) {}

  async execute(effect: ClaimedEffect): Promise<EffectResult> {
    const { attempt } = effect;
    const waitMs = Math.min(this.schedule.firstMs * 2 ** (attempt - 1), this.schedule.lastMs);
    // Right after a silence there is nothing to find yet.
    if (attempt === 1) return retryLater('the answer was lost a moment ago', waitMs);
    const result = await this.look(effect).catch((error: unknown) =>
      retryLater(error instanceof Error ? error.name : 'no look was possible'),
    );
    return result.kind === 'retry' && attempt < MOST_LOOKS
      ? { ...result, afterMs: result.afterMs ?? waitMs }
      : result;
  }

  gaveUp({ request, cause }: ClaimedEffect): readonly AnyChange[] {
    return [this.news.searchEnded((request as PickupRequest).pickupId, cause)];
  }

  private look(effect: ClaimedEffect): Promise<EffectResult> {
    const { tenantId, cause } = effect;
    return this.calls.call(effect, async (pickup, account) => {
      if (pickup.status !== 'Unknown') return done({ skipped: pickup.status });
      const { findBooking } = account.port;
      const known = this.clock.now() - (pickup.orderedAt ?? 0) < account.memoryMs;
      if (!isSupported(findBooking) || !known)
        return failed('to be looked for by hand', [this.news.searchEnded(pickup.id, cause)]);
      const request = await this.calls.request(tenantId, pickup, account);
      if (!request) return retryLater('no-warehouse');
      try {
        const answer = await findBooking(request);
        return done({ bookingId: answer.bookingId }, [this.news.booked(pickup.id, toBooked(answer), cause)]);
      } catch (error) {
        if (!(error instanceof CarrierError)) throw error;
        if (error.kind !== 'permanent') return retryLater(reasonOf(error), error.retryAfterMs);
        const refusal = { status: 'Rejected', code: error.code, said: saidBy(error) } as const;
        return failed(reasonOf(error), [this.news.refused(pickup.id, refusal, cause)]);
      }
    });
  }
}
