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
import type { Booking, BookingFact, BookingKey, BookingNumber } from '../../domain/booking.js';
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
  readonly number: string | null;
  readonly ended: boolean;
  readonly seen: string[];
}

const RESOLVE = `
  SELECT given.tenant_id, given.text, b.booking_id
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
      AS given (tenant_id, provider, connection_id, provider_booking_id, text)
    JOIN booking b ON b.tenant_id = given.tenant_id AND b.provider = given.provider
                  AND b.connection_id = given.connection_id AND b.provider_booking_id = given.provider_booking_id`;

/** Of several bookings with one number, the only one that has not ended; else it is not known which. */
const RESOLVE_NUMBERS = `
  SELECT given.tenant_id, given.text, found.booking_id
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
      AS given (tenant_id, provider, connection_id, number, text)
   CROSS JOIN LATERAL (
     SELECT (array_agg(b.booking_id ORDER BY b.ended))[1] AS booking_id FROM booking b
      WHERE b.tenant_id = given.tenant_id AND b.provider = given.provider
        AND b.connection_id = given.connection_id AND b.number = given.number
     HAVING count(*) = 1 OR count(*) FILTER (WHERE NOT b.ended) = 1) found`;

const LOAD = `
  SELECT b.* FROM unnest($1::text[], $2::uuid[]) AS given (tenant_id, booking_id)
   CROSS JOIN LATERAL (
     SELECT * FROM booking
      WHERE booking.tenant_id = given.tenant_id AND booking.booking_id = given.booking_id FOR UPDATE) b`;

const PUT = `
  INSERT INTO booking (tenant_id, booking_id, sequence, provider, connection_id, provider_booking_id, pickup_id, seen,
                       number, ended)
  SELECT tenant_id, booking_id, sequence, provider, connection_id, provider_booking_id, pickup_id, string_to_array(seen, ','),
         number, ended
    FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[],
                $9::text[], $10::boolean[])
      AS given (tenant_id, booking_id, sequence, provider, connection_id, provider_booking_id, pickup_id, seen, number, ended)
  ON CONFLICT (tenant_id, booking_id) DO UPDATE
    SET sequence = excluded.sequence, pickup_id = excluded.pickup_id, seen = excluded.seen,
        number = excluded.number, ended = excluded.ended`;

type Key = BookingKey | BookingNumber;
interface Found {
  readonly tenant_id: string;
  readonly text: string;
  readonly booking_id: string;
}

const isNumber = (given: NaturalKey<Key>): given is NaturalKey<BookingNumber> => 'number' in given.key;
const isNamed = (given: NaturalKey<Key>): given is NaturalKey<BookingKey> => !isNumber(given);

export class PostgresBookingStore implements AggregateStore<Booking, BookingFact, Key> {
  readonly aggregate = 'booking';

  async resolve(
    tx: EntityManager,
    keys: readonly NaturalKey<Key>[],
  ): Promise<Map<string, readonly string[]>> {
    const [named, numbers] = [keys.filter(isNamed), keys.filter(isNumber)];
    const rows = [
      ...(await find(tx, RESOLVE, named, ({ providerBookingId }) => providerBookingId)),
      ...(await find(tx, RESOLVE_NUMBERS, numbers, ({ number }) => number)),
    ];
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
        states.map(({ number }) => number ?? null),
        states.map(({ ended }) => ended),
      ],
      rows,
    );
  }

  publish(fact: BookingFact, row: StoredBooking): Publication {
    return toBookingPublication(fact, row.state);
  }
}

async function find<K extends Key>(
  tx: EntityManager,
  sql: string,
  given: readonly NaturalKey<K>[],
  idOf: (key: K) => string,
): Promise<Found[]> {
  if (given.length === 0) return [];
  return tx.query(sql, [
    given.map(({ tenantId }) => tenantId),
    given.map(({ key }) => key.provider),
    given.map(({ key }) => key.connectionId),
    given.map(({ key }) => idOf(key)),
    given.map(({ text }) => text),
  ]);
}

const toBooking = (row: BookingRow): Booking => ({
  id: row.booking_id,
  provider: row.provider,
  connectionId: row.connection_id,
  providerBookingId: row.provider_booking_id,
  pickupId: row.pickup_id ?? undefined,
  number: row.number ?? undefined,
  ended: row.ended,
  seen: row.seen,
});
