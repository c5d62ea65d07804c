import { type Bench } from '../../bench.js';
import { type OrderSync } from '../../rounds.js';
import { serviceNames } from '../../stack/own-stack.js';
import { burstOfPushes } from './burst.js';
import { Costs } from './costs.js';
import { pushToEvent } from './latency.js';
import { pastOfShops, type Say } from './past.js';
import { BenchShop } from './shop.js';
import { statementsOfBatches } from './statements.js';
import { ToldOrders } from './told.js';

/** Orders of each shop's past, and how many batches of each size are looked at. */
const WHOLE = { past: [20_000, 20_000, 100_000], batches: 40 };
const QUICK = { past: [6_000, 6_000, 12_000], batches: 10 };

/** What leaves the most behind comes last. */
export async function orderSync(bench: Bench, seconds: number, quick: boolean, say: Say): Promise<OrderSync> {
  const { past, batches } = quick ? QUICK : WHOLE;
  const shop = await BenchShop.open(bench, '9000000001');
  const crowd = await BenchShop.open(bench, '9000000002');
  const told = await ToldOrders.listen(bench);
  const costs = new Costs(bench);
  try {
    await pushToEvent(bench, shop, told, 1); // warms the code up
    for (const service of serviceNames) await bench.analyse(service);
    say('     pushes at an even pace …');
    const evenly = () => pushToEvent(bench, shop, told, seconds);
    const latency = await costs.of('even pace', evenly, ({ offered }) => offered);
    await bench.stack.only('order-sync');
    say('     a burst of pushes …');
    const atOnce = () => burstOfPushes(bench, crowd, told, seconds * 2);
    const burst = await costs.of('burst', atOnce, ({ orders }) => orders);
    await shop.pause();
    await crowd.pause();
    say('     batches of one order and of a hundred …');
    const statements = await statementsOfBatches(bench, batches);
    await bench.analyse('order-sync');
    say('     the past of three shops …');
    const all = past.reduce((sum, orders) => sum + orders, 0);
    const read = await costs.of(
      'past',
      () => pastOfShops(bench, told, past, say),
      () => all,
    );
    return { name: 'order-sync', latency, burst, statements, ...read, notes: costs.notes };
  } finally {
    await bench.stack.only(...serviceNames);
    await told.stop();
  }
}
