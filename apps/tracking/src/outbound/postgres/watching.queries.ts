import { newId, type Instant } from '@cartrail/kernel';
import type { Query, Reader, TenantDirectory } from '@cartrail/messaging';
import type { Ended, Found, Quiet, Watching } from '../../application/ports.js';
import type { Severity, Threshold } from '../../domain/detectors.js';

interface OverdueRow {
  readonly tenantId: string;
  readonly waybillId: string;
  readonly number: string;
  readonly carrier: string;
  readonly orderIds: string[];
  readonly shopId: string | null;
  readonly detector: string;
  readonly since: Date;
  readonly hours: number;
  readonly severity: Severity;
}

/** The tenant's own threshold for the parcel's lane, or the default. */
const rule = (waybill: string) => `
  JOIN LATERAL (
    SELECT COALESCE(t.hours, d.hours) AS hours, COALESCE(t.severity, d.severity) AS severity
      FROM unnest($1::text[], $2::text[], $3::int[], $4::text[]) AS d (detector, lane, hours, severity)
      LEFT JOIN alert_threshold t ON t.tenant_id = ${waybill}.tenant_id AND t.detector = d.detector AND t.lane = d.lane
     WHERE d.detector = ${waybill}.watch AND d.lane = ${waybill}.lane) rule ON true`;

/** A parcel whose carrier has not been asked yet is no alert: the scan may exist and its push be lost. */
const OVERDUE = `
  SELECT w.tenant_id AS "tenantId", w.waybill_id AS "waybillId", w.number, w.carrier, w.order_ids AS "orderIds",
         w.shop_id AS "shopId", w.watch AS detector, w.watch_since AS since, rule.hours, rule.severity
    FROM waybill w ${rule('w')}
   WHERE w.watch IS NOT NULL
     -- The smallest threshold of anybody first, once, so that the index finds the few old enough for any of them.
     AND w.watch_since <= $5::timestamptz - make_interval(hours => (
           SELECT min(hours) FROM (SELECT unnest($3::int[]) AS hours UNION ALL SELECT hours FROM alert_threshold) every_rule))
     AND w.watch_since <= $5::timestamptz - make_interval(hours => rule.hours)
     AND (w.next_poll_at IS NULL OR w.next_poll_at > $5)
     AND NOT EXISTS (SELECT FROM alert a WHERE a.tenant_id = w.tenant_id AND a.waybill_id = w.waybill_id AND a.detector = w.watch
                        AND (a.cleared_at IS NULL OR a.since = w.watch_since))
   ORDER BY w.tenant_id, w.waybill_id LIMIT $6`;

/** A late scan that leaves the parcel over its threshold ends nothing: it is still the same silence to a person. */
const ENDED = `
  SELECT a.tenant_id AS "tenantId", a.alert_id AS "alertId", w.status, w.replaced_by IS NOT NULL AS replaced
    FROM alert a
   CROSS JOIN LATERAL (
     SELECT tenant_id, watch, watch_since, lane, status, replaced_by FROM waybill
      WHERE waybill.tenant_id = a.tenant_id AND waybill.waybill_id = a.waybill_id OFFSET 0) w
    LEFT ${rule('w').trim()}
   WHERE a.cleared_at IS NULL
     AND (w.watch IS DISTINCT FROM a.detector
          OR (w.watch_since > a.since AND w.watch_since > $5::timestamptz - make_interval(hours => rule.hours)))
   ORDER BY a.tenant_id, a.alert_id LIMIT $6`;

const QUIET = `
  SELECT tenant_id AS "tenantId", waybill_id AS "waybillId" FROM waybill
   WHERE next_poll_at <= $1 ORDER BY next_poll_at LIMIT $2`;

/** Read-only; what follows from the answers goes through changes, which decide again under the row's lock. */
export class WatchingQueries implements Watching {
  constructor(
    private readonly reader: Reader,
    private readonly tenants: TenantDirectory,
  ) {}

  async overdue(now: Instant, defaults: readonly Threshold[], limit: number): Promise<Found[]> {
    const rows = await this.all((query) =>
      query<OverdueRow>(OVERDUE, [...columns(defaults), new Date(now), limit]),
    );
    return rows.map(({ tenantId, shopId, since, hours, ...row }) => ({
      tenantId,
      alert: {
        ...row,
        id: newId(),
        shopId: shopId ?? undefined,
        since: since.getTime(),
        thresholdHours: hours,
        raisedAt: now,
      },
    }));
  }

  async ended(now: Instant, defaults: readonly Threshold[], limit: number): Promise<Ended[]> {
    const rows = await this.all((query) =>
      query<{ tenantId: string; alertId: string; status: string; replaced: boolean }>(ENDED, [
        ...columns(defaults),
        new Date(now),
        limit,
      ]),
    );
    return rows.map(({ tenantId, alertId, status, replaced }) => ({
      tenantId,
      alertId,
      why: replaced ? 'replaced' : `scan:${status}`,
    }));
  }

  quiet(now: Instant, limit: number): Promise<Quiet[]> {
    return this.all((query) => query<Quiet>(QUIET, [new Date(now), limit]));
  }

  private async all<T>(work: (query: Query) => Promise<T[]>): Promise<T[]> {
    const tenants = await this.tenants.all();
    return tenants.length === 0 ? [] : this.reader.readMany(tenants, work);
  }
}

const columns = (thresholds: readonly Threshold[]): unknown[][] => [
  thresholds.map(({ detector }) => detector),
  thresholds.map(({ lane }) => lane),
  thresholds.map(({ hours }) => hours),
  thresholds.map(({ severity }) => severity),
];
