import type { Entry, Parked, Session, Shelf } from './shelf.js';

interface RowTable {
  /** `ingress.` or `effect.`; the rest of a place is the provider or the kind. */
  readonly prefix: string;
  readonly table: string;
  readonly column: string;
  readonly parkedState: string;
  readonly since: string;
  readonly reason: string;
  /** The bytes, as an expression that reads them and one that takes them. */
  readonly read: string;
  readonly write: string;
  /** Throws when the service could not read these bytes. */
  readonly check?: (raw: Buffer) => void;
  readonly freshState: string;
  /** Sets a row back to be tried at once. */
  readonly reset: string;
}

/** A table in which every row waits for itself: there is nothing behind it, and its id is its key. */
function rowShelf(is: RowTable): Shelf {
  const which = `${is.column} = $1 AND id::text = $2 AND state = '${is.parkedState}'`;
  const name = (place: string): string => place.slice(is.prefix.length);
  const update = async (session: Session, sql: string, given: readonly unknown[]): Promise<number> =>
    (await session.query(`${sql} RETURNING 1`, given)).length;
  return {
    holds: (place) => place.startsWith(is.prefix),
    list: (session) =>
      session.query<Parked>(
        `SELECT '${is.prefix}' || ${is.column} AS place, id::text AS key, ${is.since} AS since, 1 AS waiting,
                attempts, NULL AS "nextAt", ${is.reason} AS reason
           FROM ${is.table} WHERE state = '${is.parkedState}' ORDER BY 1, id`,
      ),
    show: (session, place, key) =>
      session.query<Entry>(
        `SELECT id::text AS source, NULL AS "eventId", ${is.reason} AS reason, true AS dead, ${is.read} AS raw
           FROM ${is.table} WHERE ${which}`,
        [name(place), key],
      ),
    replay: async (session, place, key) =>
      (await update(
        session,
        `UPDATE ${is.table} SET state = '${is.freshState}', ${is.reset} WHERE ${which}`,
        [name(place), key],
      )) > 0,
    discard: (session, place, key) =>
      update(session, `UPDATE ${is.table} SET state = 'discarded' WHERE ${which}`, [name(place), key]),
    edit: async (session, place, key, raw) => {
      is.check?.(raw);
      const sql = `UPDATE ${is.table} SET ${is.write} WHERE ${which}`;
      return (await update(session, sql, [name(place), key, raw])) > 0;
    },
  };
}

/** Pushes a normaliser could not read, or not all of. */
export const parkedPushes = rowShelf({
  prefix: 'ingress.',
  table: 'ingress',
  column: 'provider',
  parkedState: 'parked',
  since: 'received_at',
  reason: `COALESCE(reason, '')`,
  read: 'body',
  write: 'body = $3',
  freshState: 'new',
  reset: 'attempts = 0, next_at = NULL',
});

/** Calls to the outside that were given up. */
export const failedEffects = rowShelf({
  prefix: 'effect.',
  table: 'effect',
  column: 'kind',
  parkedState: 'failed',
  since: 'next_at',
  reason: `COALESCE(response, '')`,
  read: `convert_to(request, 'UTF8')`,
  write: `request = convert_from($3::bytea, 'UTF8')`,
  check: (raw) => {
    try {
      JSON.parse(raw.toString('utf8'));
    } catch {
      throw new Error('the request of an effect must be JSON');
    }
  },
  freshState: 'waiting',
  reset: 'attempts = 0, next_at = now(), leased_until = NULL',
});
