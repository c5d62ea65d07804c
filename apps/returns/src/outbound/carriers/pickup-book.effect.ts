import { Inject } from '@nestjs/common';
import { CarrierError, isSupported, type BookingAnswer, type BookingRequest } from '@cartrail/carriers';
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
import { PICKUP_NEWS, type PickupNews } from '../../application/ports.js';
import type { Pickup, Said } from '../../domain/pickup/pickup.js';
import { toBooked } from './answers.js';
import type { AskedAccount } from './asked-account.js';
import { passedOver } from './passed-over.js';
import { BookingCalls, reasonOf, saidBy, type PickupRequest } from './booking-calls.js';

/** As many tries as the general schedule of effects has. */
const MOST_TRIES = 6;

/** Orders the courier. Silence is not failure: the booking is looked for, and never made again blindly. */
@HandlesEffect('pickup.book', { timeoutMs: 30_000 })
export class PickupBook implements EffectHandler {
  constructor(
    private readonly calls: BookingCalls,
    @Inject(PICKUP_NEWS) private readonly news: PickupNews<AnyChange>,
  ) {}

  execute(effect: ClaimedEffect): Promise<EffectResult> {
    let said: Said | undefined;
    return this.calls.call(
      effect,
      (...given) =>
        this.order(effect, ...given).catch((error: unknown) => {
          if (error instanceof CarrierError) said = saidBy(error);
          throw error;
        }),
      (result) => this.concluded(effect, result, said),
    );
  }

  private concluded(
    { attempt, cause, request }: ClaimedEffect,
    result: EffectResult,
    said: Said | undefined,
  ): EffectResult {
    if (result.kind !== 'retry' || result.changes?.length) return result;
    const { pickupId } = request as PickupRequest;
    // Nobody was asked, or somebody said no: that much is known, and of every try alike, nothing is booked.
    if (result.afterMs === undefined && attempt >= MOST_TRIES) {
      const { reason: why } = result;
      return failed(why, [this.news.bookingGivenUp(pickupId, { attempt, why, said }, cause)]);
    }
    return { ...result, changes: [this.news.notBooked(pickupId, attempt, cause)] };
  }

  /** Of what went wrong on our side nobody knows how far it came. */
  gaveUp({ request, cause }: ClaimedEffect): readonly AnyChange[] {
    return [this.news.answerLost((request as PickupRequest).pickupId, cause)];
  }

  private async order(
    effect: ClaimedEffect,
    pickup: Pickup,
    account: AskedAccount,
    next: AskedAccount | undefined,
  ): Promise<EffectResult> {
    if (pickup.status !== 'Quoted' || pickup.providerBookingId !== undefined)
      return done({ skipped: pickup.status });
    const first = (pickup.notBooked ?? 0) === effect.attempt - 1;
    // Called off before anybody was asked: nobody is.
    if (pickup.cancelling && first) return this.refused(effect, pickup, {});
    const request = await this.calls.request(effect.tenantId, pickup, account);
    if (!request) return this.refused(effect, pickup, { code: 'pickup/no-warehouse' });
    try {
      const answer = await ask(account, request, first);
      return done({ bookingId: answer.bookingId }, [
        this.news.booked(pickup.id, toBooked(answer), effect.cause),
      ]);
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error;
      if (error.kind === 'unknown-outcome')
        return done({ lost: reasonOf(error) }, [this.news.answerLost(pickup.id, effect.cause)]);
      // Not asked before, or told that there is no booking: that nobody comes is sure.
      if (next && (first || error.kind === 'permanent')) return this.moveOn(effect, error, account, next);
      if (error.kind === 'permanent')
        return this.refused(effect, pickup, { code: error.code, said: saidBy(error) });
      throw error;
    }
  }

  /** On record before the other one is asked: a crash in between must not look for the booking at the wrong place. */
  private moveOn(
    { attempt, request, cause }: ClaimedEffect,
    error: CarrierError,
    from: AskedAccount,
    to: AskedAccount,
  ): EffectResult {
    passedOver.inc({ operation: 'book', provider: from.provider, why: error.kind });
    const why = reasonOf(error);
    const move = { attempt, why, from: nameOf(from), to: nameOf(to) };
    const { pickupId } = request as PickupRequest;
    return retryLater(`passed over: ${why}`, 0, [this.news.movedOn(pickupId, move, cause)]);
  }

  private refused(
    { cause }: ClaimedEffect,
    { id }: Pickup,
    refusal: { code?: string; said?: Said },
  ): EffectResult {
    const change = this.news.refused(id, { status: 'Rejected', ...refusal }, cause);
    return failed(`refused ${refusal.code ?? ''}`.trim(), [change]);
  }
}

const nameOf = ({ provider, connectionId }: AskedAccount) => ({ provider, connectionId });

/** After a try nobody knows the end of, the provider is asked for the booking by our reference. */
async function ask(
  { port, provider }: AskedAccount,
  request: BookingRequest,
  first: boolean,
): Promise<BookingAnswer> {
  if (first) return port.book(request);
  if (isSupported(port.findBooking)) return port.findBooking(request);
  throw new CarrierError('unknown-outcome', 'asked before, and the provider finds no bookings', { provider });
}
