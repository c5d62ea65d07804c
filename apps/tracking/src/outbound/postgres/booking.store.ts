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
import type { Booking, BookingFact, BookingKey } from '../../domain/booking.js';
import { toBookingPublication } from '../events/booking.publication.js';

type StoredBooking = Stored<Booking, BookingFact>;

interface BookingRow {
  readonly tenant_id: string;
  readonly booking_id: string;
  readonly sequence: string;
  readonly provider: string;
  readonly connection_id: string;
  readonly provider_booking_id: string;
  readonly pickup_id: string | null;
  readonly seen: string[];
}

const RESOLVE = `
  SELECT given.tenant_id, given.text, b.booking_id
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
      AS given (tenant_id, provider, connection_id, provider_booking_id, text)
    JOIN booking b ON b.tenant_id = given.tenant_id AND b.provider = given.provider
                  AND b.connection_id = given.connection_id AND b.provider_booking_id = given.provider_booking_id`;

const LOAD = `
  SELECT b.* FROM unnest($1::text[], $2::uuid[]) AS given (tenant_id, booking_id)
   CROSS JOIN LATERAL (
     SELECT * FROM booking
      WHERE booking.tenant_id = given.tenant_id AND booking.booking_id = given.booking_id FOR UPDATE) b`;

const PUT = `
  INSERT INTO booking (tenant_id, booking_id, sequence, provider, connection_id, provider_booking_id, pickup_id, seen)
  SELECT tenant_id, booking_id, sequence, provider, connection_id, provider_booking_id, pickup_id, string_to_array(seen, ',')
    FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[])
      AS given (tenant_id, booking_id, sequence, provider, connection_id, provider_booking_id, pickup_id, seen)
  ON CONFLICT (tenant_id, booking_id) DO UPDATE
    SET sequence = excluded.sequence, pickup_id = excluded.pickup_id, seen = excluded.seen`;

export class PostgresBookingStore implements AggregateStore<Booking, BookingFact, BookingKey> {
  readonly aggregate = 'booking';

  async resolve(
    tx: EntityManager,
    keys: readonly NaturalKey<BookingKey>[],
  ): Promise<Map<string, readonly string[]>> {
    const rows: { tenant_id: string; text: string; booking_id: string }[] = await tx.query(RESOLVE, [
      keys.map(({ tenantId }) => tenantId),
      keys.map(({ key }) => key.provider),
      keys.map(({ key }) => key.connectionId),
      keys.map(({ key }) => key.providerBookingId),
      keys.map(({ text }) => text),
    ]);
    return new Map(rows.map(({ tenant_id, text, booking_id }) => [`${tenant_id}/${text}`, [booking_id]]));
  }

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<Booking>[]> {
    const rows: BookingRow[] = await tx.query(LOAD, [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
    ]);
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.booking_id,
      sequence: Number(row.sequence),
      state: toBooking(row),
    }));
  }

  async save(tx: EntityManager, rows: readonly StoredBooking[]): Promise<void> {
    const states = rows.map(({ state }) => state);
    await putRows(
      tx,
      PUT,
      [
        rows.map(({ tenantId }) => tenantId),
        rows.map(({ id }) => id),
        rows.map(({ sequence }) => sequence),
        states.map(({ provider }) => provider),
        states.map(({ connectionId }) => connectionId),
        states.map(({ providerBookingId }) => providerBookingId),
        states.map(({ pickupId }) => pickupId ?? null),
        states.map(({ seen }) => seen.join(',')),
      ],
      rows,
    );
  }

  publish(fact: BookingFact, row: StoredBooking): Publication {
    return toBookingPublication(fact, row.state);
  }
}

const toBooking = (row: BookingRow): Booking => ({
  id: row.booking_id,
  provider: row.provider,
  connectionId: row.connection_id,
  providerBookingId: row.provider_booking_id,
  pickupId: row.pickup_id ?? undefined,
  seen: row.seen,
});
