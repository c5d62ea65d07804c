import { newId, type Instant } from '@cartrail/kernel';
import type { Query } from '@cartrail/messaging';
import type { Ended, Found } from '../../application/ports.js';
import { newsOf } from '../../domain/detectors.js';
import type { Status } from '../../domain/status.js';
import type { Detector, Severity, Threshold } from '../../domain/thresholds.js';
import type { Purpose } from '../../domain/waybill.js';
import { rule, ruleParameters } from './thresholds.sql.js';
import { toReturns } from './waybill.row.js';

/** Watched in the parcel's own row: it changes with every scan, and costs no statement of its own. */
const detectors: ReadonlySet<Detector> = new Set<Detector>(['NOT_PICKED', 'TRANSIT_STALL']);

export const watchedInParcels = ({ detector }: Threshold): boolean => detectors.has(detector);

/** A parcel whose carrier has not been asked yet is no alert: the scan may exist and its push be lost. */
const OVERDUE = `
  SELECT w.tenant_id AS "tenantId", w.waybill_id AS "waybillId", w.number, w.carrier, w.order_ids AS "orderIds", w.returns,
         w.shop_id AS "shopId", w.watch AS detector, w.watch_since AS since, rule.hours, rule.severity
    FROM waybill w ${rule('w', 'watch')}
   WHERE w.watch IS NOT NULL
     -- The smallest threshold of anybody first, once, so that the index finds the few old enough for any of them.
     AND w.watch_since <= $6::timestamptz - make_interval(hours => (
           SELECT min(hours) FROM (SELECT unnest($3::int[]) AS hours
                                   UNION ALL SELECT hours FROM alert_threshold WHERE detector = ANY ($1)) every_rule))
     AND w.watch_since <= $6::timestamptz - make_interval(hours => rule.hours)
     AND (w.next_poll_at IS NULL OR w.next_poll_at > $6)
     AND NOT EXISTS (SELECT FROM alert a WHERE a.tenant_id = w.tenant_id AND a.subject_id = w.waybill_id AND a.detector = w.watch
                        AND (a.cleared_at IS NULL OR a.since = w.watch_since))
   ORDER BY w.tenant_id, w.waybill_id LIMIT $7`;

/** A late scan that leaves the parcel over its threshold ends nothing: it is still the same silence to a person. */
const ENDED = `
  SELECT a.tenant_id AS "tenantId", a.alert_id AS "alertId", w.status, w.purpose, w.returns, w.replaced_by AS "replacedBy",
         w.arrived_at AS arrived
    FROM alert a
   CROSS JOIN LATERAL (
     SELECT tenant_id, watch, watch_since, lane, status, purpose, returns, replaced_by, arrived_at FROM waybill
      WHERE waybill.tenant_id = a.tenant_id AND waybill.waybill_id = a.subject_id OFFSET 0) w
    LEFT ${rule('w', 'watch').trim()}
   WHERE a.cleared_at IS NULL AND a.detector = ANY ($1)
     AND (w.watch IS DISTINCT FROM a.detector
          OR (w.watch_since > a.since AND w.watch_since > $6::timestamptz - make_interval(hours => rule.hours)))
   ORDER BY a.tenant_id, a.alert_id LIMIT $7`;

interface OverdueRow {
  readonly tenantId: string;
  readonly waybillId: string;
  readonly number: string;
  readonly carrier: string;
  readonly orderIds: string[];
  readonly returns: string | null;
  readonly shopId: string | null;
  readonly detector: string;
  readonly since: Date;
  readonly hours: number;
  readonly severity: Severity;
}

export async function overdueParcels(
  query: Query,
  defaults: readonly Threshold[],
  now: Instant,
  limit: number,
): Promise<Found[]> {
  const rows = await query<OverdueRow>(
    OVERDUE,
    ruleParameters(defaults.filter(watchedInParcels), now, limit),
  );
  return rows.map(({ tenantId, shopId, returns, since, hours, ...row }) => ({
    tenantId,
    alert: {
      ...row,
      id: newId(),
      subjectId: row.waybillId,
      returnId: toReturns(returns).find(({ over }) => over === undefined)?.returnId,
      shopId: shopId ?? undefined,
      since: since.getTime(),
      thresholdHours: hours,
      raisedAt: now,
    },
  }));
}

interface EndedRow {
  readonly tenantId: string;
  readonly alertId: string;
  readonly status: Status;
  readonly purpose: Purpose;
  readonly returns: string | null;
  readonly replacedBy: string | null;
  readonly arrived: Date | null;
}

export async function endedParcels(
  query: Query,
  defaults: readonly Threshold[],
  now: Instant,
  limit: number,
): Promise<Ended[]> {
  const rows = await query<EndedRow>(ENDED, ruleParameters(defaults.filter(watchedInParcels), now, limit));
  return rows.map(({ tenantId, alertId, replacedBy, returns, arrived, ...waybill }) => ({
    tenantId,
    alertId,
    why:
      replacedBy === null
        ? newsOf({ ...waybill, returns: toReturns(returns), arrivedAt: arrived?.getTime() })
        : 'replaced',
  }));
}
