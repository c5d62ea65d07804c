import type { AlertPart, CaseDocument, ParcelPart, ScanPart, StopPart } from './case-document.js';

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
  if (index < 0) return [...parcels, filled].sort(byNumber);
  return parcels.map((parcel, place) => (place === index ? filled : parcel));
}

const byNumber = (a: ParcelPart, b: ParcelPart): number => {
  if (a.number !== b.number) return a.number < b.number ? -1 : 1;
  return a.carrier < b.carrier ? -1 : 1;
};

/** One of each reason, as it was told last. */
export const withStop = (stops: readonly StopPart[] = [], stop: StopPart): readonly StopPart[] =>
  stops.some(({ reason }) => reason === stop.reason)
    ? stops.map((known) => (known.reason === stop.reason ? stop : known))
    : [...stops, stop];

/** Scans in the order they happened; one that is known already is replaced. */
export function withScan(timeline: readonly ScanPart[], scan: ScanPart): readonly ScanPart[] {
  const others = timeline.filter(({ scanId }) => scanId !== scan.scanId);
  const at = others.findLastIndex((other) => before(other, scan));
  return [...others.slice(0, at + 1), scan, ...others.slice(at + 1)];
}

/** A scan its carrier took back stays, marked. */
export const withdrawn = (timeline: readonly ScanPart[], scanId: string): readonly ScanPart[] =>
  timeline.map((scan) => (scan.scanId === scanId ? { ...scan, withdrawn: true } : scan));

const before = (a: ScanPart, b: ScanPart): boolean => {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt;
  return a.scanId < b.scanId;
};

export function withAlert(alerts: readonly AlertPart[], alert: AlertPart): readonly AlertPart[] {
  const index = alerts.findIndex(({ alertId }) => alertId === alert.alertId);
  if (index < 0) return [...alerts, alert].sort((a, b) => (a.alertId < b.alertId ? -1 : 1));
  return alerts.map((known, place) => (place === index ? { ...known, ...alert } : known));
}

/** Alerts whose condition holds: what list filters work on. */
export const openAlerts = ({ alerts }: CaseDocument): number =>
  alerts.filter(({ raisedAt, clearedAt }) => raisedAt !== undefined && clearedAt === undefined).length;
