import type { AggregateRef, AggregateStore, Loaded, Publication, Stored } from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { Desk, Signed, SignedFact } from '../../domain/desk.js';
import { toSignedPublication } from '../events/sign-off.publication.js';
import { readDesk, type DeskQuestion } from './desk.reading.js';

/**
 * The place where one record enters the log: reads all its decision depends on, and writes all it leads to. Made for
 * one question; the tenant's log is locked from reading to commit, so that its index has no gap and no fork.
 */
export class PostgresDesk implements AggregateStore<Desk, SignedFact> {
  readonly aggregate = 'parcel-desk';

  constructor(private readonly question: DeskQuestion) {}

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<Desk>[]> {
    const state = await readDesk(tx, this.question);
    return refs.map((ref) => ({ ...ref, sequence: 0, state }));
  }

  async save(tx: EntityManager, rows: readonly Stored<Desk, SignedFact>[]): Promise<void> {
    for (const { tenantId, state } of rows) if (state.signed) await write(tx, tenantId, state.signed);
  }

  publish(_fact: SignedFact, { state }: Stored<Desk, SignedFact>): Publication | undefined {
    return state.signed && toSignedPublication(state.signed);
  }
}

async function write(tx: EntityManager, tenantId: string, signed: Signed): Promise<void> {
  const { sealed, record, rootId, personal } = signed;
  const { payload, hash, alg, keyId, signature } = sealed;
  const id = record.record_id;
  await tx.query(
    `INSERT INTO sign_off (tenant_id, payload, payload_hash, alg, key_id, signature) VALUES ($1, $2, $3, $4, $5, $6)`,
    [tenantId, payload, hash, alg, keyId, signature],
  );
  await tx.query(
    `INSERT INTO sign_off_photo (tenant_id, sign_off_id, place, sha256, root_id)
     SELECT $1, $2, place - 1, sha256, $3 FROM unnest($4::text[]) WITH ORDINALITY AS given (sha256, place)`,
    [tenantId, id, rootId, record.photos.map(({ sha256 }) => sha256)],
  );
  await tx.query(
    'INSERT INTO sign_off_return (tenant_id, return_id, sign_off_id) SELECT $1, unnest($2::uuid[]), $3',
    [tenantId, record.return_ids, id],
  );
  await tx.query('INSERT INTO sign_off_personal (tenant_id, sign_off_id, encrypted) VALUES ($1, $2, $3)', [
    tenantId,
    id,
    personal.encrypted,
  ]);
  await tx.query('UPDATE evidence_head SET size = $2, hash = $3 WHERE tenant_id = $1', [
    tenantId,
    record.log_index,
    hash,
  ]);
  await cover(tx, tenantId, signed);
}

/** A return a correction no longer names is unsigned again. */
async function cover(tx: EntityManager, tenantId: string, { record, corrects }: Signed): Promise<void> {
  await tx.query(
    `UPDATE arrival SET signed_by = CASE WHEN return_id = ANY ($2::uuid[]) THEN $3::uuid END
      WHERE tenant_id = $1 AND (return_id = ANY ($2::uuid[]) OR signed_by = $4::uuid)`,
    [tenantId, record.return_ids, record.record_id, corrects?.signOffId ?? null],
  );
}
