import { changed, DAY, MINUTE, nothing, type Decision, type Instant } from '@cartrail/kernel';
import { fold, type Folded, type Move } from './fold.js';
import { completed } from './scan-details.js';
import { compareScans, isPhysical, scanIdOf, textHash, type Report, type Scan } from './scan.js';
import { isTerminal, type Status } from './status.js';
import type { Announced, Waybill, WaybillFact, Why } from './waybill.js';

const FUTURE_TOLERANCE = 10 * MINUTE;
/** How long before a shop says so a parcel may have left, where older scans of its number are another parcel's. */
const SHIPPED_EARLIER = 7 * DAY;

/** That it was picked up is told by {@link pickedUp}: not every carrier tells that moment, nor in time. */
const announced: ReadonlySet<Status> = new Set<Announced>([
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'DELIVERY_FAILED',
  'RETURNING',
]);
const isAnnounced = (status: Status): status is Announced => announced.has(status);

/**
 * Adds what is news to the history and folds it again. Any order, repetition and split of the same reports ends in
 * the same waybill, and each scan is recorded once.
 */
export function recordScans(
  waybill: Waybill,
  reports: readonly Report[],
  now: Instant,
): Decision<Waybill, WaybillFact> {
  const merged = merge(waybill, reports, now);
  if (!merged) return nothing();
  const before = fold(waybill.scans);
  const after = fold(merged.scans);
  const { status, reason } = after.position;
  const newest = waybill.scans[waybill.scans.length - 1];
  const facts: WaybillFact[] = merged.added.map((scan) => ({
    type: 'ScanRecorded',
    scan,
    late: newest !== undefined && compareScans(scan, newest) < 0,
    status,
    reason,
  }));
  for (const scanId of merged.withdrawn) facts.push({ type: 'ScanWithdrawn', scanId, at: now, status });
  facts.push(...pickedUp(waybill.scans, merged.scans));
  announce(facts, before, after, {
    from: waybill.status,
    newest,
    withdrew: merged.withdrawn.length > 0,
    now,
  });
  return changed({ ...waybill, scans: merged.scans, status, reason }, ...facts);
}

/** Told once, of the first scan that saw the parcel in somebody's hands, whatever that scan is called. */
function pickedUp(before: readonly Scan[], after: readonly Scan[]): WaybillFact[] {
  const first = before.some(isPhysical) ? undefined : after.find(isPhysical);
  if (!first) return [];
  // A later station's reason says nothing about the pickup.
  const reason = first.status === 'PICKED_UP' ? first.reason : undefined;
  return [{ type: 'StatusReached', status: 'PICKED_UP', scannedAt: first.occurredAt, reason }];
}

interface Merged {
  readonly scans: readonly Scan[];
  readonly added: readonly Scan[];
  readonly withdrawn: readonly string[];
}

/** Undefined when the reports say nothing new: the common case for a full history pushed again. */
function merge(waybill: Waybill, reports: readonly Report[], now: Instant): Merged | undefined {
  const known = new Map<string, Scan>();
  for (const scan of waybill.scans) known.set(scan.scanId, scan);
  const added = new Set<string>();
  const withdrawn: string[] = [];
  let touched = false;
  const from = waybill.generation > 1 ? waybill.shippedAt - SHIPPED_EARLIER : -Infinity;
  for (const report of reports) {
    if (report.occurredAt < from) continue;
    const hash = textHash(report.text);
    const scanId = scanIdOf(report, hash);
    const old = known.get(scanId);
    if (!old) {
      known.set(scanId, toScan(report, scanId, hash, waybill, now));
      added.add(scanId);
      touched = true;
      continue;
    }
    // All of it only ever grows, so that the order of arrival cannot matter.
    const order = Math.max(old.order, report.order);
    const takenBack = old.withdrawn || report.withdrawn === true;
    const more = completed(old, report);
    if (order === old.order && takenBack === old.withdrawn && more === old) continue;
    if (takenBack && !old.withdrawn && !added.has(scanId)) withdrawn.push(scanId);
    known.set(scanId, { ...more, order, withdrawn: takenBack });
    touched = true;
  }
  if (!touched) return undefined;
  const scans = [...known.values()].sort(compareScans);
  return { scans, added: scans.filter(({ scanId }) => added.has(scanId)), withdrawn };
}

const toScan = (report: Report, scanId: string, hash: string, waybill: Waybill, now: Instant): Scan => ({
  provider: report.provider,
  occurredAt: report.occurredAt,
  occurredText: report.occurredText,
  code: report.code,
  text: report.text,
  place: report.place,
  placeParts: report.placeParts,
  courier: report.courier,
  status: report.status,
  reason: report.reason,
  order: report.order,
  scanId,
  textHash: hash,
  recordedAt: now,
  suspicious: report.occurredAt > now + FUTURE_TOLERANCE || report.occurredAt < waybill.shippedAt,
  withdrawn: report.withdrawn === true,
});

function announce(
  facts: WaybillFact[],
  before: Folded,
  after: Folded,
  {
    from,
    newest,
    withdrew,
    now,
  }: { from: Status; newest: Scan | undefined; withdrew: boolean; now: Instant },
): void {
  const to = after.position.status;
  // A late scan that leaves the status where it was announces nothing: a step back must never be read from us.
  const since = from === to ? newest : before.moves[before.moves.length - 1]?.scan;
  const news = after.moves.filter(({ scan }) => !since || compareScans(scan, since) > 0);
  // What was told last was folded by an earlier release's rules, and no scan explains the difference.
  const refolded = from !== before.position.status;
  if (from !== to && (isTerminal(from) || news.length === 0 || refolded)) {
    facts.push({
      type: 'StatusCorrected',
      from,
      to,
      why: withdrew ? 'scan-withdrawn' : whyOf(from, to, refolded ? [] : news),
      at: now,
    });
  }
  for (const { to: reached, scan } of news) {
    if (!isAnnounced(reached.status)) continue;
    facts.push({
      type: 'StatusReached',
      status: reached.status,
      scannedAt: scan.occurredAt,
      reason: reached.reason,
    });
  }
}

function whyOf(from: Status, to: Status, news: readonly Move[]): Why {
  if (news.length === 0) return 'history-completed';
  if (from === 'CANCELLED' || from === 'EXPIRED') return 'moved-again';
  return to === 'RETURNING' || to === 'RETURNED' ? 'return' : 'redelivery';
}
