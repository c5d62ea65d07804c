import { topics } from '@cartrail/contracts';
import { waitUntil } from '@cartrail/testing';
import { type Bench } from '../../bench.js';
import { type OrderSync, type Round } from '../../rounds.js';
import { isIdle } from '../pushes.js';
import { MemorySampler } from './sampler.js';
import { BenchShop } from './shop.js';
import { type ToldOrders } from './told.js';

/** However large a shop is, so that a page is as full as in the largest. */
const PER_DAY = 1_200;
/** Older than what the first poll of a new shop reads. */
const NEWEST = 2;
const PARTS = 10;
const TIMEOUT_MS = 1_200_000;

export type Say = (text: string) => void;

interface Read {
  readonly round: Round;
  readonly orders: number;
  readonly memoryMb: readonly number[];
  readonly peakMb: number;
}

/** The past of shops, each read as a new shop's is: order lines a second of R, and the memory over the largest one. */
export async function pastOfShops(
  bench: Bench,
  told: ToldOrders,
  sizes: readonly number[],
  say: Say,
): Promise<Pick<OrderSync, 'imported' | 'backfill'>> {
  const reads: Read[] = [];
  for (const [index, orders] of sizes.entries()) {
    await bench.stack.only('order-sync', 'gateway');
    const shop = await BenchShop.open(bench, `90000001${index}0`);
    reads.push(await readPast(bench, shop, told, orders, say));
  }
  const [largest] = [...reads].sort((a, b) => b.orders - a.orders);
  return {
    imported: reads.map(({ round }) => round),
    backfill: {
      orders: largest?.orders ?? 0,
      memoryMb: largest?.memoryMb ?? [],
      peakMb: largest?.peakMb ?? Number.NaN,
    },
  };
}

async function readPast(
  bench: Bench,
  shop: BenchShop,
  told: ToldOrders,
  orders: number,
  say: Say,
): Promise<Read> {
  const oldest = Math.ceil(orders / PER_DAY) + NEWEST;
  const offered = await shop.market.remember(shop.vendorShopId, orders, {
    fromDaysAgo: oldest,
    toDaysAgo: NEWEST,
  });
  // It runs while it is asked for a backfill: what it has left to read would be read beside the import.
  const read = () => bench.hasRead('gateway', 'gateway.cases', topics.orderEvents.name);
  await waitUntil(async () => ((await read()) ? undefined : 'the gateway to read orders'), TIMEOUT_MS);
  told.begin();
  const memory = new MemorySampler(bench.stack);
  const memoryMb = [memory.look()];
  const start = performance.now();
  await shop.backfill(oldest + 1);
  const left = (): string | undefined => {
    if (told.failure !== undefined) throw new Error('the bench hears no more', { cause: told.failure });
    const { size } = told.byOrder;
    while (size >= (memoryMb.length * orders) / PARTS && memoryMb.length <= PARTS) {
      memoryMb.push(memory.look());
      const rate = (size * 1_000) / (performance.now() - start);
      say(
        `     ${size} of ${orders} orders, ${rate.toFixed(0)}/s, order-sync ${memoryMb.at(-1)?.toFixed(0)} MB`,
      );
    }
    return size >= orders ? undefined : `${orders - size} orders`;
  };
  await waitUntil(left, TIMEOUT_MS).catch(() => undefined);
  const peakMb = memory.stop();
  const seconds = (told.lastAt - start) / 1_000;
  await shop.backfilled(TIMEOUT_MS);
  await waitUntil(async () => ((await isIdle(bench, 'order-sync')) ? undefined : 'order-sync'), TIMEOUT_MS);
  const found = told.lines;
  const limit = await bench.inserts.measure(topics.orderEvents.name, told.sample, bench.roundMs / 2);
  return { round: { perSecond: found / seconds, limit, offered, found }, orders, memoryMb, peakMb };
}
