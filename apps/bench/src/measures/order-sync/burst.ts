import { waitUntil } from '@cartrail/testing';
import { type Bench } from '../../bench.js';
import { type OrderSync, quantile } from '../../rounds.js';
import { atPace } from '../pace.js';
import { isIdle } from '../pushes.js';
import { auditOrders } from './audit.js';
import { OrderPusher, type Tag } from './pusher.js';
import { MemorySampler } from './sampler.js';
import { type BenchShop, questionsOpen } from './shop.js';
import { Stock } from './stock.js';
import { type ToldOrders } from './told.js';

const PER_SECOND = 2_000;
/** As the platform pushes about an order that is paid at once. */
const TAGS: readonly Tag[] = ['100', '101'];
const DRAIN_MS = 300_000;

/** Twenty times the pace, two pushes per order; then until nothing is left to ask, and the ledger beside the events. */
export async function burstOfPushes(
  bench: Bench,
  shop: BenchShop,
  told: ToldOrders,
  seconds: number,
): Promise<OrderSync['burst']> {
  const orders = (PER_SECOND * seconds) / TAGS.length;
  told.begin();
  const memory = new MemorySampler(bench.stack);
  const pusher = new OrderPusher(bench.stack.addresses.services['order-sync']);
  try {
    const { acks, sentMs } = await pushAll(shop, pusher, orders);
    const endedAt = performance.now();
    const drained = await isDrained(bench, told, orders);
    return {
      pushes: orders * TAGS.length,
      acknowledged: acks.length,
      perSecond: (acks.length * 1_000) / sentMs,
      repeated: pusher.repeated,
      ackP50: quantile(acks, 0.5),
      ackP99: quantile(acks, 0.99),
      ...auditOrders(await shop.market.ordersOf(shop.vendorShopId), told.byOrder),
      drainSeconds: drained ? Math.max(0, told.lastAt - endedAt) / 1_000 : undefined,
      peakMb: memory.stop(),
    };
  } finally {
    memory.stop();
    await pusher.close();
  }
}

async function pushAll(
  shop: BenchShop,
  pusher: OrderPusher,
  orders: number,
): Promise<{ readonly acks: readonly number[]; readonly sentMs: number }> {
  const stock = new Stock(shop, orders, PER_SECOND);
  const acks: number[] = [];
  const filling = stock.fill();
  try {
    await stock.ready();
    const start = performance.now();
    await atPace(PER_SECOND, orders * TAGS.length, async (place, dueAt) => {
      const { platformOrderId, at } = await stock.take(Math.floor(place / TAGS.length));
      const tag = TAGS[place % TAGS.length] ?? '100';
      acks.push((await pusher.send(shop.vendorShopId, platformOrderId, tag)) - Math.max(dueAt, at));
    });
    await filling;
    return { acks, sentMs: performance.now() - start };
  } finally {
    stock.stop();
  }
}

/** Every order told of, no question open, nothing stored unread or written unsent. */
async function isDrained(bench: Bench, told: ToldOrders, orders: number): Promise<boolean> {
  const left = async (): Promise<string | undefined> => {
    if (told.failure !== undefined) throw new Error('the bench hears no more', { cause: told.failure });
    if (told.byOrder.size < orders) return `${orders - told.byOrder.size} orders`;
    if ((await questionsOpen(bench)) > 0) return 'questions to the platform';
    return (await isIdle(bench, 'order-sync')) ? undefined : 'order-sync to come to rest';
  };
  return waitUntil(left, DRAIN_MS).then(
    () => true,
    () => false,
  );
}
