import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, newId, toIso } from '@cartrail/kernel';
import { aRefundDue, waitUntil } from '@cartrail/testing';
import type { OrderSyncConfig } from '@cartrail/order-sync';
import { DataSource } from 'typeorm';
import type { Fate } from './fake-after-sales.js';
import { OrderSyncUnderTest, TENANT } from './start.js';

let count = 0;

/** One refund of a case the buyer has sent back, and what becomes of it. */
class Due {
  readonly refundId = newId();
  readonly id: string;
  private readonly orderId: string;
  afterSaleId = '';

  constructor(private readonly sync: OrderSyncUnderTest) {
    count += 1;
    this.id = `73333333333333333${String(count).padStart(2, '0')}`;
    this.orderId = `47143234567893000${String(count).padStart(2, '0')}`;
  }

  async sentBack(...fates: readonly Fate[]): Promise<this> {
    this.afterSaleId = await this.sync.aCase({ id: this.id, orderId: this.orderId, status: 11 });
    this.desk.fates.push(...fates);
    return this;
  }

  get desk() {
    return this.sync.douyin.afterSales;
  }

  get said() {
    return this.desk.operations.filter(
      ({ items }) => (items as { aftersale_id: string }[])[0]?.aftersale_id === this.id,
    );
  }

  get paid() {
    return this.desk.refunds.filter(({ id }) => id === this.id);
  }

  deliver(amountFen = 11990, times = 1): Promise<void> {
    const { refundId, afterSaleId } = this;
    const dueBy = toIso(this.sync.service.clock.now() + DAY);
    const event = aRefundDue({ refundId, afterSaleId, amountFen, dueBy }, { tenantId: TENANT });
    return this.sync.service.deliver(event, { times });
  }

  async paidAtTheDesk(): Promise<void> {
    this.desk.move(this.id, { status: 12, refundStatus: 3 });
    await this.sync.tellOf(this.id, '206');
  }

  succeeded = () => this.sync.published('RefundSucceeded', this.refundId, 1);
  failed = () => this.sync.published('RefundFailed', this.refundId, 1);
  told = (name: string) => this.sync.service.published(name, this.refundId);
}

const start = async (config: Partial<OrderSyncConfig> = {}): Promise<OrderSyncUnderTest> => {
  const sync = await OrderSyncUnderTest.start({ PLATFORM_TIMEOUT_MS: 1_500, ...config });
  await sync.connectShop();
  return sync;
};

