import type { CaseDocument, ParcelPart, UnitsPart } from './case-document.js';

type Units = readonly UnitsPart[];

export const withHalted = (held: Units, more: Units): Units => added(held, more, 1);
export const withResumed = (held: Units, less: Units): Units => added(held, less, -1);

function added(held: Units, other: Units, sign: 1 | -1): Units {
  const sums = new Map(held.map(({ lineId, quantity }) => [lineId, quantity]));
  for (const { lineId, quantity } of other) sums.set(lineId, (sums.get(lineId) ?? 0) + sign * quantity);
  return [...sums].filter(([, quantity]) => quantity > 0).map(([lineId, quantity]) => ({ lineId, quantity }));
}

/** What left is held no longer: of a line, no more than is not in any parcel. */
export function withoutShipped(
  { order, shippingHalted }: CaseDocument,
  parcels: readonly ParcelPart[],
): Units {
  const lines = (order?.lines ?? []) as Units;
  const shipped = parcels
    .filter(({ parcelId, replacedByOrder }) => parcelId !== undefined && replacedByOrder !== true)
    .flatMap((parcel) => (parcel.lines ?? []) as Units);
  const sum = (all: Units, lineId: string): number =>
    all.filter((one) => one.lineId === lineId).reduce((total, { quantity }) => total + quantity, 0);
  return shippingHalted
    .map(({ lineId, quantity }) => ({
      lineId,
      quantity: Math.min(quantity, sum(lines, lineId) - sum(shipped, lineId)),
    }))
    .filter(({ quantity }) => quantity > 0);
}
