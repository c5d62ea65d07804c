import type { Scan } from '@cartrail/contracts';
import type { AlertPart, CaseDocument, ParcelPart } from './case-document.js';

type Parcels = readonly ParcelPart[];

/** The parcel of this number and carrier, made when it is new; each topic fills in what it knows. */
export function withParcel(
  parcels: Parcels,
  at: { readonly number: string; readonly carrier: string },
  fill: (parcel: ParcelPart) => ParcelPart,
): Parcels {
  const index = parcels.findIndex(({ number, carrier }) => number === at.number && carrier === at.carrier);
  const found = parcels[index] ?? { number: at.number, carrier: at.carrier, timeline: [], corrections: [] };
  const filled = fill(found);
  if (index < 0) return [...parcels, filled].sort((a, b) => (a.number < b.number ? -1 : 1));
  return parcels.map((parcel, place) => (place === index ? filled : parcel));
}

/** Scans in the order they happened; one that is known already is replaced. */
export function withScan(timeline: readonly Scan[], scan: Scan): readonly Scan[] {
  const others = timeline.filter(({ scanId }) => scanId !== scan.scanId);
  const at = others.findLastIndex((other) => before(other, scan));
  return [...others.slice(0, at + 1), scan, ...others.slice(at + 1)];
}

const before = (a: Scan, b: Scan): boolean => {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt;
  return a.scanId < b.scanId;
};

export function withAlert(alerts: readonly AlertPart[], alert: AlertPart): readonly AlertPart[] {
  const index = alerts.findIndex(({ alertId }) => alertId === alert.alertId);
  if (index < 0) return [...alerts, alert].sort((a, b) => (a.alertId < b.alertId ? -1 : 1));
  return alerts.map((known, place) => (place === index ? { ...known, ...alert } : known));
}

/** The order's status is its least advanced parcel's: what list filters work on. */
export const openAlerts = ({ alerts }: CaseDocument): number =>
  alerts.filter(({ raisedAt, clearedAt }) => raisedAt !== undefined && clearedAt === undefined).length;
