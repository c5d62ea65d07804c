import { until } from '../doors/waiting.js';
import type { Arena } from './arena.js';
import { parcelsFor, travel, type FaultCase } from './case.js';
import { query, readTopic } from './evidence.js';
import { idFrom } from './inputs.js';
import { launchAgain } from './outage-cases.js';
import { discard, parkedUnder, poison, GROUP } from './parking-cases.js';

const FIRED = 'failpoint consume.before_tx fired';
/** The chunk has been fetched and its transaction has not begun: time enough for the broker to go. */
const HOLD = 'consume.before_tx=delay(4000)';

const deadLetters = (arena: Arena): Promise<{ key: string }[]> =>
  query(arena.url, `SELECT key FROM outbox WHERE topic LIKE '%' || $1`, [`${GROUP}.dlq.v1`]);

const published = async (arena: Arena, key: string): Promise<number> => {
  const { brokers, topicPrefix } = arena.stack.addresses();
  const values = await readTopic(brokers, `${topicPrefix}${GROUP}.dlq.v1`, 'keys');
  return values.filter((value) => value === key).length;
};

/** Tracking holds a chunk with poison in its hands when the broker goes away. */
async function parkWithoutBroker(arena: Arena, key: string): Promise<void> {
  await arena.stack.end('tracking', 'SIGTERM');
  const from = arena.stack.logSize('tracking');
  await arena.stack.launch('tracking', HOLD);
  await arena.produce([poison(key)]);
  const fired = await until(
    () => Promise.resolve(arena.stack.logSince('tracking', from).includes(FIRED)),
    Boolean,
    60_000,
  );
  if (!fired) throw new Error('the poison was never fetched');
  await arena.stack.end('kafka', 'SIGKILL');
}

export const deadLetterWithoutBroker: FaultCase = {
  id: 'F16',
  title: 'a dead letter cannot be published: the parked row stays',
  run: async (arena) => {
    const failures: string[] = [];
    const key = `${arena.maker.tenantId}:${idFrom(`${arena.maker.prefix} dead letter`)}`;
    await travel(arena, parcelsFor(arena), async (phase, offer) => {
      if (phase === 'orders') return offer();
      await parkWithoutBroker(arena, key);
      const back = new Promise((resolve) => setTimeout(resolve, arena.settings.outageMs));
      await offer();
      await back;
      const parked = await parkedUnder(arena, key);
      if (parked !== 1) failures.push(`${parked} rows are parked while the broker is away, not 1`);
      if (!(await deadLetters(arena)).some((row) => row.key === key))
        failures.push('the dead letter does not wait in the outbox');
      return launchAgain(arena, 'kafka');
    });
    const letters = await until(
      () => published(arena, key).catch(() => 0),
      (count) => count > 0,
      30_000,
    );
    if (letters === 0) failures.push('the dead letter was never published');
    if ((await parkedUnder(arena, key)) !== 1) failures.push('the parked row is gone');
    await discard(arena, key);
    return {
      findings: await arena.audit(),
      failures,
      notes: [`away ${arena.settings.outageMs} ms`, `published ${letters}×`],
    };
  },
};
