import type { DataSource, EntityManager } from 'typeorm';
import { escapeLiteral } from 'pg';
import { isOutdatedPlan } from './prepared-client.js';

/**
 * Names the tenants whose rows this transaction may see; row-level security reads the setting. Without a parameter, so
 * that it goes together with the transaction's beginning.
 */
export const setTenants = (tx: EntityManager, tenants: readonly string[]): Promise<unknown> =>
  tx.query(`SELECT set_config('cartrail.tenants', ${escapeLiteral(tenants.join(','))}, true)`);

/** One transaction that sees exactly these tenants. */
export const withTenants = <T>(
  dataSource: DataSource,
  tenants: readonly string[],
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> =>
  dataSource.transaction(async (tx) => {
    await setTenants(tx, tenants);
    return work(tx);
  });

const RERUN = new Set(['40001', '40P01', '23505', '55P03']);

/**
 * Lost races (serialization, deadlock, unique key, a row taken, a migrated table): running the same transaction again
 * decides anew.
 */
export const isLostRace = (error: unknown): boolean => RERUN.has(sqlState(error)) || isOutdatedPlan(error);

/** A race lost this often is none: it is a bug like any other that the database refuses. */
export const LOST_RACES = 20;

export const sqlState = (error: unknown): string => {
  const code = (error as { code?: unknown; driverError?: { code?: unknown } } | undefined)?.code;
  const inner = (error as { driverError?: { code?: unknown } } | undefined)?.driverError?.code;
  return typeof code === 'string' ? code : typeof inner === 'string' ? inner : '';
};

/** With a server that is a standby since a failover (25006), and a session that ended idle in a transaction (25P03). */
const UNREACHABLE = /^(08|53|57P|58|XX|25006|25P03)/;
const SOCKET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** What pg, its pool and TypeORM say, without a code, of a session that is gone. */
const SESSION_GONE =
  /Connection terminated|connection timeout|Client has encountered a connection error|timeout exceeded when trying to connect|Driver not Connected|Client was closed|Query runner already released/i;

/** The database is away or ending our session: wait and run again, park nothing. */
export function isInfrastructure(error: unknown): boolean {
  const state = sqlState(error);
  if (UNREACHABLE.test(state) || SOCKET.has(state) || isLostRace(error)) return true;
  return SESSION_GONE.test(error instanceof Error ? error.message : '');
}
