import type { Instant } from '@cartrail/kernel';
import type { Threshold } from '../../domain/thresholds.js';

/**
 * Gives each row of `table` the threshold of its detector and lane, as `rule`: the tenant's own, or the default.
 * Uses the parameters of {@link ruleParameters}.
 */
export const rule = (table: string, detector: string): string => `
  JOIN LATERAL (
    SELECT COALESCE(t.hours, d.hours) AS hours, COALESCE(t.severity, d.severity) AS severity,
           COALESCE(t.percent, d.percent) AS percent
      FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::int[]) AS d (detector, lane, hours, severity, percent)
      LEFT JOIN alert_threshold t ON t.tenant_id = ${table}.tenant_id AND t.detector = d.detector AND t.lane = d.lane
     WHERE d.detector = ${table}.${detector} AND d.lane = ${table}.lane) rule ON true`;

/** $1 to $7: the defaults in columns, now, and how many rows at most. */
export const ruleParameters = (defaults: readonly Threshold[], now: Instant, limit: number): unknown[] => [
  defaults.map(({ detector }) => detector),
  defaults.map(({ lane }) => lane),
  defaults.map(({ hours }) => hours),
  defaults.map(({ severity }) => severity),
  defaults.map(({ percent }) => percent ?? null),
  new Date(now),
  limit,
];
