import {
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { BookingAccount } from '../../application/ports.js';
import { date, upsert } from './bulk.js';

export interface AccountRow {
  readonly tenant_id: string;
  readonly account_id: string;
  readonly connection_id: string;
  readonly provider: string;
  readonly label: string;
  readonly base_url: string | null;
  readonly mode: BookingAccount['mode'];
  readonly limits: string | null;
  readonly credentials: string;
  readonly created_at: Date;
}

export const toAccount = (row: AccountRow): BookingAccount => ({
  accountId: row.account_id,
  connectionId: row.connection_id,
  provider: row.provider,
  label: row.label,
  mode: row.mode,
  baseUrl: row.base_url ?? undefined,
  // Only this service writes the column.
  limits: row.limits === null ? undefined : (JSON.parse(row.limits) as BookingAccount['limits']),
  sealedCredentials: row.credentials,
  createdAt: row.created_at.getTime(),
});

const write = upsert<Stored<BookingAccount, never>>(
  'carrier_account',
  ['tenant_id', 'account_id'],
  [
    ['tenant_id', 'text', ({ tenantId }) => tenantId],
    ['account_id', 'uuid', ({ id }) => id],
    ['connection_id', 'text', ({ state }) => state.connectionId],
    ['provider', 'text', ({ state }) => state.provider],
    ['label', 'text', ({ state }) => state.label],
    ['base_url', 'text', ({ state }) => state.baseUrl],
    ['mode', 'text', ({ state }) => state.mode],
    ['limits', 'text', ({ state }) => state.limits && JSON.stringify(state.limits)],
    ['credentials', 'text', ({ state }) => state.sealedCredentials],
    ['created_at', 'timestamptz', ({ state }) => date(state.createdAt)],
  ],
);

/** Accounts publish nothing: credentials and their owners are nobody else's business. */
export class PostgresAccountStore implements AggregateStore<BookingAccount, never> {
  readonly aggregate = 'carrier-account';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<BookingAccount>[]> {
    const rows = await tx.query<AccountRow[]>(
      `SELECT account.* FROM unnest($1::text[], $2::uuid[]) AS wanted (tenant_id, account_id)
         JOIN carrier_account account
           ON account.tenant_id = wanted.tenant_id AND account.account_id = wanted.account_id
        ORDER BY account.account_id FOR UPDATE OF account`,
      [refs.map(({ tenantId }) => tenantId), refs.map(({ id }) => id)],
    );
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.account_id,
      sequence: 0,
      state: toAccount(row),
    }));
  }

  async save(tx: EntityManager, rows: readonly Stored<BookingAccount, never>[]): Promise<void> {
    await putRows(tx, write.sql, write.parameters(rows), rows);
  }

  publish(): undefined {
    return undefined;
  }
}
