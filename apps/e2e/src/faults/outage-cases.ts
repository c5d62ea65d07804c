import { until } from '../doors/waiting.js';
import type { Arena } from './arena.js';
import { parcelsFor, travel, type FaultCase } from './case.js';
import { query } from './evidence.js';
import type { ProcessName } from './services.js';

const POOL_HEALS_MS = 10_000;
const TAKEOVER_MS = 10_000;
export const MAX_MEGABYTES = 256;

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Brings a server back; what a kill left of it may hold its data folder for a moment. */
export async function launchAgain(arena: Arena, name: ProcessName): Promise<void> {
  const problem = await until(
    () => arena.stack.launch(name).then(() => undefined, String),
    (answer) => answer === undefined,
    60_000,
  );
  if (problem !== undefined) throw new Error(problem);
}

/** How long until tracking says it is ready again. */
async function healed(arena: Arena): Promise<number> {
  const url = `${arena.stack.addresses().services['tracking'] ?? ''}/health/ready`;
  const from = Date.now();
  await until(
    () =>
      fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
        ({ ok }) => ok,
        () => false,
      ),
    Boolean,
    60_000,
  );
  return Date.now() - from;
}

/** A server goes away while inputs are being offered, and comes back after a while. */
async function outage(
  arena: Arena,
  name: ProcessName,
  signal: NodeJS.Signals,
  awayMs: number,
  offer: () => Promise<void>,
): Promise<number> {
  const offered = offer();
  await sleep(300);
  await arena.stack.end(name, signal);
  await sleep(awayMs);
  await launchAgain(arena, name);
  const took = await healed(arena);
  await offered;
  await arena.settle();
  return took;
}

const parkedKeys = async (arena: Arena): Promise<number> =>
  (await query(arena.url, 'SELECT 1 FROM parked_key')).length;

export const killedDatabase: FaultCase = {
  id: 'F25',
  title: 'PostgreSQL killed',
  run: async (arena) => {
    let slowest = 0;
    const before = arena.stack.pid('tracking');
    await travel(arena, parcelsFor(arena), async (_phase, offer) => {
      slowest = Math.max(slowest, await outage(arena, 'postgres', 'SIGKILL', 500, offer));
    });
    const failures = [
      ...(slowest > POOL_HEALS_MS ? [`the pool healed only after ${slowest} ms`] : []),
      ...survival(arena, before),
    ];
    return { findings: await arena.audit(), failures, notes: [`pool healed within ${slowest} ms`] };
  },
};

export const absentDatabase: FaultCase = {
  id: 'F15',
  title: 'the database is away',
  run: async (arena) => {
    const before = arena.stack.pid('tracking');
    const { outageMs } = arena.settings;
    let took = 0;
    await travel(arena, parcelsFor(arena), async (phase, offer) => {
      if (phase === 'orders') return offer();
      took = await outage(arena, 'postgres', 'SIGINT', outageMs, offer);
      return undefined;
    });
    const parked = await parkedKeys(arena);
    const failures = [...(parked > 0 ? [`${parked} keys parked`] : []), ...survival(arena, before)];
    return {
      findings: await arena.audit(),
      failures,
      notes: [`away ${outageMs} ms, ready ${took} ms after`],
    };
  },
};

export const absentBroker: FaultCase = {
  id: 'F04',
  title: 'the broker is away',
  run: async (arena) => {
    const failures: string[] = [];
    const notes: string[] = [];
    // What earlier cases left to the collector is not this one's.
    await arena.stack.end('tracking', 'SIGTERM');
    await arena.stack.launch('tracking');
    const before = arena.stack.pid('tracking');
    await travel(arena, parcelsFor(arena), async (phase, offer) => {
      if (phase === 'orders') return offer();
      await arena.stack.end('kafka', 'SIGTERM');
      const back = sleep(arena.settings.outageMs);
      const from = Date.now();
      await offer();
      if (Date.now() - from > arena.settings.outageMs) failures.push('writes waited for the broker');
      await back;
      notes.push(`${await outboxRows(arena)} rows waited in the outbox`);
      return launchAgain(arena, 'kafka');
    });
    const megabytes = Math.round(arena.stack.peakMegabytes('tracking'));
    if (megabytes > MAX_MEGABYTES) failures.push(`tracking grew to ${megabytes} MB`);
    failures.push(...survival(arena, before));
    return { findings: await arena.audit(), failures, notes: [...notes, `peak ${megabytes} MB`] };
  },
};

const outboxRows = async (arena: Arena): Promise<number> =>
  (await query(arena.url, 'SELECT 1 FROM outbox')).length;

export const survival = (arena: Arena, pid: number): readonly string[] =>
  arena.stack.pid('tracking') === pid && arena.stack.isAlive('tracking') ? [] : ['tracking did not survive'];

/** Sessions that hold a shard's relay lock (its class spells "ou"). */
const leaders = (arena: Arena): Promise<{ pid: number; shard: number }[]> =>
  query(
    arena.url,
    `SELECT pid, objid::int AS shard FROM pg_locks
      WHERE locktype = 'advisory' AND classid = 28533 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );

export const twoRelays: FaultCase = {
  id: 'F05',
  title: 'two relays for one shard',
  run: async (arena) => {
    const failures: string[] = [];
    const notes: string[] = [];
    const twin = arena.stack.twin('tracking');
    try {
      await twin.ready();
      await travel(arena, parcelsFor(arena), async (phase, offer) => {
        const held = await leaders(arena);
        const shards = new Set(held.map(({ shard }) => shard));
        if (held.length !== shards.size) failures.push('a shard has two active relays');
        if (phase === 'orders') return offer();
        const offered = offer();
        await sleep(500);
        await arena.stack.end('tracking', 'SIGKILL');
        const from = Date.now();
        const after = await until(
          () => leaders(arena),
          (now) => now.length === held.length && now.every(({ pid }) => held.every((old) => old.pid !== pid)),
          30_000,
        );
        const took = Date.now() - from;
        notes.push(`takeover of ${after.length} shards in ${took} ms`);
        if (took > TAKEOVER_MS) failures.push(`takeover took ${took} ms`);
        await arena.stack.launch('tracking');
        return offered;
      });
    } finally {
      await twin.end();
    }
    return { findings: await arena.audit(), failures, notes };
  },
};
