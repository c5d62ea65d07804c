import {
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type NaturalKey,
  type Publication,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { AlertKey } from '../../application/ports.js';
import type { Alert, AlertFact } from '../../domain/alert.js';
import type { Severity } from '../../domain/thresholds.js';
import { toAlertPublication } from '../events/alert.publication.js';

type StoredAlert = Stored<Alert, AlertFact>;

interface AlertRow {
  readonly tenant_id: string;
  readonly alert_id: string;
  readonly sequence: string;
  readonly detector: string;
  readonly severity: Severity;
  readonly subject_id: string;
  readonly waybill_id: string | null;
  readonly return_id: string | null;
  readonly pickup_id: string | null;
  readonly number: string | null;
  readonly carrier: string | null;
  readonly order_ids: string[];
  readonly shop_id: string | null;
  readonly since: Date;
  readonly threshold_hours: number;
  readonly raised_at: Date;
  readonly cleared_at: Date | null;
  readonly why: string | null;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly note: string | null;
  /** bigint, which the driver gives as text. */
  readonly quote_fen: string | null;
  readonly charged_fen: string | null;
}

const RESOLVE = `
  SELECT given.tenant_id, given.text, a.alert_id
    FROM unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[])
      AS given (tenant_id, subject_id, detector, since, text)
    JOIN alert a ON a.tenant_id = given.tenant_id AND a.subject_id = given.subject_id AND a.detector = given.detector
                AND a.since = given.since`;

const LOAD = `
  SELECT a.* FROM unnest($1::text[], $2::uuid[]) AS given (tenant_id, alert_id)
    JOIN alert a ON a.tenant_id = given.tenant_id AND a.alert_id = given.alert_id
   ORDER BY a.alert_id FOR UPDATE OF a`;

const SAVE = `
  INSERT INTO alert (tenant_id, alert_id, sequence, detector, severity, waybill_id, number, carrier, order_ids, shop_id, since,
                     threshold_hours, raised_at, cleared_at, why, acknowledged_at, acknowledged_by, note, subject_id, return_id,
                     pickup_id, quote_fen, charged_fen)
  SELECT tenant_id, alert_id, sequence, detector, severity, waybill_id, number, carrier, string_to_array(order_ids, ','),
         shop_id, since, threshold_hours, raised_at, cleared_at, why, acknowledged_at, acknowledged_by, note, subject_id,
         return_id, pickup_id, quote_fen, charged_fen
    FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::text[],
                $10::text[], $11::timestamptz[], $12::int[], $13::timestamptz[], $14::timestamptz[], $15::text[],
                $16::timestamptz[], $17::text[], $18::text[], $19::uuid[], $20::uuid[], $21::uuid[], $22::bigint[], $23::bigint[])
      AS given (tenant_id, alert_id, sequence, detector, severity, waybill_id, number, carrier, order_ids, shop_id, since,
                threshold_hours, raised_at, cleared_at, why, acknowledged_at, acknowledged_by, note, subject_id, return_id,
                pickup_id, quote_fen, charged_fen)
  ON CONFLICT (tenant_id, alert_id) DO UPDATE
    SET sequence = excluded.sequence, cleared_at = excluded.cleared_at, why = excluded.why, note = excluded.note,
        acknowledged_at = excluded.acknowledged_at, acknowledged_by = excluded.acknowledged_by`;

const date = (instant: number | undefined): Date | null => (instant === undefined ? null : new Date(instant));

export class PostgresAlertStore implements AggregateStore<Alert, AlertFact, AlertKey> {
  readonly aggregate = 'alert';

  async resolve(
    tx: EntityManager,
    keys: readonly NaturalKey<AlertKey>[],
  ): Promise<Map<string, readonly string[]>> {
    const rows: { tenant_id: string; text: string; alert_id: string }[] = await tx.query(RESOLVE, [
      keys.map(({ tenantId }) => tenantId),
      keys.map(({ key }) => key.subjectId),
      keys.map(({ key }) => key.detector),
      keys.map(({ key }) => new Date(key.since)),
      keys.map(({ text }) => text),
    ]);
    return new Map(rows.map(({ tenant_id, text, alert_id }) => [`${tenant_id}/${text}`, [alert_id]]));
  }

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<Alert>[]> {
    const rows: AlertRow[] = await tx.query(LOAD, [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
    ]);
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.alert_id,
      sequence: Number(row.sequence),
      state: toAlert(row),
    }));
  }

  async save(tx: EntityManager, rows: readonly StoredAlert[]): Promise<void> {
    const states = rows.map(({ state }) => state);
    await putRows(
      tx,
      SAVE,
      [
        rows.map(({ tenantId }) => tenantId),
        rows.map(({ id }) => id),
        rows.map(({ sequence }) => sequence),
        states.map(({ detector }) => detector),
        states.map(({ severity }) => severity),
        states.map(({ waybillId }) => waybillId ?? null),
        states.map(({ number }) => number ?? null),
        states.map(({ carrier }) => carrier ?? null),
        states.map(({ orderIds }) => orderIds.join(',')),
        states.map(({ shopId }) => shopId ?? null),
        states.map(({ since }) => new Date(since)),
        states.map(({ thresholdHours }) => thresholdHours),
        states.map(({ raisedAt }) => new Date(raisedAt)),
        states.map(({ clearedAt }) => date(clearedAt)),
        states.map(({ why }) => why ?? null),
        states.map(({ acknowledgedAt }) => date(acknowledgedAt)),
        states.map(({ acknowledgedBy }) => acknowledgedBy ?? null),
        states.map(({ note }) => note ?? null),
        states.map(({ subjectId }) => subjectId),
        states.map(({ returnId }) => returnId ?? null),
        states.map(({ pickupId }) => pickupId ?? null),
        states.map(({ quoteFen }) => quoteFen ?? null),
        states.map(({ chargedFen }) => chargedFen ?? null),
      ],
      rows,
    );
  }

  publish(fact: AlertFact, row: StoredAlert): Publication {
    return toAlertPublication(fact, row.state);
  }
}

const fen = (text: string | null): number | undefined => (text === null ? undefined : Number(text));

const toAlert = (row: AlertRow): Alert => ({
  id: row.alert_id,
  detector: row.detector,
  severity: row.severity,
  subjectId: row.subject_id,
  waybillId: row.waybill_id ?? undefined,
  returnId: row.return_id ?? undefined,
  pickupId: row.pickup_id ?? undefined,
  number: row.number ?? undefined,
  carrier: row.carrier ?? undefined,
  quoteFen: fen(row.quote_fen),
  chargedFen: fen(row.charged_fen),
  orderIds: row.order_ids,
  shopId: row.shop_id ?? undefined,
  since: row.since.getTime(),
  thresholdHours: row.threshold_hours,
  raisedAt: row.raised_at.getTime(),
  clearedAt: row.cleared_at?.getTime(),
  why: row.why ?? undefined,
  acknowledgedAt: row.acknowledged_at?.getTime(),
  acknowledgedBy: row.acknowledged_by ?? undefined,
  note: row.note ?? undefined,
});
