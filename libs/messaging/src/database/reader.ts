import type { DataSource } from 'typeorm';
import { setTenants } from './transactions.js';

export type Query = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/** Queries of one tenant: a read-only transaction that row-level security confines to it. */
export class Reader {
  constructor(private readonly dataSource: DataSource) {}

  read<T>(tenantId: string, work: (query: Query) => Promise<T>): Promise<T> {
    return this.readMany([tenantId], work);
  }

  readMany<T>(tenants: readonly string[], work: (query: Query) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      await setTenants(tx, tenants);
      return work(<Row>(sql: string, parameters: readonly unknown[] = []) =>
        tx.query<Row[]>(sql, [...parameters]),
      );
    });
  }
}
