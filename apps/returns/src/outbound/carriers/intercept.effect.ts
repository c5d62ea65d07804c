import { Inject } from '@nestjs/common';
import { CarrierError, isSupported, type InterceptAnswer } from '@cartrail/carriers';
import { toShortId } from '@cartrail/kernel';
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
import {
  ACCOUNT_NEWS,
  INTERCEPTION_NEWS,
  QUERIES,
  type AccountNews,
  type InterceptionNews,
  type ReturnQueries,
} from '../../application/ports.js';
import type { Interception } from '../../domain/interception/interception.js';
import { wholeOrders } from '../../domain/interception/want.js';
import type { AskedAccount } from './asked-account.js';
import { BookingAccounts } from './booking-accounts.js';
import { reasonOf } from './booking-calls.js';

interface InterceptionRequest {
  readonly interceptionId: string;
}

/** As many tries as the general schedule of effects has. */
const MOST_TRIES = 6;
const WHY = '买家已取消或退款，请拦截退回';

/** Asks a carrier to send a parcel back. A wish that may have been taken is not said again. */
@HandlesEffect('parcel.intercept', { timeoutMs: 30_000 })
export class ParcelIntercept implements EffectHandler {
  constructor(
    private readonly accounts: BookingAccounts,
    @Inject(QUERIES) private readonly queries: ReturnQueries,
    @Inject(INTERCEPTION_NEWS) private readonly news: InterceptionNews<AnyChange>,
    @Inject(ACCOUNT_NEWS) private readonly accountNews: AccountNews<AnyChange>,
  ) {}

  async execute(effect: ClaimedEffect): Promise<EffectResult> {
    const { tenantId, attempt, cause } = effect;
    // Only this service writes its effect rows.
    const { interceptionId: id } = effect.request as InterceptionRequest;
    const wish = await this.queries.interception(tenantId, id);
    if (wish?.status !== 'wanted' || wish.byHand) return done({ asked: false });
    if (attempt > (wish.inVain ?? 0) + 1)
      return failed('answer lost', [this.news.lost(id, undefined, cause)]);
    const inside = await this.queries.ordersIn(tenantId, wish.number);
    const back = wholeOrders(wish);
    if (inside.some((orderId) => !back.has(orderId))) {
      return failed('other orders inside', [this.news.leftToPerson(id, 'other_orders', cause)]);
    }
    const account = (await this.accounts.ofTenant(tenantId)).intercepting(wish.carrier);
    if (!account) return failed('no account', [this.news.notSupported(id, cause)]);
    const result = await this.ask(effect, wish, account);
    const said = account.news();
    const more = said ? [this.accountNews.ofCredentials(said, cause)] : [];
    return { ...result, changes: [...(result.changes ?? []), ...more] };
  }

  /** Of what went wrong on our side nobody knows how far it came. */
  gaveUp({ request, cause }: ClaimedEffect): readonly AnyChange[] {
    return [this.news.lost((request as InterceptionRequest).interceptionId, undefined, cause)];
  }

  private async ask(
    { attempt, cause }: ClaimedEffect,
    { id, number, carrier }: Interception,
    { provider, intercept }: AskedAccount,
  ): Promise<EffectResult> {
    if (!isSupported(intercept)) return failed('not supported', [this.news.notSupported(id, cause)]);
    let answer: InterceptAnswer;
    try {
      answer = await intercept({ number, carrier, reference: toShortId(id), why: WHY });
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error;
      return this.unanswered(id, error, { attempt, cause });
    }
    return done({}, [this.news.accepted(id, { provider, interceptId: answer.interceptId }, cause)]);
  }

  private unanswered(
    id: string,
    error: CarrierError,
    { attempt, cause }: Pick<ClaimedEffect, 'attempt' | 'cause'>,
  ): EffectResult {
    const { provider, code } = error;
    const why = reasonOf(error);
    if (error.kind === 'unknown-outcome') return failed(why, [this.news.lost(id, provider, cause)]);
    if (error.kind === 'permanent') return failed(why, [this.news.refused(id, { provider, code }, cause)]);
    const afterMs = error.kind === 'throttled' ? error.retryAfterMs : undefined;
    if (afterMs === undefined && attempt >= MOST_TRIES) {
      return failed(why, [this.news.leftToPerson(id, 'unavailable', cause)]);
    }
    return retryLater(why, afterMs, [this.news.inVain(id, attempt, cause)]);
  }
}
