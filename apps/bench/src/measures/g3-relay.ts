import { waitUntil } from '@cartrail/testing';
import { type Bench } from '../bench.js';
import { batchLimit } from '../limits/batches.js';
import { type Measured, type Round, ROUNDS } from '../rounds.js';
import { usageOf, usageText } from '../stack/usage.js';
import { journeys, meanBytes, newNumbers } from './events.js';
import { type OutgoingEvent } from '../stack/records.js';

const ROWS_PER_SECOND = 8_000;
const RELAYED = 'bench.relayed.v1';
const BARE = 'bench.bare.v1';
const SAMPLES = 5_000;

/** Real events in the outbox of an idle service, for a topic that nobody reads; it is told of them, as by every commit. */
const FILL = `
  WITH put AS (
    INSERT INTO outbox (shard, topic, key, headers, payload)
    SELECT (place % $1::int) % 2, $2, key, headers, payload
      FROM generate_series(1, $3::int) AS place
      JOIN unnest($4::text[], $5::text[], $6::text[]) WITH ORDINALITY AS sample (key, headers, payload, nr)
        ON sample.nr = place % $1::int + 1
     ORDER BY place
    RETURNING 1)
  SELECT pg_notify('outbox', '') FROM put LIMIT 1`;

export async function relayDrain(bench: Bench): Promise<Measured> {
  await bench.topics.create(RELAYED);
  await bench.topics.create(BARE);
  const { events } = journeys(bench.tenant.tenantId, newNumbers(SAMPLES / 5));
  const rows = Math.round((bench.roundMs / 1_000) * ROWS_PER_SECOND);
  const notes = [`${rows} rows of ${meanBytes(events)} bytes a round, 2 shards, 4 headers`];
  const rounds: Round[] = [];
  await round(bench, events, 2_000, []); // warms the code up
  for (let place = 0; place < ROUNDS; place++) rounds.push(await round(bench, events, rows, notes));
  return { name: 'G3', what: 'relay draining a full outbox, events/s', limitName: 'K', rounds, notes };
}

async function round(
  bench: Bench,
  events: readonly OutgoingEvent[],
  rows: number,
  notes: string[],
): Promise<Round> {
  const limit = await batchLimit(bench.topics, BARE, events, bench.roundMs / 2);
  const from = await bench.topics.total(RELAYED);
  await bench.query('order-sync', 'BEGIN');
  await bench.query('order-sync', FILL, [
    events.length,
    RELAYED,
    rows,
    events.map(({ key }) => key),
    events.map(({ headers }) => JSON.stringify(headers)),
    events.map(({ value }) => value),
  ]);
  const usage = usageOf(bench.stack);
  const start = performance.now();
  await bench.query('order-sync', 'COMMIT');
  await waitUntil(async () => {
    const there = (await bench.topics.total(RELAYED)) - from;
    return there >= rows ? undefined : `${rows - there} rows`;
  }, 180_000);
  const seconds = (performance.now() - start) / 1_000;
  notes.push(usageText(usage, usageOf(bench.stack)));
  await waitUntil(async () => {
    const [left] = await bench.query<{ left: number }>(
      'order-sync',
      'SELECT count(*)::int AS left FROM outbox',
    );
    return left?.left === 0 ? undefined : 'the outbox to be empty';
  });
  const found = (await bench.topics.total(RELAYED)) - from;
  return { perSecond: rows / seconds, limit, offered: rows, found };
}
