import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AbstractLogger, DataSource, type LogLevel, type LogMessage } from 'typeorm';
import { anOrder, aParcel } from './fake-douyin.js';
import { OrderSyncUnderTest } from './start.js';

/** Counts what concerns orders; timers and workers have statements of their own. */
class Counting extends AbstractLogger {
  count = 0;
  override logQuery(query: string): void {
    if (
      /\b(orders|order_line|order_parcel|sku|warehouse|outbox)\b/.test(query) &&
      !/FOR UPDATE SKIP|DELETE FROM outbox/.test(query)
    ) {
      this.count += 1;
    }
  }
  protected writeLog(_level: LogLevel, _message: LogMessage | LogMessage[] | string | number): void {
    return undefined;
  }
}

describe('writing pulled orders', () => {
  let sync: OrderSyncUnderTest;

  beforeAll(async () => {
    sync = await OrderSyncUnderTest.start();
    await sync.connectShop();
  }, 60_000);

  afterAll(() => sync.stop());

  async function statementsFor(first: number, count: number): Promise<number> {
    const at = sync.nowSeconds;
    const ids = Array.from({ length: count }, (_, n) =>
      String(4714323456780000000n + BigInt(first + n) * 10n),
    );
    for (const id of ids) {
      sync.douyin.orders.set(id, anOrder({ id, at, status: 3, parcels: [aParcel(`YT${id}`, at)] }));
    }
    const logger = new Counting(true);
    const dataSource = sync.service.app.get(DataSource);
    const before = dataSource.logger;
    dataSource.logger = logger;
    sync.service.clock.advance(3_600_000);
    await Promise.all(ids.map((id) => sync.orderOf(id)));
    dataSource.logger = before;
    return logger.count;
  }

  it('costs as many statements for a hundred as for five', async () => {
    const five = await statementsFor(0, 5);
    const hundred = await statementsFor(1_000, 95);
    expect(five).toBeGreaterThan(0);
    expect(hundred).toBeLessThanOrEqual(five + 3);
  });
});
