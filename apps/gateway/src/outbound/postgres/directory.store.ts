import {
  lockRowsByRef,
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Publication,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { Audited } from '../../domain/api-key.js';
import { writeAudit } from './audit-log.js';

const LOAD = lockRowsByRef({
  table: 'directory_entry',
  type: 'text',
  columns: 'tenant_id, id, doc, sequence',
  where: 'kind = $3',
});

const SAVE = `
  INSERT INTO directory_entry (tenant_id, kind, id, doc, sequence)
  SELECT tenant_id, $1, id, doc, sequence FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[]) AS given (tenant_id, id, doc, sequence)
  ON CONFLICT (tenant_id, kind, id) DO UPDATE SET doc = excluded.doc, sequence = excluded.sequence`;

interface Row {
  readonly tenant_id: string;
  readonly id: string;
  readonly doc: string;
  readonly sequence: string;
}

/** Small things of a tenant, one JSON row each: keys, members, the nodes of its tree. Every fact is audited. */
export class DirectoryStore<S extends object> implements AggregateStore<S, Audited> {
  constructor(
    readonly aggregate: string,
    private readonly toPublication: (fact: Audited, state: S) => Publication | undefined = () => undefined,
  ) {}

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<S>[]> {
    const rows: Row[] = await tx.query(LOAD, [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
      this.aggregate,
    ]);
    return rows.map(({ tenant_id, id, doc, sequence }) => {
      return { tenantId: tenant_id, id, sequence: Number(sequence), state: JSON.parse(doc) as S };
    });
  }

  async save(tx: EntityManager, rows: readonly Stored<S, Audited>[]): Promise<void> {
    await putRows(
      tx,
      SAVE,
      [
        this.aggregate,
        rows.map(({ tenantId }) => tenantId),
        rows.map(({ id }) => id),
        rows.map(({ state }) => JSON.stringify(state)),
        rows.map(({ sequence }) => sequence),
      ],
      rows,
    );
    await writeAudit(
      tx,
      rows.flatMap(({ tenantId, facts }) => facts.map((fact) => ({ tenantId, ...fact }))),
    );
  }

  publish(fact: Audited, row: Stored<S, Audited>): Publication | undefined {
    return this.toPublication(fact, row.state);
  }
}
