import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AbstractLogger, DataSource, type LogLevel, type LogMessage } from 'typeorm';
import { anOrder, aParcel, aPush } from './fake-douyin.js';
import { OrderSyncUnderTest } from './start.js';

/** A batch of cases begins by looking for their orders. */
const FIRST_OF_BATCH = /SELECT DISTINCT \* FROM unnest.*platform_order_id/s;

/** Counts what is written; timers, claims and polls have statements of their own. */
class Counting extends AbstractLogger {
  count = 0;
  batches = 0;
  constructor(private readonly about: RegExp) {
    super(true);
  }
  override logQuery(query: string): void {
    if (FIRST_OF_BATCH.test(query)) this.batches += 1;
    if (this.about.test(query) && !/FOR UPDATE SKIP|DELETE FROM outbox|LEFT JOIN after_sale/.test(query)) {
      this.count += 1;
    }
  }
  protected writeLog(_level: LogLevel, _message: LogMessage | LogMessage[] | string | number): void {
    return undefined;
  }
}

const ORDERS = /\b(orders|order_line|order_parcel|sku|warehouse|outbox)\b/;
const CASES = /\b(after_sale|refund)\b/;

describe('what was read at the platform', () => {
  let sync: OrderSyncUnderTest;

  beforeAll(async () => {
    sync = await OrderSyncUnderTest.start();
    await sync.connectShop();
  }, 60_000);

  afterAll(() => sync.stop());

  async function counted(about: RegExp, work: () => Promise<unknown>): Promise<Counting> {
    const logger = new Counting(about);
    const dataSource = sync.service.app.get(DataSource);
    const before = dataSource.logger;
    dataSource.logger = logger;
    await work();
    dataSource.logger = before;
    return logger;
  }

  const ids = (first: number, count: number): string[] =>
    Array.from({ length: count }, (_, n) => String(4714323456780000000n + BigInt(first + n) * 10n));

  const orders = (first: number, count: number) =>
    counted(ORDERS, async () => {
      const at = sync.nowSeconds;
      for (const id of ids(first, count)) {
        sync.douyin.orders.set(id, anOrder({ id, at, status: 3, parcels: [aParcel(`YT${id}`, at)] }));
      }
      sync.service.clock.advance(3_600_000);
      await Promise.all(ids(first, count).map((id) => sync.orderOf(id)));
    });

  /** One push for all of them: what they cost is what a batch costs. */
  const cases = (first: number, count: number) =>
    counted(CASES, async () => {
      const given = ids(first, count).map((orderId) => ({ orderId, id: orderId.replace(/^47/, '73') }));
      const updatedAt = sync.nowSeconds;
      for (const { id, orderId } of given) sync.douyin.afterSales.put({ id, orderId, updatedAt });
      await sync.push(
        aPush(given.map(({ id, orderId }) => ({ tag: '200', msgId: `s-${id}`, orderId, caseId: id }))),
      );
      await Promise.all(given.map(({ id }) => sync.caseOf(id)));
    });

  it('is written in as many statements for a hundred orders as for five', async () => {
    const { count: five } = await orders(0, 5);
    const { count: hundred } = await orders(1_000, 95);
    expect(five).toBeGreaterThan(0);
    expect(hundred).toBeLessThanOrEqual(five + 3);
  });

  it('is written in as many statements for a batch of many cases as for one', async () => {
    await orders(2_000, 70);
    const one = await cases(2_000, 1);
    const many = await cases(2_001, 64);
    expect(one.batches).toBe(1);
    expect(many.batches).toBeLessThan(64);
    expect(many.count).toBeLessThanOrEqual(many.batches * one.count);
  });
});
