import { waitUntil } from '@cartrail/testing';
import { type Bench } from '../../bench.js';
import { type OrderSync, quantile } from '../../rounds.js';
import { atPace } from '../pace.js';
import { OrderPusher } from './pusher.js';
import { type BenchShop } from './shop.js';
import { Stock } from './stock.js';
import { type ToldOrders } from './told.js';

const PER_SECOND = 100;
const WARM_UP_SECONDS = 3;

/** One push per order, from when it was due until the order is on Kafka, asked for at the platform in between. */
export async function pushToEvent(
  bench: Bench,
  shop: BenchShop,
  told: ToldOrders,
  seconds: number,
): Promise<OrderSync['latency']> {
  const total = PER_SECOND * (seconds + WARM_UP_SECONDS);
  const stock = new Stock(shop, total, PER_SECOND);
  const pusher = new OrderPusher(bench.stack.addresses.services['order-sync']);
  const due: { readonly platformOrderId: string; readonly at: number }[] = [];
  told.begin();
  const filling = stock.fill();
  try {
    await stock.ready();
    await atPace(PER_SECOND, total, async (place, dueAt) => {
      const { platformOrderId, at } = await stock.take(place);
      due[place] = { platformOrderId, at: Math.max(dueAt, at) };
      await pusher.send(shop.vendorShopId, platformOrderId, '101');
    });
    await filling;
    const missing = (): string | undefined =>
      told.byOrder.size >= total ? undefined : `${total - told.byOrder.size} orders`;
    await waitUntil(missing, 60_000).catch(() => undefined);
  } finally {
    stock.stop();
    await pusher.close();
  }
  const waits = due.slice(PER_SECOND * WARM_UP_SECONDS).flatMap(({ platformOrderId, at }) => {
    const heard = told.byOrder.get(platformOrderId);
    return heard ? [heard.at - at] : [];
  });
  const [p50, p99] = [quantile(waits, 0.5), quantile(waits, 0.99)];
  return { perSecond: PER_SECOND, offered: total, found: told.byOrder.size, p50, p99 };
}
