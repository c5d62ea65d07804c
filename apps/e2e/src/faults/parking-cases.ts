import { until } from '../doors/waiting.js';
import type { Arena } from './arena.js';
import { parcelsFor, travel, type FaultCase } from './case.js';
import { query } from './evidence.js';
import { idFrom, nodesOf, shipped, type Parcel } from './inputs.js';

export const GROUP = 'tracking.orders';
const PARKED_WITHIN_MS = 1_000;

export const parkedUnder = async (arena: Arena, key: string): Promise<number> =>
  (await query(arena.url, 'SELECT 1 FROM parked_event WHERE grp = $1 AND key = $2', [GROUP, key])).length;

export const poison = (key: string): { key: string; value: string } => ({
  key,
  value: '{"specversion":"1.0","id":',
});

export async function discard(arena: Arena, key: string): Promise<void> {
  const args = ['discard', GROUP, key, '--reason', 'planted by the fault run', '--actor', 'faults'];
  await arena.stack.program('libs/messaging/dist/admin/dlq-cli.js', args, { DATABASE_URL: arena.url });
}

/** How long after it was on the topic the key was parked, by the database's word; undefined when it never was. */
async function parkedAfter(arena: Arena, key: string, producedAt: number): Promise<number | undefined> {
  const rows = await until(
    () =>
      query<{ since: Date }>(arena.url, 'SELECT since FROM parked_key WHERE grp = $1 AND key = $2', [
        GROUP,
        key,
      ]),
    (found) => found.length > 0,
    15_000,
  );
  return rows[0] === undefined ? undefined : rows[0].since.getTime() - producedAt;
}

export const poisonCase: FaultCase = {
  id: 'F13',
  title: 'bytes that break the contract are parked, all others go on',
  run: async (arena) => {
    const failures: string[] = [];
    const took: (number | undefined)[] = [];
    const before = arena.stack.pid('tracking');
    const keys = [1, 2, 3].map(
      (each) => `${arena.maker.tenantId}:${idFrom(`${arena.maker.prefix} poison ${each}`)}`,
    );
    const [herald, ...parcels] = parcelsFor(arena, arena.settings.n + 1);
    if (!herald) throw new Error('F13 needs parcels');
    // An earlier case's crash may have left the group waiting for a member that is dead.
    await arena.order([herald]);
    await arena.settle();
    await travel(arena, parcels, async (phase, offer) => {
      if (phase === 'pushes') return offer();
      const offered = offer();
      for (const key of keys) {
        await arena.produce([poison(key)]);
        took.push(await parkedAfter(arena, key, Date.now()));
      }
      return offered;
    });
    if (arena.stack.pid('tracking') !== before || !arena.stack.isAlive('tracking'))
      failures.push('tracking died of poison');
    for (const ms of took) {
      if (ms === undefined) failures.push('poison was not parked');
      else if (ms > PARKED_WITHIN_MS) failures.push(`poison was parked after ${Math.round(ms)} ms`);
    }
    for (const key of keys) await discard(arena, key);
    return { findings: await arena.audit(), failures, notes: [`parked after ${took.join(', ')} ms`] };
  },
};

/**
 * A poisoned key's later shipments each replace the one before: only in their order does every replacement find
 * what it replaces.
 */
export const orderedKeyCase: FaultCase = {
  id: 'F14',
  title: 'one key waits, in order, and the others flow',
  run: async (arena) => {
    const failures: string[] = [];
    const [first, second, third, ...others] = parcelsFor(arena);
    if (!first || !second || !third) throw new Error('F14 needs three parcels');
    const chain = [first, second, third].map((parcel) => ({ ...parcel, ...sameOrder(first) }));
    await arena.produce([poison(first.partitionKey)]);
    await arena.offerEvents(
      chain.map((parcel, index) => shipped(arena.maker, parcel, index + 1, chain[index - 1]?.number)),
    );
    arena.held = chain.length;
    await travel(arena, others, (_phase, offer) => offer());
    const waiting = await parkedUnder(arena, first.partitionKey);
    if (waiting !== chain.length + 1) failures.push(`${waiting} events wait behind the poison, not 4`);
    await discard(arena, first.partitionKey);
    arena.held = 0;
    await arena.settle();
    const replaced = await query<{ number: string }>(
      arena.url,
      'SELECT number FROM waybill WHERE number = ANY($1) AND replaced_by IS NOT NULL',
      [[first.number, second.number]],
    );
    if (replaced.length !== 2) failures.push('the events that waited were not applied in order');
    return { findings: await arena.audit(), failures, notes: [`${waiting} waited`] };
  },
};

const sameOrder = ({ orderId, partitionKey }: Parcel): Pick<Parcel, 'orderId' | 'partitionKey'> => ({
  orderId,
  partitionKey,
});

export const repeatedEventCase: FaultCase = {
  id: 'F09',
  title: 'the same event at two offsets',
  run: async (arena) => {
    const parcels = parcelsFor(arena);
    await arena.order(parcels, 2);
    await arena.order(parcels.slice(0, 100));
    await arena.settle();
    const effects = await query(
      arena.url,
      `SELECT w.number FROM effect e JOIN waybill w ON w.waybill_id::text = e.idempotency_key
        WHERE e.kind = 'parcel.subscribe' AND w.number LIKE $1`,
      [`${arena.maker.prefix}%`],
    );
    const failures =
      effects.length === parcels.length
        ? []
        : [`${effects.length} subscriptions for ${parcels.length} parcels`];
    return { findings: await arena.audit(), failures, notes: [] };
  },
};

export const fullTraceCase: FaultCase = {
  id: 'F30',
  title: 'the full trace pushed fifty times',
  run: async (arena) => {
    const parcels = parcelsFor(arena, Math.max(10, Math.floor(arena.settings.n / 50)));
    await arena.order(parcels);
    await arena.settle();
    await arena.push(parcels, (parcel) => Array.from({ length: 50 }, () => nodesOf(parcel, 5)));
    await arena.settle();
    return { findings: await arena.audit(), failures: [], notes: [`${parcels.length * 50} pushes`] };
  },
};
