import { Client, type QueryResult } from 'pg';

type Query = (text: unknown, values?: unknown, callback?: unknown) => Promise<unknown>;

/** Our statements are constants; a text beyond these is one that is put together anew each time. */
const MOST_STATEMENTS = 500;
const names = new Map<string, string>();

/**
 * Planned they are every time, for what is there: a plan kept from when a table was empty would last until the next
 * ANALYZE, and the first burst after a fresh start would meet it.
 */
const PLANS = '-c plan_cache_mode=force_custom_plan';

const BEGIN = 'START TRANSACTION';
const ENDS: ReadonlySet<unknown> = new Set(['COMMIT', 'ROLLBACK']);

/**
 * A session that has each of our statements read and analysed once and not with every batch: what has parameters is
 * sent under a name of its text. The beginning of a transaction goes with its first statement. For a pool (`extra`). A
 * pooler between us and the server must know named statements (PgBouncer 1.21 and later).
 */
export class PreparedClient extends Client {
  constructor(config?: ConstructorParameters<typeof Client>[0]) {
    super(config);
    const query = this.query.bind(this) as Query;
    const outdated = new Set<string>();
    const prepared: Query = async (text, values) => {
      const name = typeof text === 'string' && isList(values) ? nameOf(text) : undefined;
      if (name === undefined || outdated.has(name)) return query(text, values);
      try {
        return await query({ text, values, name });
      } catch (error) {
        if (!isOutdatedPlan(error)) throw error;
        outdated.add(name);
        return query(text, values).catch(() => {
          throw error;
        });
      }
    };
    let begins = false;
    const inTransaction: Query = async (text, values) => {
      if (text === BEGIN) {
        begins = true;
        return NOTHING;
      }
      if (!begins) return prepared(text, values);
      begins = false;
      if (ENDS.has(text)) return NOTHING;
      if (!isList(values)) return lastOf(await query(`${BEGIN}; ${String(text)}`));
      await query(BEGIN);
      return prepared(text, values);
    };
    const either: Query = (text, values, callback) =>
      typeof text === 'string' && callback === undefined && typeof values !== 'function'
        ? inTransaction(text, values)
        : query(text, values, callback);
    this.query = either as typeof this.query;
  }
}

/** What a pool of such sessions is opened with. */
export const preparedSessions = { Client: PreparedClient, options: PLANS } as const;

/** A migration changed the table under a prepared statement; within a transaction only running it again helps. */
export function isOutdatedPlan(error: unknown): boolean {
  const { routine, driverError } = (error ?? {}) as { routine?: unknown; driverError?: unknown };
  return routine === 'RevalidateCachedQuery' || (driverError !== undefined && isOutdatedPlan(driverError));
}

const NOTHING = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] } satisfies QueryResult;

/** Of several statements in one text the client gives a list of results. */
const lastOf = (results: unknown): unknown => (Array.isArray(results) ? results.at(-1) : results);

const isList = (values: unknown): boolean => Array.isArray(values) && values.length > 0;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_STATEMENTS) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}
