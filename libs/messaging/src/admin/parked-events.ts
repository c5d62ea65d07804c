import type { Entry, Parked, Session, Shelf } from './shelf.js';

const FIRST = `SELECT ctid FROM parked_event WHERE grp = $1 AND key = $2 ORDER BY topic, part, "offset" LIMIT 1`;

/** Keys of consumer groups, with the events that wait under them in order. */
export const parkedEvents: Shelf = {
  holds: (place) => !place.startsWith('ingress.') && !place.startsWith('effect.'),

  list: (session) =>
    session.query<Parked>(
      `SELECT k.grp AS place, k.key, k.since, k.attempts, k.next_at AS "nextAt", k.reason,
              (SELECT count(*)::int FROM parked_event e WHERE e.grp = k.grp AND e.key = k.key) AS waiting
         FROM parked_key k ORDER BY k.grp, k.since, k.key`,
    ),

  show: (session, group, key) =>
    session.query<Entry>(
      `SELECT topic || '/' || part || '/' || "offset" AS source, event_id AS "eventId", reason, dead, raw
         FROM parked_event WHERE grp = $1 AND key = $2 ORDER BY topic, part, "offset"`,
      [group, key],
    ),

  replay: async (session, group, key) => {
    const due = await session.query(
      'UPDATE parked_key SET next_at = now(), attempts = 0 WHERE grp = $1 AND key = $2 RETURNING 1',
      [group, key],
    );
    return due.length > 0;
  },

  discard: async (session, group, key, all) => {
    // The key's row first, as the drain takes it: neither sees half of the other's work.
    await session.query('SELECT 1 FROM parked_key WHERE grp = $1 AND key = $2 FOR UPDATE', [group, key]);
    const which = all ? 'TRUE' : `(dead OR ctid = (${FIRST}))`;
    const gone = await session.query(
      `DELETE FROM parked_event WHERE grp = $1 AND key = $2 AND ${which} RETURNING 1`,
      [group, key],
    );
    if (gone.length > 0) await release(session, group, key);
    return gone.length;
  },

  edit: async (session, group, key, raw) => {
    await session.query('SELECT 1 FROM parked_key WHERE grp = $1 AND key = $2 FOR UPDATE', [group, key]);
    const edited = await session.query(
      `UPDATE parked_event SET raw = $3, dead = false WHERE ctid = (${FIRST}) RETURNING 1`,
      [group, key, raw],
    );
    return edited.length > 0;
  },
};

/** What is left behind the key is due now; a key with nothing left is no longer parked. */
async function release(session: Session, group: string, key: string): Promise<void> {
  await session.query(
    `DELETE FROM parked_key k WHERE grp = $1 AND key = $2
        AND NOT EXISTS (SELECT 1 FROM parked_event e WHERE e.grp = k.grp AND e.key = k.key)`,
    [group, key],
  );
  await session.query('UPDATE parked_key SET next_at = now(), attempts = 0 WHERE grp = $1 AND key = $2', [
    group,
    key,
  ]);
}