describe('a refund that is due', () => {
  let sync: OrderSyncUnderTest;
  beforeAll(async () => {
    sync = await start();
  }, 60_000);
  afterAll(() => sync.stop());

  const sentBack = (...fates: readonly Fate[]) => new Due(sync).sentBack(...fates);

  it('is executed once at the version that was read, whatever is replayed, and told when the money shows', async () => {
    const refund = await sentBack();
    const { id, afterSaleId, refundId } = refund;
    const version = refund.desk.cases.get(id)?.updatedAt;
    await refund.deliver(11990, 3);
    expect(await refund.succeeded()).toMatchObject([
      { refundId, afterSaleId, amountFen: 11990, by: 'cartrail', refundedAt: expect.any(String) },
    ]);
    await refund.deliver();
    await sync.tellOf(id, '206');
    await sync.service.caughtUp();
    expect(refund.said).toEqual([{ type: 111, items: [{ aftersale_id: id, update_time: version }] }]);
    expect(refund.paid).toEqual([{ id, amountFen: 11990 }]);
    expect([refund.told('RefundSucceeded').length, refund.told('RefundFailed').length]).toEqual([1, 0]);
    expect(sync.service.published('AfterSaleClosed', afterSaleId)[0]?.data).toMatchObject({
      outcome: 'refunded',
      refundedFen: 11990,
    });
  });

  it('has not succeeded while the platform only accepted it', async () => {
    const refund = await sentBack();
    refund.desk.refundsShow = 2;
    await refund.deliver();
    await waitUntil(() => (refund.paid.length === 1 ? undefined : 'the refund'));
    await sync.service.caughtUp();
    refund.desk.refundsShow = 3;
    expect(refund.told('RefundSucceeded')).toEqual([]);
    refund.desk.move(refund.id, { refundStatus: 3 });
    await sync.tellOf(refund.id, '206');
    expect(await refund.succeeded()).toMatchObject([{ by: 'cartrail' }]);
    expect(refund.said).toHaveLength(1);
  });

  it('of another amount than the platform’s is never executed, and heals when a person settles it', async () => {
    const refund = await sentBack();
    await refund.deliver(9000);
    expect(await refund.failed()).toMatchObject([
      { reason: 'amount_differs', amountFen: 9000, platformAmountFen: 11990, byHand: true },
    ]);
    expect(refund.said).toEqual([]);
    await refund.paidAtTheDesk();
    expect(await refund.succeeded()).toMatchObject([{ by: 'platform', amountFen: 11990 }]);
  });

  it('of a case that is refunded already is not executed', async () => {
    const refund = await sentBack();
    refund.desk.move(refund.id, { status: 12, refundStatus: 3 });
    await refund.deliver();
    expect(await refund.succeeded()).toMatchObject([{ by: 'platform' }]);
    expect(refund.said).toEqual([]);
  });

  it('that only a person may execute, is handed to one', async () => {
    const refund = await sentBack('manual-only');
    await refund.deliver();
    expect(await refund.failed()).toMatchObject([{ reason: 'manual_only', byHand: true }]);
    expect(refund.said).toHaveLength(1);
  });

  it.each(['lost-answer', 'broken-answer'] as const)(
    'with a %s is read for, found paid, and not executed again',
    async (fate) => {
      const refund = await sentBack(fate);
      await refund.deliver();
      expect(await refund.succeeded()).toMatchObject([{ by: 'cartrail' }]);
      await sync.service.caughtUp();
      expect([refund.said.length, refund.paid.length]).toEqual([1, 1]);
    },
  );

  it('that was lost on the way is read for, found unpaid, and executed once more', async () => {
    const refund = await sentBack('lost');
    const from = sync.douyin.calls.length;
    await refund.deliver();
    expect(await refund.succeeded()).toMatchObject([{ by: 'cartrail' }]);
    const [first = 0, second = 0] = sync.douyin.calls.flatMap(({ path }, at) =>
      at >= from && path === '/afterSale/operate' ? [at] : [],
    );
    const between = sync.douyin.calls.slice(first + 1, second).map(({ path }) => path);
    expect(between).toContain('/afterSale/Detail');
    expect([refund.said.length, refund.paid.length]).toEqual([2, 1]);
  });

  it('whose case moved is read again and decided again; throttled, it waits', async () => {
    const refund = await sentBack('moved', 'throttled');
    await refund.deliver();
    await refund.succeeded();
    expect(refund.paid).toHaveLength(1);
  });

  it('waits for the buyer’s number, and no longer than it may', async () => {
    const refund = await sentBack();
    refund.desk.move(refund.id, { status: 7 });
    await refund.deliver();
    const dataSource = sync.service.app.get(DataSource);
    await waitUntil(async () => {
      const rows = await dataSource.query<{ response: string | null }[]>(
        'SELECT response FROM effect WHERE idempotency_key = $1',
        [refund.refundId],
      );
      return rows[0]?.response?.includes('at 7') === true ? undefined : 'the wait';
    });
    sync.service.clock.advance(2 * DAY);
    await dataSource.query('UPDATE effect SET next_at = now()');
    expect(await refund.failed()).toMatchObject([{ reason: 'state_moved', byHand: true }]);
    expect(refund.said).toEqual([]);
  });
});

describe('a refund, in a service of its own', () => {
  let sync: OrderSyncUnderTest;
  afterEach(() => sync.stop());

  it('is left to a person where we may not give the second consent', async () => {
    sync = await start({ DOUYIN_SECOND_CONSENT: false });
    const refund = await new Due(sync).sentBack();
    await refund.deliver();
    expect(await refund.failed()).toMatchObject([{ reason: 'not_supported', byHand: true }]);
    expect(refund.said).toEqual([]);
  });

  it('is executed once when the process dies between the call and its record', async () => {
    // The first call only writes down that the platform is about to be told; the second one tells it.
    sync = await start({ FAILPOINTS: 'effect.after_call=throw@1' });
    const refund = await new Due(sync).sentBack();
    await refund.deliver();
    await waitUntil(() => (refund.paid.length === 1 ? undefined : 'the refund'), 15_000);
    const dataSource = sync.service.app.get(DataSource);
    await waitUntil(async () => {
      await dataSource.query(`UPDATE effect SET leased_until = now() WHERE kind = 'refund.execute'`);
      return refund.told('RefundSucceeded').length === 1 ? undefined : 'the second life';
    }, 15_000);
    await sync.service.caughtUp();
    expect([refund.said.length, refund.paid.length]).toEqual([1, 1]);
    expect(refund.told('RefundSucceeded')[0]?.data).toMatchObject({ by: 'cartrail' });
  });
});
