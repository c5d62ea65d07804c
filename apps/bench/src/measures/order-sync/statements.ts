import { type Bench } from '../../bench.js';
import { type OrderSync } from '../../rounds.js';
import { statementLog, transactionsIn } from '../../stack/statement-log.js';
import { BenchShop } from './shop.js';

const TIMEOUT_MS = 1_200_000;
/** A day of a shop's past is a page, and a page is a batch; today and yesterday have no orders. */
const EMPTY_DAYS = 2;

interface Wish {
  readonly vendorShopId: string;
  readonly perBatch: number;
  readonly batches: number;
}

/** What it costs to write a batch, of one order and of as many as a page has. */
export async function statementsOfBatches(bench: Bench, batches: number): Promise<OrderSync['statements']> {
  const one = await written(bench, { vendorShopId: '9000000011', perBatch: 1, batches });
  const hundred = await written(bench, { vendorShopId: '9000000012', perBatch: 100, batches });
  return {
    batches,
    found: [one.length, hundred.length],
    one: Math.max(...one),
    hundred: Math.max(...hundred),
  };
}

/** The statements of each batch. */
async function written(bench: Bench, { vendorShopId, perBatch, batches }: Wish): Promise<readonly number[]> {
  await bench.stack.only('order-sync', 'gateway');
  const shop = await BenchShop.open(bench, vendorShopId);
  const history = { fromDaysAgo: batches + EMPTY_DAYS, toDaysAgo: EMPTY_DAYS };
  await shop.market.remember(vendorShopId, perBatch * batches, history);
  const log = await statementLog(bench, async () => {
    await shop.backfill(batches + EMPTY_DAYS);
    await shop.backfilled(TIMEOUT_MS);
  });
  return transactionsIn(log, /INSERT INTO orders\b/);
}
