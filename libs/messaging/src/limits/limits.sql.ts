/**
 * The database's clock, read once a row and after the row is locked: whoever waited for another is judged by the moment
 * of its own turn, and all processes by one clock.
 */
const CLOCK = `(SELECT clock_timestamp() AS at) AS clock`;

/**
 * A bucket kept as the moment it is full again, which every token moves by `$4` µs and which is never more than `$5` µs
 * away. A lock is a bucket of one token.
 */
export const PASS = `
  INSERT INTO rate_limit AS had (tenant_id, kind, key, full_at, granted)
  VALUES ($1, $2, $3, clock_timestamp() + $4::float8 * interval '1 microsecond', true)
  ON CONFLICT (tenant_id, kind, key) DO UPDATE SET (full_at, granted) = (
    SELECT CASE WHEN verdict.fits THEN next.full_at ELSE had.full_at END, verdict.fits
      FROM ${CLOCK}
     CROSS JOIN LATERAL (
       SELECT greatest(had.full_at, clock.at) + $4::float8 * interval '1 microsecond' AS full_at) AS next
     CROSS JOIN LATERAL (
       SELECT next.full_at <= clock.at + $5::float8 * interval '1 microsecond' AS fits) AS verdict)
  RETURNING granted, extract(epoch FROM full_at - clock_timestamp())::float8 * 1000 + ($4::float8 - $5::float8) / 1000
         AS wait_ms`;

/** A period is counted in so many slots, and one more is remembered: no stretch as long as it touches more. */
export const SLOTS = 24;

/** `$4`: ms of a slot, `$5`: the most in the slots remembered. */
export const COUNT = `
  INSERT INTO rate_limit AS had (tenant_id, kind, key, full_at, granted, slot, counts)
  SELECT $1, $2, $3, to_timestamp((now.slot + ${SLOTS + 1}) * $4::float8 / 1000), true, now.slot, ARRAY[1]
    FROM (SELECT floor(extract(epoch FROM clock.at) * 1000 / $4::float8)::bigint AS slot FROM ${CLOCK}) AS now
  ON CONFLICT (tenant_id, kind, key) DO UPDATE SET (full_at, granted, slot, counts) = (
    SELECT CASE WHEN verdict.fits THEN to_timestamp((now.slot + ${SLOTS + 1}) * $4::float8 / 1000) ELSE had.full_at END,
           verdict.fits,
           now.slot,
           CASE WHEN verdict.fits THEN kept.counts[1] + 1 || kept.counts[2:] ELSE kept.counts END
      FROM ${CLOCK}
     CROSS JOIN LATERAL (
       SELECT greatest(had.slot, floor(extract(epoch FROM clock.at) * 1000 / $4::float8)::bigint) AS slot) AS now
     CROSS JOIN LATERAL (
       SELECT (array_fill(0, ARRAY[least(now.slot - had.slot, ${SLOTS + 1})::int]) || had.counts)[1:${SLOTS + 1}]
           AS counts) AS kept
     CROSS JOIN LATERAL (SELECT sum(each) < $5::bigint AS fits FROM unnest(kept.counts) AS each) AS verdict)
  RETURNING granted`;

/** What was counted under `$2` to `$3` and is still remembered; nothing is written. `$4`: ms of a slot. */
export const SPENT = `
  SELECT COALESCE(sum(each), 0)::int AS spent
    FROM rate_limit AS had
   CROSS JOIN (SELECT floor(extract(epoch FROM clock.at) * 1000 / $4::float8)::bigint AS slot FROM ${CLOCK}) AS now
   CROSS JOIN LATERAL unnest(had.counts[1:${SLOTS + 1} - greatest(now.slot - had.slot, 0)::int]) AS each
   WHERE had.tenant_id = $1 AND had.kind = $2 AND had.key = $3`;
