import {
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { Arrival } from '../../domain/arrival.js';
import { arrivalColumns, toArrival, type ArrivalRow } from './arrival.row.js';

const LOAD = `
  SELECT ${arrivalColumns}
    FROM unnest($1::text[], $2::uuid[]) AS given (tenant_id, return_id)
    JOIN arrival a ON a.tenant_id = given.tenant_id AND a.return_id = given.return_id
   ORDER BY a.return_id FOR UPDATE OF a`;

/** Who signed is signing's to write. */
const PUT = `
  INSERT INTO arrival (tenant_id, return_id, order_id, shop_id, after_sale_id, status, warehouse_code, lines, heard)
  SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::bigint[])
  ON CONFLICT (tenant_id, return_id) DO UPDATE
    SET after_sale_id = excluded.after_sale_id, status = excluded.status, warehouse_code = excluded.warehouse_code,
        lines = excluded.lines, heard = excluded.heard`;

const FORGET_NUMBERS = `
  DELETE FROM arrival_number n USING unnest($1::text[], $2::uuid[]) AS given (tenant_id, return_id)
   WHERE n.tenant_id = given.tenant_id AND n.return_id = given.return_id`;

const PUT_NUMBERS = `
  INSERT INTO arrival_number (tenant_id, return_id, number, carrier, place)
  SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::int[])`;

type StoredArrival = Stored<Arrival, never>;

/** What the warehouse may expect. Publishes nothing: it repeats what `returns` says. */
export class PostgresArrivalStore implements AggregateStore<Arrival, never> {
  readonly aggregate = 'arrival';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<Arrival>[]> {
    const rows: ArrivalRow[] = await tx.query(LOAD, [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
    ]);
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.return_id,
      sequence: 0,
      state: toArrival(row),
    }));
  }

  async save(tx: EntityManager, rows: readonly StoredArrival[]): Promise<void> {
    const states = rows.map(({ state }) => state);
    await putRows(
      tx,
      PUT,
      [
        rows.map(({ tenantId }) => tenantId),
        states.map(({ returnId }) => returnId),
        states.map(({ orderId }) => orderId),
        states.map(({ shopId }) => shopId),
        states.map(({ afterSaleId }) => afterSaleId ?? null),
        states.map(({ status }) => status),
        states.map(({ warehouseCode }) => warehouseCode ?? null),
        states.map(({ lines }) => JSON.stringify(lines)),
        states.map(({ heard }) => heard),
      ],
      rows,
    );
    await this.renumber(
      tx,
      rows.filter(({ state, before }) => state.numbers !== before?.numbers),
    );
  }

  publish(): undefined {
    return undefined;
  }

  private async renumber(tx: EntityManager, rows: readonly StoredArrival[]): Promise<void> {
    const numbers = rows.flatMap(({ tenantId, id, state }) =>
      state.numbers.map((parcel, place) => ({ tenantId, id, ...parcel, place })),
    );
    if (numbers.length === 0) return;
    await tx.query(FORGET_NUMBERS, [rows.map(({ tenantId }) => tenantId), rows.map(({ id }) => id)]);
    await tx.query(PUT_NUMBERS, [
      numbers.map(({ tenantId }) => tenantId),
      numbers.map(({ id }) => id),
      numbers.map(({ number }) => number),
      numbers.map(({ carrier }) => carrier),
      numbers.map(({ place }) => place),
    ]);
  }
}
