import type { Order, OrderLine, Parcel, ParcelLine } from './order.state.js';

export const unitsOf = (lines: readonly ParcelLine[], lineId: string): number =>
  lines.filter((line) => line.lineId === lineId).reduce((sum, { quantity }) => sum + quantity, 0);

/** Parcels no other number stands in for. */
export const liveParcels = ({ parcels }: Order): readonly Parcel[] =>
  parcels.filter(({ replacedBy }) => replacedBy === undefined);

const all = (lines: readonly OrderLine[]): readonly ParcelLine[] =>
  lines.map(({ lineId, quantity }) => ({ lineId, quantity }));

/** What is in a parcel; empty where the platform does not tell and the rest of the order does not either. */
export function contentsOf(order: Order, parcel: Parcel): readonly ParcelLine[] {
  if (parcel.lines.length > 0) return parcel.lines;
  return liveParcels(order).length === 1 && !order.partial ? all(order.lines) : [];
}

/** Units of a line in parcels that say so. */
export const shippedOf = (order: Order, lineId: string): number =>
  unitsOf(
    liveParcels(order).flatMap((parcel) => contentsOf(order, parcel)),
    lineId,
  );

/** Units that are still at the warehouse, as far as anybody can know. */
export function leftOf(order: Order, { lineId, quantity }: OrderLine): number {
  const gone = order.status === 'finished' || (order.status === 'shipped' && !order.partial);
  return gone ? 0 : Math.max(quantity - shippedOf(order, lineId), 0);
}
