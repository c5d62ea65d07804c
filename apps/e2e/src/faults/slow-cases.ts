import type { Arena } from './arena.js';
import { together } from './audit.js';
import { parcelsFor, travel, type FaultCase } from './case.js';
import { query } from './evidence.js';
import { MAX_MEGABYTES } from './outage-cases.js';
import type { ServiceName } from './services.js';

const SLOWER = 10;
const SLICE_MS = 10;
/** Those that wait for what is slow. */
const WAITING: readonly ServiceName[] = ['tracking', 'order-sync', 'returns'];

/** A process that gets one slice of time in ten. */
function throttle(pid: number): () => void {
  let slice = 0;
  const timer = setInterval(() => {
    slice = (slice + 1) % SLOWER;
    if (slice < 2) process.kill(pid, slice === 0 ? 'SIGCONT' : 'SIGSTOP');
  }, SLICE_MS);
  return () => {
    clearInterval(timer);
    process.kill(pid, 'SIGCONT');
  };
}

const HOT = ['waybill', 'scan'];

/** Every statement that writes parcels takes this much longer. */
const slowDatabase = (url: string, ms: number): Promise<unknown> =>
  query(
    url,
    `CREATE SCHEMA slow;
     CREATE FUNCTION slow.wait() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN PERFORM pg_sleep(${ms / 1_000}); RETURN NULL; END $$;
     GRANT USAGE ON SCHEMA slow TO PUBLIC;
     ${HOT.map((table) => `CREATE TRIGGER slow_wait AFTER INSERT OR UPDATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION slow.wait();`).join('\n')}`,
  );

interface Measured {
  readonly rebalances: number;
  readonly chunks: number;
  readonly chunkSeconds: number;
}

async function measure(arena: Arena, service: ServiceName): Promise<Measured> {
  const text = await (await fetch(`${arena.stack.urlOf(service)}/metrics`)).text();
  const sum = (name: string): number =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? ([0-9.e+-]+)$`, 'gm'))].reduce(
      (total, [, value]) => total + Number(value),
      0,
    );
  return {
    rebalances: sum('consumer_rebalances_total'),
    chunks: sum('consumer_chunk_seconds_count'),
    chunkSeconds: sum('consumer_chunk_seconds_sum'),
  };
}

const meanMs = (from: Measured, to: Measured): number =>
  (1_000 * (to.chunkSeconds - from.chunkSeconds)) / Math.max(1, to.chunks - from.chunks);

export const slowDownstream: FaultCase = {
  id: 'F17',
  title: 'what is downstream is ten times slower',
  run: async (arena) => {
    const { stack } = arena;
    const money = arena.money();
    // What earlier cases left to the collector is not this one's.
    for (const name of WAITING) {
      await stack.end(name, 'SIGTERM');
      await stack.launch(name);
    }
    await money.ask();
    const parcels = parcelsFor(arena);
    const before = parcels.slice(0, Math.floor(parcels.length / 10));
    const start = await measure(arena, 'tracking');
    await arena.order(before);
    await arena.settle();
    const usual = await measure(arena, 'tracking');
    for (const name of WAITING) stack.forgetPeak(name);
    const pids = WAITING.map((name) => stack.pid(name));
    const joined = await Promise.all(WAITING.map((name) => measure(arena, name)));
    const extraMs = Math.ceil((SLOWER - 1) * Math.max(50, meanMs(start, usual)));
    await slowDatabase(arena.url, extraMs);
    const release = throttle(stack.pid('simulators'));
    try {
      await Promise.all([travel(arena, parcels, (_phase, offer) => offer()), money.confirm()]);
    } finally {
      release();
      await query(arena.url, 'DROP SCHEMA slow CASCADE');
    }
    const slow = await measure(arena, 'tracking');
    const rejoined = await Promise.all(WAITING.map((name) => measure(arena, name)));
    await money.carry();
    await money.sign();
    await money.refunded();
    const megabytes = WAITING.map((name) => Math.round(stack.peakMegabytes(name)));
    const failures = WAITING.flatMap((name, at) => [
      ...((megabytes[at] ?? 0) > MAX_MEGABYTES ? [`${name} grew to ${megabytes[at] ?? 0} MB`] : []),
      ...(stack.pid(name) !== pids[at] || !stack.isAlive(name) ? [`${name} did not survive`] : []),
      ...(rejoined[at]?.rebalances !== joined[at]?.rebalances ? [`${name} was evicted from a group`] : []),
    ]);
    return {
      findings: together(await money.audit(), await arena.audit()),
      failures,
      notes: [
        money.note(),
        `a chunk took ${Math.round(meanMs(start, usual))} ms, then ${Math.round(meanMs(usual, slow))} ms`,
        `peaks ${WAITING.map((name, at) => `${name} ${megabytes[at] ?? 0}`).join(', ')} MB`,
      ],
    };
  },
};
