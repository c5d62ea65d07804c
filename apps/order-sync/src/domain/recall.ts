import type { Instant } from '@cartrail/kernel';
import { contentsOf, leftOf, liveParcels, shippedOf, unitsOf } from './goods-left.js';
import type {
  Order,
  OrderFact,
  OrderLine,
  Parcel,
  ParcelLine,
  Recall,
  RecallState,
  StopReason,
} from './order.state.js';

interface Followed {
  readonly order: Order;
  readonly facts: readonly OrderFact[];
}

const NONE: RecallState = { recalls: [], halted: [], stops: [] };

export const recallsOf = (order: Order): readonly Recall[] => order.recall?.recalls ?? [];

export const withRecalls = (order: Order, recalls: readonly Recall[]): Order => ({
  ...order,
  recall: { ...NONE, ...order.recall, recalls },
});

/**
 * What the order's recalls mean for its goods as they are now: those at the warehouse stay there, those on their way are
 * to be stopped. Tells what changed since it was told last; asked again it is silent.
 */
export function followRecalls(order: Order, at: Instant, afterSaleId?: string): Followed {
  const { recall } = order;
  if (!recall) return { order, facts: [] };
  const halted = some(order.lines, (line) => Math.min(leftOf(order, line), recalled(order, line)));
  const stops = stopsOf(order, halted);
  const fresh = stops.filter(({ parcel, reason, whole }) => !isTold(recall, parcel, reason, whole));
  const facts: OrderFact[] = [
    ...moved('ShippingHalted', minus(halted, recall.halted), at, afterSaleId),
    ...moved('ShippingResumed', minus(stillHere(order, recall.halted), halted), at, afterSaleId),
    ...fresh.map((stop) => ({ type: 'ShipmentStopWanted', ...stop, at }) as const),
  ];
  return { order: { ...order, recall: { ...remember(recall, fresh), halted } }, facts };
}

/** The buyer moved while goods were on their way: their labels say the address of before. */
export function followAddress(held: Order, next: Order, at: Instant): Followed {
  const recall = next.recall ?? NONE;
  const reason = 'address_changed';
  const fresh = underway(held, next)
    .filter((parcel) => !isTold(recall, parcel, reason, true))
    .map((parcel) => ({ parcel, reason, whole: true, lines: contentsOf(next, parcel) }) as const);
  if (fresh.length === 0) return { order: next, facts: [] };
  const facts = fresh.map((stop) => ({ type: 'ShipmentStopWanted', ...stop, at }) as const);
  return { order: { ...next, recall: remember(recall, fresh) }, facts };
}

/** Parcels that had left before this, and still carry goods of an order that goes on. */
export function underway(held: Order, next: Order): readonly Parcel[] {
  if (next.status === 'finished' || next.status === 'closed') return [];
  const before = new Set(held.parcels.map(({ parcelId }) => parcelId));
  return liveParcels(next).filter(({ parcelId }) => before.has(parcelId));
}

interface WantedStop {
  readonly parcel: Parcel;
  readonly reason: StopReason;
  readonly afterSaleId?: string;
  readonly whole: boolean;
  readonly lines: readonly ParcelLine[];
}

function stopsOf(order: Order, halted: readonly ParcelLine[]): readonly WantedStop[] {
  /** Units that are not wanted and have left. */
  const back = (line: OrderLine): number => recalled(order, line) - unitsOf(halted, line.lineId);
  const unwanted = some(order.lines, back);
  return liveParcels(order).flatMap((parcel) => {
    const contents = contentsOf(order, parcel);
    const whole = isWhole(order, contents, unwanted);
    return reasonsOf(order).flatMap((reason) => {
      const recalls = recallsOf(order).filter((recall) => recall.reason === reason);
      const by = recalls.find(
        (recall) => contents.length === 0 || contents.some((line) => names(recall, line)),
      );
      const lines = contents
        .filter((line) => recalls.some((recall) => names(recall, line)))
        .map(({ lineId, quantity }) => ({ lineId, quantity: Math.min(quantity, unitsOf(unwanted, lineId)) }))
        .filter(({ quantity }) => quantity > 0);
      if ((contents.length > 0 ? lines : unwanted).length === 0) return [];
      return [{ parcel, reason, afterSaleId: by?.by === 'order' ? undefined : by?.by, whole, lines }];
    });
  });
}

const reasonsOf = (order: Order): readonly StopReason[] => [
  ...new Set(recallsOf(order).map(({ reason }) => reason)),
];

const names = ({ lines }: Recall, { lineId }: ParcelLine): boolean =>
  lines.length === 0 || unitsOf(lines, lineId) > 0;

/** Nothing in the parcel is still wanted, whichever of its line's units are in it; gifts go with the goods. */
function isWhole(order: Order, contents: readonly ParcelLine[], unwanted: readonly ParcelLine[]): boolean {
  const inside =
    contents.length === 0 ? order.lines : order.lines.filter(({ lineId }) => unitsOf(contents, lineId) > 0);
  const bought = inside.filter(({ gift }) => !gift);
  const sent = ({ lineId, quantity }: OrderLine): number =>
    contents.length === 0 ? quantity : shippedOf(order, lineId);
  return (bought.length > 0 ? bought : inside).every((line) => sent(line) <= unitsOf(unwanted, line.lineId));
}

/** Units of a line that are not wanted; of a gift all, once nothing that was bought is. */
function recalled(order: Order, line: OrderLine): number {
  const named = ({ lineId, quantity }: OrderLine): number =>
    Math.min(
      quantity,
      recallsOf(order).reduce(
        (sum, { lines }) => sum + (lines.length === 0 ? quantity : unitsOf(lines, lineId)),
        0,
      ),
    );
  const bought = order.lines.filter(({ gift }) => !gift);
  const free = line.gift && bought.length > 0 && bought.every((each) => named(each) === each.quantity);
  return free ? line.quantity : named(line);
}

const isTold = ({ stops }: RecallState, parcel: Parcel, reason: StopReason, whole: boolean): boolean =>
  stops.some((told) => told.parcelId === parcel.parcelId && told.reason === reason && (told.whole || !whole));

function remember(recall: RecallState, fresh: readonly WantedStop[]): RecallState {
  const told = fresh.map(({ parcel: { parcelId }, reason, whole }) => ({ parcelId, reason, whole }));
  const kept = recall.stops.filter(
    (stop) => !told.some(({ parcelId, reason }) => parcelId === stop.parcelId && reason === stop.reason),
  );
  return { ...recall, stops: [...kept, ...told] };
}

const some = (lines: readonly OrderLine[], units: (line: OrderLine) => number): readonly ParcelLine[] =>
  lines
    .map((line) => ({ lineId: line.lineId, quantity: units(line) }))
    .filter(({ quantity }) => quantity > 0);

const minus = (lines: readonly ParcelLine[], less: readonly ParcelLine[]): readonly ParcelLine[] =>
  lines
    .map(({ lineId, quantity }) => ({ lineId, quantity: quantity - unitsOf(less, lineId) }))
    .filter(({ quantity }) => quantity > 0);

/** Of units that were halted, those that have not left nevertheless. */
const stillHere = (order: Order, halted: readonly ParcelLine[]): readonly ParcelLine[] =>
  some(order.lines, (line) => Math.min(unitsOf(halted, line.lineId), leftOf(order, line)));

const moved = (
  type: 'ShippingHalted' | 'ShippingResumed',
  lines: readonly ParcelLine[],
  at: Instant,
  afterSaleId?: string,
): readonly OrderFact[] =>
  lines.length === 0 ? [] : [{ type, lines, at, ...(afterSaleId && { afterSaleId }) }];
