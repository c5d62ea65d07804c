import { changed, nothing, type Decision } from '@cartrail/kernel';
import type { ObservedOrder, Order, OrderFact, OrderLine, Receiver } from './order.state.js';
import { mergeParcels } from './parcels.js';
import { mayFollow, rank } from './progress.js';
import { followAddress, followRecalls, recallsOf, underway, withRecalls } from './recall.js';

/**
 * One pull of an order against what we hold. Pulls come late, twice and out of order: only a newer one counts, by
 * (the platform's time, then the further state, then when we asked), and nothing leads back out of an end.
 */
export function importOrder(held: Order | undefined, seen: ObservedOrder): Decision<Order, OrderFact> {
  if (!held) return firstSight(seen);
  if (!isNewer(held, seen)) return nothing('not newer');
  if (!mayFollow(held, seen)) return nothing('already ended');
  const lines = keepLineIds(held.lines, seen.lines);
  const { parcels, facts } = mergeParcels(held.parcels, seen.parcels, lines);
  const receiver = nextReceiver(held.receiver, seen.receiver);
  const buyerRef = seen.buyerRef ?? held.buyerRef;
  const attribution = attributed(held, seen);
  const kept = { buyerRef, attribution, first: held.first, recall: held.recall };
  const next: Order = { ...seen, lines, parcels, receiver, ...kept };
  const told = isTold(held) ? news(held, next, facts) : { order: next, facts: introduction(next) };
  return told.facts.length === 0 && isSame(held, told.order)
    ? nothing('repeat')
    : changed(told.order, ...told.facts);
}

function firstSight(seen: ObservedOrder): Decision<Order, OrderFact> {
  const order: Order = { ...seen, parcels: mergeParcels([], seen.parcels, seen.lines).parcels };
  return changed<Order, OrderFact>(order, ...introduction(order));
}

/** Until it is paid an order is an intention, whose price and promise change with no fact to tell it. */
const isTold = ({ status }: Order): boolean => status !== 'created';

function introduction(order: Order): readonly OrderFact[] {
  if (!isTold(order)) return [];
  const parcels = order.parcels.filter(({ replacedBy }) => replacedBy === undefined);
  const shipped = parcels.map((parcel) => ({ type: 'OrderShipped', parcel }) as const);
  return [{ type: 'OrderImported' }, ...shipped, ...closing(undefined, order)];
}

interface Told {
  readonly order: Order;
  readonly facts: readonly OrderFact[];
}

function news(held: Order, next: Order, ofParcels: readonly OrderFact[]): Told {
  const at = next.sourceUpdatedAt;
  const address = addressNews(held, next);
  const recalled = followRecalls(recalledByItsEnd(held, address.order), at);
  const facts = [...address.facts, ...ofParcels, ...recalled.facts, ...closing(held, next)];
  return { order: recalled.order, facts };
}

function addressNews(held: Order, next: Order): Told {
  const { receiver, sourceUpdatedAt: changedAt } = next;
  if (receiver.fingerprint === held.receiver.fingerprint) return { order: next, facts: [] };
  const parcelIds = underway(held, next).map(({ parcelId }) => parcelId);
  const { order, facts } = followAddress(held, next, changedAt);
  return { order, facts: [{ type: 'OrderAddressChanged', receiver, parcelIds, changedAt }, ...facts] };
}

/** An order that ends before its goods arrived takes them all back; a refund after that leaves them where they are. */
function recalledByItsEnd(held: Order, next: Order): Order {
  const { closeReason: reason } = next;
  const ends = held.closeReason === undefined && (reason === 'cancelled' || reason === 'refunded');
  return ends ? withRecalls(next, [...recallsOf(next), { by: 'order', reason, lines: [] }]) : next;
}

function isNewer(held: Order, seen: ObservedOrder): boolean {
  if (seen.sourceUpdatedAt !== held.sourceUpdatedAt) return seen.sourceUpdatedAt > held.sourceUpdatedAt;
  const [before, now] = [rank(held), rank(seen)];
  return now !== before ? now > before : seen.askedAt > held.askedAt;
}

function keepLineIds(held: readonly OrderLine[], seen: readonly OrderLine[]): readonly OrderLine[] {
  const known = new Map(held.map((line) => [line.platformLineId, line]));
  return seen.map((line) => {
    const old = known.get(line.platformLineId);
    if (!old) return line;
    const { lineId, category, weightGrams, labels } = old;
    return { ...line, lineId, category, weightGrams, labels };
  });
}

/** The phone's tail, once learned, holds until the receiver changes. */
function nextReceiver(held: Receiver, seen: Receiver): Receiver {
  const gone = seen.hidden === true && seen.regionCode === held.regionCode;
  if (seen.fingerprint !== held.fingerprint && !gone) return seen;
  return { ...held, phoneTail: seen.phoneTail ?? held.phoneTail };
}

/** Attribution is the platform's, and does not go away again. */
const attributed = (held: Order, seen: ObservedOrder) =>
  seen.attribution.by === 'UNATTRIBUTED' ? held.attribution : seen.attribution;

function closing(before: Order | undefined, order: Order): readonly OrderFact[] {
  if (order.closeReason === undefined || before?.closeReason === order.closeReason) return [];
  return [
    { type: 'OrderClosed', reason: order.closeReason, closedAt: order.closedAt ?? order.sourceUpdatedAt },
  ];
}

function isSame(held: Order, next: Order): boolean {
  const text = ({ askedAt: _askedAt, ...order }: Order): string =>
    JSON.stringify(order, (_key, value: unknown) => (isRecord(value) ? sorted(value) : value));
  return text(held) === text(next);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
