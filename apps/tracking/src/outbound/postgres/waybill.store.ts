import {
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type NaturalKey,
  type Publication,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import { returnWatchesOf } from '../../domain/detectors.js';
import { compareScans, type Scan } from '../../domain/scan.js';
import type { ParcelKey, Waybill, WaybillFact } from '../../domain/waybill.js';
import { toPublication } from '../events/waybill.publication.js';
import {
  scanColumns,
  toScan,
  toWaybill,
  waybillColumns,
  type ScanRow,
  type StoredWaybill,
  type WaybillRow,
} from './waybill.row.js';
import { putWatches } from './watch.rows.js';

const ms = (column: string, as: string) => `date_part('epoch', ${column}) * 1000 AS ${as}`;
const at = (column: string) => `to_timestamp(${column} / 1000)`;

/** The newest generation of the pair, or the one that is named; a parcel whose carrier nobody could name answers to any carrier. */
const RESOLVE = `
  SELECT given.tenant_id, given.text, found.waybill_id
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[])
      AS given (tenant_id, number, carrier, text, generation)
   CROSS JOIN LATERAL (
     SELECT w.waybill_id FROM waybill w
      WHERE w.tenant_id = given.tenant_id AND w.number_key = given.number AND w.carrier IN (given.carrier, 'UNKNOWN')
        AND w.generation = COALESCE(given.generation, w.generation)
      ORDER BY w.carrier = given.carrier DESC, w.generation DESC LIMIT 1) found`;

/**
 * Row by row through the primary key, in the order given, which is the order of ids. A plain join is planned as a
 * hash over the whole table: row-level security hides the real cost of a row from the planner.
 */
const LOAD = `
  SELECT w.* FROM unnest($1::text[], $2::uuid[]) AS given (tenant_id, waybill_id)
   CROSS JOIN LATERAL (
     SELECT tenant_id, waybill_id, number, carrier, generation, sequence, status, reason, order_ids, purpose, returns, shop_id,
            from_region, to_region, phone_tail, ${ms('shipped_at', 'shipped_ms')}, ${ms('registered_at', 'registered_ms')},
            ${ms('next_poll_at', 'next_poll_ms')}, ${ms('resubscribe_at', 'resubscribe_ms')}, ${ms('handed_over_at', 'handed_over_ms')},
            ${ms('arrived_at', 'arrived_ms')}, replaced_by
       FROM waybill
      WHERE waybill.tenant_id = given.tenant_id AND waybill.waybill_id = given.waybill_id FOR UPDATE) w`;

const SCANS = `
  SELECT s.* FROM unnest($1::text[], $2::uuid[]) AS given (tenant_id, waybill_id)
   CROSS JOIN LATERAL (
     SELECT waybill_id, ${ms('occurred_at', 'occurred_ms')}, provider, code, text_hash, provider_order, occurred_text,
            ${ms('recorded_at', 'recorded_ms')}, text, place, place_parts, courier, status, reason, suspicious, withdrawn
       FROM scan
      WHERE scan.tenant_id = given.tenant_id AND scan.waybill_id = given.waybill_id OFFSET 0) s`;

const PUT = `
  INSERT INTO waybill (tenant_id, waybill_id, sequence, status, reason, order_ids, watch, watch_since,
                       next_poll_at, replaced_by, number, carrier, generation, shop_id, from_region, to_region, phone_tail,
                       lane, shipped_at, registered_at, number_key, purpose, returns, handed_over_at,
                       arrived_at, number_form, resubscribe_at)
  SELECT tenant_id, waybill_id, sequence, status, reason, string_to_array(order_ids, ','), watch,
         ${at('watch_since')}, ${at('next_poll')}, replaced_by, number, carrier, generation, shop_id, from_region, to_region,
         phone_tail, lane, ${at('shipped')}, ${at('registered')}, number_key,
         purpose, returns, ${at('handed_over')}, ${at('arrived')}, number_form, ${at('resubscribe')}
    FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::float8[], $9::float8[], $10::text[], $11::text[], $12::text[], $13::int[], $14::text[], $15::text[],
                $16::text[], $17::text[], $18::text[], $19::float8[], $20::float8[], $21::text[], $22::text[],
                $23::text[], $24::float8[], $25::float8[], $26::text[], $27::float8[])
      AS given (tenant_id, waybill_id, sequence, status, reason, order_ids, watch, watch_since, next_poll,
                replaced_by, number, carrier, generation, shop_id, from_region, to_region, phone_tail, lane, shipped, registered,
                number_key, purpose, returns, handed_over, arrived, number_form, resubscribe)
  ON CONFLICT (tenant_id, waybill_id) DO UPDATE
    SET sequence = excluded.sequence, status = excluded.status, reason = excluded.reason, order_ids = excluded.order_ids,
        watch = excluded.watch, watch_since = excluded.watch_since,
        next_poll_at = excluded.next_poll_at, replaced_by = excluded.replaced_by, returns = excluded.returns,
        handed_over_at = excluded.handed_over_at, arrived_at = excluded.arrived_at,
        resubscribe_at = excluded.resubscribe_at`;

const PUT_SCANS = `
  INSERT INTO scan (tenant_id, waybill_id, occurred_at, provider, code, text_hash, provider_order, occurred_text, recorded_at,
                    text, place, status, reason, suspicious, withdrawn, place_parts, courier)
  SELECT tenant_id, waybill_id, ${at('occurred')}, provider, code, text_hash, provider_order, occurred_text, ${at('recorded')},
         text, place, status, reason, suspicious, withdrawn, place_parts, courier
    FROM unnest($1::text[], $2::uuid[], $3::float8[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::float8[],
                $10::text[], $11::text[], $12::text[], $13::text[], $14::boolean[], $15::boolean[],
                $16::text[], $17::text[])
      AS given (tenant_id, waybill_id, occurred, provider, code, text_hash, provider_order, occurred_text, recorded, text,
                place, status, reason, suspicious, withdrawn, place_parts, courier)
  ON CONFLICT (tenant_id, waybill_id, occurred_at, provider, code, text_hash)
  DO UPDATE SET provider_order = excluded.provider_order, withdrawn = excluded.withdrawn,
                place_parts = excluded.place_parts, courier = excluded.courier`;

/** Parcels with their whole history: two statements to load any number of them, at most three to write them. */
export class PostgresWaybillStore implements AggregateStore<Waybill, WaybillFact, ParcelKey> {
  readonly aggregate = 'waybill';

  async resolve(
    tx: EntityManager,
    keys: readonly NaturalKey<ParcelKey>[],
  ): Promise<Map<string, readonly string[]>> {
    const rows: { tenant_id: string; text: string; waybill_id: string }[] = await tx.query(RESOLVE, [
      keys.map(({ tenantId }) => tenantId),
      keys.map(({ key }) => key.number),
      keys.map(({ key }) => key.carrier),
      keys.map(({ text }) => text),
      keys.map(({ key }) => key.generation ?? null),
    ]);
    return new Map(rows.map(({ tenant_id, text, waybill_id }) => [`${tenant_id}/${text}`, [waybill_id]]));
  }

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<Waybill>[]> {
    const given = [refs.map(({ tenantId }) => tenantId), refs.map(({ id }) => id)];
    const rows: WaybillRow[] = await tx.query(LOAD, given);
    if (rows.length === 0) return [];
    const scans = new Map<string, Scan[]>(rows.map((row) => [row.waybill_id, []]));
    const scanRows: ScanRow[] = await tx.query(SCANS, given);
    for (const row of scanRows) scans.get(row.waybill_id)?.push(toScan(row));
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.waybill_id,
      sequence: Number(row.sequence),
      state: toWaybill(row, (scans.get(row.waybill_id) ?? []).sort(compareScans)),
    }));
  }

  async save(tx: EntityManager, rows: readonly StoredWaybill[]): Promise<void> {
    await putRows(tx, PUT, waybillColumns(rows), rows);
    const scans = scanColumns(rows);
    if (scans[0]?.length) await tx.query(PUT_SCANS, scans);
    await putWatches(
      tx,
      rows.flatMap(({ tenantId, state }) => returnWatchesOf(state).map((watch) => ({ tenantId, watch }))),
    );
  }

  publish(fact: WaybillFact, row: StoredWaybill): Publication | undefined {
    return toPublication(fact, row.state);
  }
}
