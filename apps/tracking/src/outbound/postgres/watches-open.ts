import { newId, type Instant } from '@cartrail/kernel';
import type { Query } from '@cartrail/messaging';
import type { Ended, Found } from '../../application/ports.js';
import type { Severity, Threshold } from '../../domain/thresholds.js';
import { watchedInParcels } from './parcels-watched.js';
import { rule, ruleParameters } from './thresholds.sql.js';

/** Money is too much at once; time must have passed, and the parcel's carrier have been asked. */
const OVERDUE = `
  SELECT w.tenant_id AS "tenantId", w.subject_id AS "subjectId", w.waybill_id AS "waybillId", w.return_id AS "returnId",
         w.pickup_id AS "pickupId", w.order_ids AS "orderIds", w.shop_id AS "shopId", w.number, w.carrier,
         w.quote_fen::float8 AS "quoteFen", w.charged_fen::float8 AS "chargedFen", w.detector, w.since,
         COALESCE(t.hours, d.hours) AS hours, COALESCE(t.severity, d.severity) AS severity
    FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::int[]) AS d (detector, lane, hours, severity, percent)
   CROSS JOIN LATERAL (
     -- The smallest threshold of anybody first, so that the index finds the few old enough for any of them.
     SELECT * FROM watch
      WHERE watch.detector = d.detector AND watch.lane = d.lane
        AND watch.since <= $6::timestamptz - make_interval(hours => LEAST(d.hours, (
              SELECT min(hours) FROM alert_threshold least WHERE least.detector = d.detector AND least.lane = d.lane)))
     OFFSET 0) w
    LEFT JOIN alert_threshold t ON t.tenant_id = w.tenant_id AND t.detector = w.detector AND t.lane = w.lane
    LEFT JOIN LATERAL (
      SELECT next_poll_at FROM waybill
       WHERE waybill.tenant_id = w.tenant_id AND waybill.waybill_id = w.waybill_id OFFSET 0) p ON true
   WHERE w.since <= $6::timestamptz - make_interval(hours => COALESCE(t.hours, d.hours))
     AND (d.percent IS NULL OR w.charged_fen * 100 > w.quote_fen * COALESCE(t.percent, d.percent))
     AND (p.next_poll_at IS NULL OR p.next_poll_at > $6)
     AND NOT EXISTS (SELECT FROM alert a WHERE a.tenant_id = w.tenant_id AND a.subject_id = w.subject_id AND a.detector = w.detector
                        AND (a.cleared_at IS NULL OR a.since = w.since))
   ORDER BY w.tenant_id, w.subject_id, w.detector LIMIT $7`;

/** News that leaves the subject over its threshold ends nothing: to a person it still waits. */
const ENDED = `
  SELECT a.tenant_id AS "tenantId", a.alert_id AS "alertId", w.news AS why
    FROM alert a
   CROSS JOIN LATERAL (
     SELECT * FROM watch
      WHERE watch.tenant_id = a.tenant_id AND watch.subject_id = a.subject_id AND watch.detector = a.detector OFFSET 0) w
    LEFT ${rule('w', 'detector').trim()}
   WHERE a.cleared_at IS NULL
     AND (w.since IS NULL
          OR (w.since > a.since AND w.since > $6::timestamptz - make_interval(hours => rule.hours))
          OR w.charged_fen * 100 <= w.quote_fen * rule.percent)
   ORDER BY a.tenant_id, a.alert_id LIMIT $7`;

interface OverdueRow {
  readonly tenantId: string;
  readonly subjectId: string;
  readonly waybillId: string | null;
  readonly returnId: string | null;
  readonly pickupId: string | null;
  readonly orderIds: string[];
  readonly shopId: string | null;
  readonly number: string | null;
  readonly carrier: string | null;
  readonly quoteFen: number | null;
  readonly chargedFen: number | null;
  readonly detector: string;
  readonly since: Date;
  readonly hours: number;
  readonly severity: Severity;
}

export async function overdueWatches(
  query: Query,
  defaults: readonly Threshold[],
  now: Instant,
  limit: number,
): Promise<Found[]> {
  const rows = await query<OverdueRow>(
    OVERDUE,
    ruleParameters(
      defaults.filter((each) => !watchedInParcels(each)),
      now,
      limit,
    ),
  );
  return rows.map((row) => ({
    tenantId: row.tenantId,
    alert: {
      id: newId(),
      detector: row.detector,
      severity: row.severity,
      subjectId: row.subjectId,
      waybillId: row.waybillId ?? undefined,
      returnId: row.returnId ?? undefined,
      pickupId: row.pickupId ?? undefined,
      orderIds: row.orderIds,
      shopId: row.shopId ?? undefined,
      number: row.number ?? undefined,
      carrier: row.carrier ?? undefined,
      quoteFen: row.quoteFen ?? undefined,
      chargedFen: row.chargedFen ?? undefined,
      since: row.since.getTime(),
      thresholdHours: row.hours,
      raisedAt: now,
    },
  }));
}

export const endedWatches = (
  query: Query,
  defaults: readonly Threshold[],
  now: Instant,
  limit: number,
): Promise<Ended[]> =>
  query<Ended>(
    ENDED,
    ruleParameters(
      defaults.filter((each) => !watchedInParcels(each)),
      now,
      limit,
    ),
  );
