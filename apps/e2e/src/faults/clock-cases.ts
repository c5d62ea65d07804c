import { until } from '../doors/waiting.js';
import type { Arena } from './arena.js';
import { together } from './audit.js';
import { parcelsFor, travel, type FaultCase } from './case.js';
import type { ServiceName } from './services.js';
import { booksOf } from './money/money-evidence.js';
import { SkewedClock } from './skewed-clock.js';

/** Ten minutes, and what it takes to be beyond them for a platform that allows ten. */
const SKEW_MS = 630_000;
const PATIENCE_MS = 90_000;

/** Runs `work` while services believe a wrong clock; afterwards they are started with the right one. */
async function skewed(
  arena: Arena,
  skews: Partial<Record<ServiceName, number>>,
  work: () => Promise<void>,
): Promise<void> {
  const { stack } = arena;
  const names = Object.keys(skews) as ServiceName[];
  const clocks = await Promise.all(
    names.map((name) => SkewedClock.start(stack.addresses().simulatorsUrl, skews[name] ?? 0)),
  );
  try {
    await Promise.all(
      names.map(async (name, at) => {
        await stack.end(name, 'SIGTERM');
        await stack.own(name, { CLOCK_URL: clocks[at]?.url }).ready();
      }),
    );
    await work();
  } finally {
    await Promise.all(
      names.map(async (name) => {
        await stack.end(name, 'SIGTERM');
        await stack.launch(name);
      }),
    );
    for (const clock of clocks) clock.stop();
  }
}

interface Received {
  readonly webhookId: string;
  readonly verified: boolean;
  readonly why?: string;
}

const staleWebhooks = async (arena: Arena): Promise<readonly string[]> =>
  (await booksOf<Received>(arena.stack.addresses().simulatorsUrl, 'receiver')).flatMap(
    ({ webhookId, why }) => (why === 'webhook-timestamp is stale' ? [webhookId] : []),
  );

const refusedCalls = async (arena: Arena): Promise<number> =>
  (
    await booksOf<{ provider: string; code?: string; subCode?: string }>(
      arena.stack.addresses().simulatorsUrl,
      'requests',
    )
  ).filter(({ provider, subCode }) => provider === 'douyin' && subCode?.startsWith('isv.timestamp-invalid'))
    .length;

/** Who signs with a wrong clock is refused by those who compare it with theirs; nothing is lost by it. */
async function refusals(arena: Arena, skewMs: number, during: () => Promise<void>): Promise<string[]> {
  const before = { calls: await refusedCalls(arena), webhooks: (await staleWebhooks(arena)).length };
  const failures: string[] = [];
  await skewed(arena, { 'order-sync': skewMs, notify: skewMs }, async () => {
    await during();
    const calls = await until(
      () => refusedCalls(arena),
      (count) => count > before.calls,
      PATIENCE_MS,
    );
    const stale = await until(
      async () => (await staleWebhooks(arena)).length,
      (count) => count > before.webhooks,
      PATIENCE_MS,
    );
    const clock = `a clock ${skewMs / 1_000} s off`;
    if (calls === before.calls) failures.push(`the platform took calls signed by ${clock}`);
    if (stale === before.webhooks) failures.push(`a subscriber took webhooks signed by ${clock}`);
  });
  return failures;
}

/** What was refused as stale is delivered once the clock is right: the next attempts come after 5 s and 5 minutes. */
async function delivered(arena: Arena, ids: readonly string[], pass: () => Promise<void>): Promise<number> {
  const left = async (): Promise<number> => {
    const all = await booksOf<Received>(arena.stack.addresses().simulatorsUrl, 'receiver');
    const verified = new Set(all.flatMap((each) => (each.verified ? [each.webhookId] : [])));
    return ids.filter((id) => !verified.has(id)).length;
  };
  for (let tries = 0; tries < 4; tries += 1) {
    if ((await until(left, (count) => count === 0, 20_000)) === 0) return 0;
    await pass();
  }
  return left();
}

export const wrongClocks: FaultCase = {
  id: 'F27',
  title: 'clocks ten minutes slow and fast',
  run: async (arena) => {
    const money = arena.money();
    const parcels = parcelsFor(arena);
    const failures: string[] = [];
    await money.pass(3_600_000);
    let asked: Promise<void> = Promise.resolve();
    failures.push(
      ...(await refusals(arena, -SKEW_MS, async () => {
        asked = money.ask();
        asked.catch(() => undefined);
        await arena.order(parcels.slice(0, 50));
      })),
    );
    await asked;
    await travel(arena, parcels, async (phase, offer) => {
      const back = phase === 'orders' ? -1 : 1;
      await skewed(arena, { tracking: back * SKEW_MS, returns: -back * SKEW_MS }, async () => {
        await offer();
        if (phase === 'orders') await money.confirm();
        await arena.settle();
      });
    });
    await money.carry();
    failures.push(...(await refusals(arena, SKEW_MS, () => money.sign())));
    await money.refunded();
    const stale = await staleWebhooks(arena);
    const undelivered = await delivered(arena, stale, () => money.pass(3_600_000));
    if (undelivered > 0) failures.push(`${undelivered} webhooks refused as stale were never delivered`);
    return {
      findings: together(await money.audit(), await arena.audit()),
      failures,
      notes: [
        money.note(),
        `${stale.length} webhooks and ${await refusedCalls(arena)} calls refused as stale`,
      ],
    };
  },
};
