import type { CaseDocument } from '../../doors/truths.js';
import type { Returning } from './returning.js';
import type { Story } from './stories.js';
import type { BookingTruth, CaseTruth, ReturnPart } from './truths.js';

/** What the ledgers say of one return beside what the case says, as one line each; empty when they agree. */
export function compareReturn(
  { story, order, part }: Returning,
  truth: CaseTruth,
  bookings: readonly BookingTruth[],
  alerts: CaseDocument['alerts'],
): string[] {
  const differences = [...compareMoney(story.ends, part, truth), ...compareAlerts(story, alerts)];
  if (story.courier !== 'together') differences.push(...compareBookings(story, part, bookings));
  // None where the refund came first: a case that has ended takes no report.
  if (story.ends === 'Refunded' && truth.reports.length > 1)
    differences.push(`goods reported received ${truth.reports.length} times`);
  return differences.map((difference) => `${story.name} (order ${order.platformOrderId}): ${difference}`);
}

function* compareMoney(ends: string, part: ReturnPart | undefined, truth: CaseTruth): Generator<string> {
  const expected = ends === 'Refunded' ? 1 : 0;
  if (truth.refunds.length !== expected) yield `${truth.refunds.length} refunds executed, not ${expected}`;
  for (const { amountFen } of truth.refunds) {
    if (amountFen !== truth.refundAmountFen) yield `${amountFen} fen refunded, not ${truth.refundAmountFen}`;
    if (part?.refund?.amountFen !== amountFen)
      yield `the case says ${part?.refund?.amountFen ?? 'nothing'} fen, the platform paid ${amountFen}`;
  }
  if (expected === 0 && part?.refund !== undefined)
    yield `a refund of ${part.refund.amountFen} fen is in the case`;
}

/** What the story must have raised; a courier who does not come is late for two reasons, each told once. */
function* compareAlerts({ courier }: Story, alerts: CaseDocument['alerts']): Generator<string> {
  const raised = (detector: string) => alerts.filter((alert) => alert.detector === detector);
  const stale = raised('PICKUP_ORDER_STALE');
  if (courier === 'never' && stale.length === 0) yield 'nobody was told that the courier did not come';
  if (stale.some(({ clearedAt }) => clearedAt === undefined))
    yield 'an alert about a pickup that is over is open';
  const over = raised('OVERCHARGE').length;
  const expected = courier === 'reweighs' ? 1 : 0;
  if (over !== expected) yield `${over} OVERCHARGE alerts, not ${expected}`;
}

/** Nobody is sent for a return no rule allows. */
const COURIERS: Readonly<Record<string, number>> = { Rejected: 0 };

function* compareBookings(
  { courier, ends }: Story,
  part: ReturnPart | undefined,
  bookings: readonly BookingTruth[],
): Generator<string> {
  const expected = COURIERS[ends] ?? (courier === 'never' ? 2 : 1);
  if (bookings.length !== expected) yield `${bookings.length} couriers ordered, not ${expected}`;
  const gone = bookings.filter(({ pickedUpAt }) => pickedUpAt !== null);
  if (gone.length > 1) yield `${gone.length} couriers took a parcel`;
  const [taken] = gone;
  if (!taken) return;
  if (part?.number !== taken.number)
    yield `the case has parcel ${part?.number ?? 'none'}, the courier took ${taken.number}`;
  const charged = part?.pickups.at(-1)?.chargedFen ?? 0;
  if (charged !== taken.settledFen)
    yield `${charged} fen charged in the case, ${taken.settledFen} by the carrier`;
}
