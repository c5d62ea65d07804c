import type { ObservedParcel, OrderFact, OrderLine, Parcel } from './order.state.js';

interface Merged {
  readonly parcels: readonly Parcel[];
  readonly facts: readonly OrderFact[];
}

const same = (a: { number: string; carrier: string; platformCarrierCode: string }, b: typeof a): boolean =>
  a.number === b.number && a.platformCarrierCode === b.platformCarrierCode;

/**
 * Joins the parcels a pull shows to those we hold. A parcel is one (number, carrier); it never leaves the list. A
 * number is replaced when the platform's own parcel carries another one, or, where the platform names no parcel,
 * when a number vanished and another with the same goods came.
 */
export function mergeParcels(
  held: readonly Parcel[],
  seen: readonly ObservedParcel[],
  lines: readonly OrderLine[],
): Merged {
  const parcels = [...held];
  const facts: OrderFact[] = [];
  const retired = new Set<string>();
  for (const observed of seen) {
    const at = parcels.findIndex((parcel) => same(parcel, observed));
    const known = parcels[at];
    if (known && known.replacedBy === undefined) continue;
    const fresh = toParcel(observed, lines, known?.parcelId ?? observed.newId);
    const old = parcels.find((parcel) => isReplaced(parcel, fresh, seen) && !retired.has(parcel.parcelId));
    if (known && !old) continue;
    if (known) parcels[at] = fresh;
    else parcels.push(fresh);
    if (old) {
      retired.add(old.parcelId);
      parcels[parcels.indexOf(old)] = { ...old, replacedBy: fresh.parcelId };
    }
    facts.push({
      type: 'OrderShipped',
      parcel: fresh,
      ...(old && { replaces: { number: old.number, carrier: old.carrier } }),
    });
  }
  return { parcels, facts };
}

function isReplaced(old: Parcel, fresh: Parcel, seen: readonly ObservedParcel[]): boolean {
  if (old.replacedBy !== undefined || old.parcelId === fresh.parcelId) return false;
  if (seen.some((observed) => same(observed, old))) return false;
  if (old.platformParcelId !== undefined && fresh.platformParcelId !== undefined) {
    return old.platformParcelId === fresh.platformParcelId;
  }
  return old.lines.some((line) => fresh.lines.some(({ lineId }) => lineId === line.lineId));
}

function toParcel(observed: ObservedParcel, lines: readonly OrderLine[], parcelId: string): Parcel {
  const ids = new Map(lines.map((line) => [line.platformLineId, line.lineId]));
  return {
    parcelId,
    platformParcelId: observed.platformParcelId,
    number: observed.number,
    carrier: observed.carrier,
    platformCarrierCode: observed.platformCarrierCode,
    shippedAt: observed.shippedAt,
    lines: observed.lines.flatMap(({ platformLineId, quantity }) => {
      const lineId = ids.get(platformLineId);
      return lineId === undefined ? [] : [{ lineId, quantity }];
    }),
  };
}
