import { ledgerOf } from '../doors/simulators.js';
import { until } from '../doors/waiting.js';
import type { Arena } from './arena.js';
import type { FaultCase, Told } from './case.js';
import type { OwnProcess } from './own-process.js';
import { SyncArena } from './sync/sync-arena.js';

const LEAST_ORDERS = 40;
const DOWN_PATIENCE_MS = 60_000;
const HEARD_WITHIN_MS = 10_000;

/** A fifth of the parcels other cases take: each order is several calls of the platform. */
const syncArena = ({ stack, settings: { caseId, place, n } }: Arena): SyncArena =>
  new SyncArena(stack, { caseId, place, count: Math.max(LEAST_ORDERS, Math.floor(n / 5)) });

interface Struck {
  readonly failures: readonly string[];
  readonly notes: readonly string[];
}

/** A shop sells, and what it sold moves on, each under the fault; then the platform's ledger is compared. */
function syncCase(
  id: string,
  title: string,
  play: (sync: SyncArena, arena: Arena) => Promise<Struck>,
): FaultCase {
  return {
    id,
    title,
    run: async (arena): Promise<Told> => {
      const sync = syncArena(arena);
      await sync.open();
      const struck = await play(sync, arena);
      await sync.settle();
      const findings = await sync.audit();
      const arrivals = [...(await sync.arrivals())].map(([via, count]) => `${count} by ${via}`);
      return { findings, failures: struck.failures, notes: [...arrivals, ...struck.notes] };
    },
  };
}

const demand = (met: boolean, what: string): readonly string[] => (met ? [] : [what]);

const lostPushes = syncCase('S1', 'three pushes of ten are lost', async (sync) => {
  await sync.connect();
  const fault = { target: sync.vendorShopId, name: 'dropped-push', share: 0.3 };
  await sync.simulators.post('/control/faults', fault);
  await sync.sell(1);
  await sync.move();
  await sync.settle();
  await sync.simulators.delete('/control/faults');
  const [lost, heard] = await pushesOf(sync);
  return {
    failures: [...demand(lost > 0, 'no push was lost'), ...demand(heard > 0, 'no push was heard')],
    notes: [`${lost} of ${lost + heard} pushes lost`],
  };
});

async function pushesOf({ simulators, vendorShopId }: SyncArena): Promise<[lost: number, heard: number]> {
  let [lost, heard] = [0, 0];
  for await (const { shopId, outcome } of ledgerOf<{ shopId?: string; outcome: string }>(
    simulators,
    'pushes',
  )) {
    if (shopId !== vendorShopId) continue;
    if (outcome === 'dropped') lost += 1;
    if (outcome === 'acked') heard += 1;
  }
  return [lost, heard];
}

const platformDown = syncCase('S2', 'the platform answers nothing for a while', async (sync, arena) => {
  const { outageMs } = arena.settings;
  await sync.connect();
  await sync.sell(0.5);
  await sync.move();
  await sync.simulators.post('/control/faults', { target: 'douyin', name: '503', forMs: outageMs });
  const back = Date.now() + outageMs;
  await sync.sell(0.5);
  await sync.move();
  await until(
    () => Promise.resolve(Date.now()),
    (now) => now >= back,
    outageMs + 1_000,
  );
  const refused = await downCalls(sync);
  return {
    failures: demand(refused > 0, 'the platform was never asked while it was down'),
    notes: [`${refused} calls refused`],
  };
});

async function downCalls({ simulators }: SyncArena): Promise<number> {
  let refused = 0;
  for await (const { fault } of ledgerOf<{ fault?: string }>(simulators, 'requests'))
    if (fault === '503') refused += 1;
  return refused;
}

const revoked = syncCase('S3', 'the merchant takes his consent back, and gives it again', async (sync) => {
  await sync.connect();
  await sync.sell(0.5);
  await sync.move();
  await sync.simulators.post('/control/tokens/revoke', { shopId: sync.vendorShopId });
  await sync.sell(0.5);
  await sync.move();
  const lost = await until(
    () => sync.shop(),
    (shop) => shop?.state === 'needs_reauthorisation',
    DOWN_PATIENCE_MS,
  );
  await sync.simulators.post('/control/tokens/consent', { shopId: sync.vendorShopId });
  await sync.connect();
  return {
    failures: demand(lost?.state === 'needs_reauthorisation', `the shop is ${lost?.state ?? 'not there'}`),
    notes: [],
  };
});

const crashInBackfill = syncCase(
  'S4',
  'a crash in the middle of reading a shop’s past',
  async (sync, { stack }) => {
    // All of one day, so that it is one piece of many pages.
    const past = { shopId: sync.vendorShopId, orders: 300 + sync.count, fromDaysAgo: 3, toDaysAgo: 2 };
    await sync.simulators.post('/control/history', past);
    await stack.end('order-sync', 'SIGTERM');
    await stack.launch('order-sync', '', { BACKFILL_CALLS_PER_SECOND: '1' });
    await sync.connect();
    const here = async (): Promise<number> => (await sync.arrivals()).get('backfill') ?? 0;
    const atDeath = await until(here, (count) => count > 0, DOWN_PATIENCE_MS);
    await stack.end('order-sync', 'SIGKILL');
    await stack.launch('order-sync', '', { BACKFILL_CALLS_PER_SECOND: '100' });
    const end = await until(
      () => sync.backfill(),
      ({ state }) => state === 'done',
      DOWN_PATIENCE_MS * 3,
    );
    return {
      failures: [
        ...demand(
          atDeath > 0 && atDeath < past.orders,
          `${atDeath} of ${past.orders} orders were read at the crash`,
        ),
        ...demand(end.state === 'done', `the past is ${end.state}`),
      ],
      notes: [`${atDeath} of ${past.orders} read at the crash`],
    };
  },
);

const twoReaders = syncCase(
  'S5',
  'two order-syncs read the same shop, and one is killed',
  async (sync, { stack }) => {
    const home = stack.urlOf('order-sync');
    const twin: OwnProcess = await stack.twin('order-sync').ready();
    try {
      await sync.connect();
      await sync.sell(0.5);
      await sync.move();
      await sync.pushTo(twin.url);
      await sync.sell(0.5);
      const pushed = await until(
        () => Promise.all([home, twin.url].map((url) => counted(url, 'platform_pushes_total'))),
        (counts) => counts.every((count) => count > 0),
        HEARD_WITHIN_MS,
      );
      await stack.end('order-sync', 'SIGKILL');
      await sync.move();
      await sync.settle();
      const asked = await counted(twin.url, 'platform_pulls_total');
      return {
        failures: [
          ...pushed.flatMap((count, at) => demand(count > 0, `order-sync ${at + 1} heard no push`)),
          ...demand(asked > 0, 'the one that was left asked the platform nothing'),
        ],
        notes: [`${pushed.join(' and ')} pushes heard`, `${asked} questions after the death`],
      };
    } finally {
      await stack.launch('order-sync');
      await sync.pushTo(home);
      await twin.end();
    }
  },
);

/** What a process has counted under this name. */
async function counted(url: string, metric: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.matchAll(new RegExp(`^${metric}\\{[^}]*\\} (\\d+)$`, 'gm'));
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
}

export const syncCases: readonly FaultCase[] = [
  lostPushes,
  platformDown,
  revoked,
  crashInBackfill,
  twoReaders,
];
