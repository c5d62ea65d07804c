import type { NaturalKey } from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { BookingKey } from '../../application/ports.js';
import type { PickupFact } from '../../domain/pickup/pickup-facts.js';
import { isActive, type Pickup } from '../../domain/pickup/pickup.js';
import { askAt } from '../../domain/pickup/reconcile.js';
import { toPickupPublication } from '../events/pickup.publication.js';
import { date } from './bulk.js';
import { DocumentStore } from './document.store.js';

const RESOLVE = `
  SELECT wanted.tenant_id, wanted.text, pickup.id
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS wanted (tenant_id, provider, booking_id, text)
    JOIN pickup ON pickup.tenant_id = wanted.tenant_id AND pickup.provider = wanted.provider
               AND pickup.provider_booking_id = wanted.booking_id`;

/** The sealed contact lies in a column of its own, so that the document holds masks only. */
export class PostgresPickupStore extends DocumentStore<Pickup, PickupFact, BookingKey> {
  constructor() {
    super({
      aggregate: 'pickup',
      table: 'pickup',
      id: 'uuid',
      columns: [
        ['return_id', 'uuid', ({ state }) => state.returnId],
        ['status', 'text', ({ state }) => state.status],
        ['active', 'boolean', ({ state }) => isActive(state) && !state.revived],
        ['provider', 'text', ({ state }) => state.provider],
        ['provider_booking_id', 'text', ({ state }) => state.providerBookingId],
        ['ask_at', 'timestamptz', ({ state }) => date(askAt(state))],
        ['contact', 'text', ({ state }) => state.sealedContact],
      ],
      write: ({ sealedContact: _sealed, ...pickup }) => pickup,
      read: (doc, row) => ({ ...doc, sealedContact: String(row['contact']) }),
      publish: (fact, { state }) => toPickupPublication(fact, state),
    });
  }

  async resolve(
    tx: EntityManager,
    keys: readonly NaturalKey<BookingKey>[],
  ): Promise<Map<string, readonly string[]>> {
    const rows = await tx.query<{ tenant_id: string; text: string; id: string }[]>(RESOLVE, [
      keys.map(({ tenantId }) => tenantId),
      keys.map(({ key }) => key.provider),
      keys.map(({ key }) => key.bookingId),
      keys.map(({ text }) => text),
    ]);
    const found = new Map<string, string[]>();
    for (const { tenant_id, text, id } of rows) {
      const key = `${tenant_id}/${text}`;
      found.set(key, [...(found.get(key) ?? []), id]);
    }
    return found;
  }
}
