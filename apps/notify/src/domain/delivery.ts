import { changed, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';
import type { AttemptReport } from './attempt.js';
import { nextAttemptAt } from './schedule.js';

export type Channel = 'webhook' | 'robot';
export type DeliveryState = 'waiting' | 'succeeded' | 'given_up';

/** One message on its way to one endpoint. */
export interface Delivery {
  readonly endpointId: string;
  readonly channel: Channel;
  readonly eventId: string;
  readonly state: DeliveryState;
  /** Of the present round; a redelivery begins a new one. */
  readonly attempts: number;
  /** Of all rounds. */
  readonly attemptsEver: number;
  /** Business time. */
  readonly nextAt: Instant;
  readonly lastStatus?: number;
}

export type DeliveryFact =
  | { readonly kind: 'AttemptMade'; readonly number: number; readonly report: AttemptReport }
  | { readonly kind: 'DeliverySucceeded' | 'DeliveryGivenUp'; readonly at: Instant };

/** An attempt's report arrives once; a worker whose lease ran out reports about a number that is taken. */
export function recordAttempt(
  delivery: Delivery | undefined,
  claimedAttemptsEver: number,
  report: AttemptReport,
  random: number,
): Decision<Delivery, DeliveryFact> {
  if (!delivery) return nothing('delivery is gone');
  if (delivery.attemptsEver !== claimedAttemptsEver) return nothing('reported already');
  const tried = {
    ...delivery,
    attempts: delivery.attempts + 1,
    attemptsEver: delivery.attemptsEver + 1,
    lastStatus: report.status,
  };
  const made = { kind: 'AttemptMade', number: tried.attemptsEver, report } as const;
  if (report.result === 'succeeded') {
    const { at } = report;
    return changed<Delivery, DeliveryFact>({ ...tried, state: 'succeeded' }, made, {
      kind: 'DeliverySucceeded',
      at,
    });
  }
  const nextAt =
    report.result === 'gone'
      ? undefined
      : nextAttemptAt(tried.attempts, report.at + report.durationMs, random, report.retryAfterMs);
  if (nextAt === undefined) {
    const { at } = report;
    return changed<Delivery, DeliveryFact>({ ...tried, state: 'given_up' }, made, {
      kind: 'DeliveryGivenUp',
      at,
    });
  }
  return changed<Delivery, DeliveryFact>({ ...tried, nextAt }, made);
}

/** The owner asks for it again: at once, with the whole schedule before it. The message's id stays. */
export function redeliver(
  delivery: Delivery | undefined,
  endpointId: string,
  now: Instant,
): Decision<Delivery, DeliveryFact> {
  if (delivery?.endpointId !== endpointId || delivery.channel !== 'webhook')
    return refused('delivery/not-found');
  return changed<Delivery, DeliveryFact>({ ...delivery, state: 'waiting', attempts: 0, nextAt: now });
}
