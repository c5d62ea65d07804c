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
import { upsert, type Column } from './bulk.js';

export interface DocumentTable<S, F> {
  readonly aggregate: string;
  readonly table: string;
  readonly id: 'uuid' | 'text';
  /** Beside the document: what queries look for, and what must not lie in it. */
  readonly columns?: readonly Column<Stored<S, F>>[];
  /** What of the state goes into the document; all of it when left out. */
  readonly write?: (state: S) => object;
  /** Columns the state is made of beside the document. */
  readonly read?: (doc: S, row: Readonly<Record<string, unknown>>) => S;
  readonly publish?: (fact: F, row: Stored<S, F>) => Publication | undefined;
}

/**
 * An aggregate kept as one document of text: nothing searches inside it, so it is neither parsed nor reordered by
 * the database. One statement loads any number of rows, in the order of ids, and one writes them.
 */
export class DocumentStore<S extends object, F, K = string> implements AggregateStore<S, F, K> {
  readonly aggregate: string;
  private readonly loading: string;
  private readonly writing: ReturnType<typeof upsert<Stored<S, F>>>;

  constructor(private readonly given: DocumentTable<S, F>) {
    const { aggregate, table, id, columns = [], write = (state: S): object => state } = given;
    this.aggregate = aggregate;
    this.loading = lockRowsByRef({ table, type: id });
    this.writing = upsert<Stored<S, F>>(
      table,
      ['tenant_id', 'id'],
      [
        ['tenant_id', 'text', ({ tenantId }) => tenantId],
        ['id', id, (row) => row.id],
        ['sequence', 'bigint', ({ sequence }) => sequence],
        ['doc', 'text', ({ state }) => JSON.stringify(write(state))],
        ...columns,
      ],
    );
  }

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<S>[]> {
    const rows = await tx.query<Row[]>(this.loading, [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
    ]);
    const { read = (doc: S) => doc } = this.given;
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.id,
      sequence: Number(row.sequence),
      // Only this service writes the column.
      state: read(JSON.parse(row.doc) as S, row),
    }));
  }

  async save(tx: EntityManager, rows: readonly Stored<S, F>[]): Promise<void> {
    await putRows(tx, this.writing.sql, this.writing.parameters(rows), rows);
  }

  publish(fact: F, row: Stored<S, F>): Publication | undefined {
    return this.given.publish?.(fact, row);
  }
}

type Row = Readonly<Record<string, unknown>> & {
  readonly tenant_id: string;
  readonly id: string;
  readonly sequence: string;
  readonly doc: string;
};
