import type { Client } from 'pg';

const BATCH_ROWS = 1_000;
const BATCH_BYTES = 512 * 1024;
/** One row more may follow so many bytes, of whatever size: with the largest there is they stay below the broker's limit. */
const FEW_BYTES = 128 * 1024;

/** Cut by rows and bytes: kafkajs never splits a partition's record batch, so a hot key would be refused for ever. */
const NEXT = `
  SELECT id, topic, key, headers, payload, found FROM (
    SELECT *, sum(size) OVER (ORDER BY id) AS bytes, count(*) OVER ()::int AS found
      FROM (SELECT *, octet_length(payload) + 256 AS size FROM outbox WHERE shard = $1
             ORDER BY id LIMIT ${BATCH_ROWS}) AS next
  ) AS measured
  WHERE bytes <= ${BATCH_BYTES} OR bytes - size <= ${FEW_BYTES}
  ORDER BY id`;
const REMOVE = 'DELETE FROM outbox WHERE shard = $1 AND id = ANY ($2::bigint[])';

/** A row of the outbox, as it is read to be sent. */
export interface RelayRow {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly headers: string;
  readonly payload: string;
  /** How many were there to be taken, of which this is one. */
  readonly found: number;
}

/** The shard's first rows in their order, as many as may travel together; of these none is locked or changed. */
export async function nextRows(session: Client, shard: number): Promise<readonly RelayRow[]> {
  const { rows } = await session.query<RelayRow>({ name: 'relay-next', text: NEXT, values: [shard] });
  return rows;
}

export async function removeRows(session: Client, shard: number, rows: readonly RelayRow[]): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await session.query({ name: 'relay-remove', text: REMOVE, values: [shard, ids] });
}

/** False when the batch was all there was. */
export const mayBeCut = (rows: readonly RelayRow[]): boolean =>
  rows.length === BATCH_ROWS || rows.length < (rows[0]?.found ?? 0);

/** What the producer sends for them: a topic's records together, each topic's in the rows' order. */
export function byTopic(rows: readonly RelayRow[], prefix: string) {
  const topics = new Map<string, { key: string; value: string; headers: Record<string, string> }[]>();
  for (const row of rows) {
    const messages = topics.get(row.topic) ?? [];
    if (messages.length === 0) topics.set(row.topic, messages);
    messages.push({
      key: row.key,
      value: row.payload,
      headers: JSON.parse(row.headers) as Record<string, string>,
    });
  }
  return [...topics].map(([topic, messages]) => ({ topic: prefix + topic, messages }));
}
