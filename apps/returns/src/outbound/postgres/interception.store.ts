import type { NaturalKey } from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { ParcelKey } from '../../application/ports.js';
import type { Interception, InterceptionFact } from '../../domain/interception/interception.js';
import { toInterceptionPublication } from '../events/interception.publication.js';
import { DocumentStore } from './document.store.js';

const RESOLVE = `
  SELECT held.tenant_id || '/' || held.carrier || '/' || held.number AS text, held.id
    FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted (tenant_id, number, carrier)
    JOIN interception held ON held.tenant_id = wanted.tenant_id AND held.number = wanted.number
                          AND held.carrier = wanted.carrier`;

/** One row per parcel, found by its number and carrier. */
export class PostgresInterceptionStore extends DocumentStore<Interception, InterceptionFact, ParcelKey> {
  constructor() {
    super({
      aggregate: 'interception',
      table: 'interception',
      id: 'uuid',
      columns: [
        ['number', 'text', ({ state }) => state.number],
        ['carrier', 'text', ({ state }) => state.carrier],
      ],
      publish: (fact, { state }) => toInterceptionPublication(fact, state),
    });
  }

  async resolve(
    tx: EntityManager,
    keys: readonly NaturalKey<ParcelKey>[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await tx.query<{ text: string; id: string }[]>(RESOLVE, [
      keys.map(({ tenantId }) => tenantId),
      keys.map(({ key }) => key.number),
      keys.map(({ key }) => key.carrier),
    ]);
    return new Map(rows.map(({ text, id }) => [text, [id]]));
  }
}
