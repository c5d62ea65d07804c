import {
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import {
  accountWatch,
  refusalSince,
  type AccountMode,
  type CarrierAccount,
  type Limits,
} from '../../domain/carrier-account.js';
import { putWatches } from './watch.rows.js';

const date = (instant: number | undefined): Date | null => (instant === undefined ? null : new Date(instant));

const COLUMNS = `tenant_id, account_id, provider, label, base_url, credentials, created_at, rotated_at,
                 previous_credentials, previous_until, refused_since, booking_refused_since, mode, limits`;

export const SELECT = `SELECT ${COLUMNS} FROM carrier_account`;

/** Accounts publish nothing: credentials and their owners are nobody else's business. */
export class PostgresAccountStore implements AggregateStore<CarrierAccount, never> {
  readonly aggregate = 'carrier-account';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<CarrierAccount>[]> {
    const rows: AccountRow[] = await tx.query(
      `${SELECT} WHERE account_id = ANY ($1::uuid[]) ORDER BY account_id FOR UPDATE`,
      [refs.map(({ id }) => id)],
    );
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.account_id,
      sequence: 0,
      state: toAccount(row),
    }));
  }

  async save(tx: EntityManager, rows: readonly Stored<CarrierAccount, never>[]): Promise<void> {
    await putRows(
      tx,
      `INSERT INTO carrier_account (${COLUMNS})
       SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                            $8::timestamptz[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[],
                            $13::text[], $14::text[])
       ON CONFLICT (tenant_id, account_id) DO UPDATE
         SET credentials = excluded.credentials, rotated_at = excluded.rotated_at,
             previous_credentials = excluded.previous_credentials, previous_until = excluded.previous_until,
             refused_since = excluded.refused_since, booking_refused_since = excluded.booking_refused_since,
             label = excluded.label, mode = excluded.mode, limits = excluded.limits`,
      [
        rows.map(({ tenantId }) => tenantId),
        rows.map(({ id }) => id),
        rows.map(({ state }) => state.provider),
        rows.map(({ state }) => state.label),
        rows.map(({ state }) => state.baseUrl ?? null),
        rows.map(({ state }) => state.sealedCredentials),
        rows.map(({ state }) => new Date(state.createdAt)),
        rows.map(({ state }) => date(state.rotatedAt)),
        rows.map(({ state }) => state.previous?.sealedCredentials ?? null),
        rows.map(({ state }) => date(state.previous?.validUntil)),
        rows.map(({ state }) => date(state.refusedSince)),
        rows.map(({ state }) => date(state.bookingRefusedSince)),
        rows.map(({ state }) => state.mode),
        rows.map(({ state }) => (state.limits === undefined ? null : JSON.stringify(state.limits))),
      ],
      rows,
    );
    const watches = rows.filter(
      ({ before, state }) => (before && refusalSince(before)) !== refusalSince(state),
    );
    await putWatches(
      tx,
      watches.map(({ tenantId, state, before }) => ({ tenantId, watch: accountWatch(state, before) })),
    );
  }

  publish(): undefined {
    return undefined;
  }
}

export interface AccountRow {
  readonly tenant_id: string;
  readonly account_id: string;
  readonly provider: string;
  readonly label: string;
  readonly base_url: string | null;
  readonly credentials: string;
  readonly created_at: Date;
  readonly rotated_at: Date | null;
  readonly previous_credentials: string | null;
  readonly previous_until: Date | null;
  readonly refused_since: Date | null;
  readonly booking_refused_since: Date | null;
  readonly mode: AccountMode;
  readonly limits: string | null;
}

export const toAccount = (row: AccountRow): CarrierAccount => ({
  accountId: row.account_id,
  provider: row.provider,
  label: row.label,
  mode: row.mode,
  baseUrl: row.base_url ?? undefined,
  // Only this service writes the column.
  limits: row.limits === null ? undefined : (JSON.parse(row.limits) as Limits),
  sealedCredentials: row.credentials,
  createdAt: row.created_at.getTime(),
  rotatedAt: row.rotated_at?.getTime(),
  refusedSince: row.refused_since?.getTime(),
  bookingRefusedSince: row.booking_refused_since?.getTime(),
  previous:
    row.previous_credentials !== null && row.previous_until !== null
      ? { sealedCredentials: row.previous_credentials, validUntil: row.previous_until.getTime() }
      : undefined,
});
