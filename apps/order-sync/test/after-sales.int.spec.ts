import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR } from '@cartrail/kernel';
import { waitUntil } from '@cartrail/testing';
import { anOrder } from './fake-douyin.js';
import { OrderSyncUnderTest } from './start.js';

const PARCEL = { number: 'YT9000000000001', code: 'yuantong', name: '圆通快递' };

describe('a case of Douyin', () => {
  let sync: OrderSyncUnderTest;
  let desk: OrderSyncUnderTest['douyin']['afterSales'];

  beforeAll(async () => {
    sync = await OrderSyncUnderTest.start();
    await sync.connectShop();
    desk = sync.douyin.afterSales;
  }, 60_000);

  afterAll(() => sync.stop());

  it('is told of once, however many pushes name it, with its lines, reason, money and deadline in our words', async () => {
    const [id, orderId] = ['7311111111111111101', '4714323456789100001'];
    const afterSaleId = await sync.aCase({ id, orderId });
    await sync.tellOf(id);
    await sync.tellOf(id, '209');
    await sync.service.caughtUp();

    const [imported] = sync.service.published('OrderImported', await sync.orderOf(orderId));
    const order = imported?.data as { lines: { lineId: string }[]; buyerRef: string; shopId: string };
    const requested = sync.service.published('AfterSaleRequested', afterSaleId);
    expect(requested.map(({ data }) => data)).toEqual([
      {
        afterSaleId,
        orderId: await sync.orderOf(orderId),
        shopId: order.shopId,
        platform: 'douyin',
        platformAfterSaleId: id,
        kind: 'return_refund',
        status: 'requested',
        lines: [{ lineId: order.lines[0]?.lineId, quantity: 1 }],
        reason: 'quality',
        platformReasonCode: '2',
        refundAmountFen: 11990,
        refundPostFen: 0,
        statusDeadline: expect.any(String),
        actBy: 'merchant',
        byHand: false,
        appliedAt: expect.any(String),
        sourceUpdatedAt: expect.any(String),
        buyerRef: order.buyerRef,
      },
    ]);
    expect(order.buyerRef).toMatch(/^b_[\w-]{43}$/);
  });

  it('of an order that is not here yet asks for the order first, and waits for it', async () => {
    const [id, orderId] = ['7311111111111111102', '4714323456789100002'];
    desk.put({ id, orderId, updatedAt: sync.nowSeconds });
    await sync.tellOf(id);
    const asked = (path: string) => sync.douyin.asked(path).map(({ params }) => Object.values(params));
    await waitUntil(() =>
      asked('/order/orderDetail').flat().includes(orderId) && asked('/afterSale/Detail').flat().includes(id)
        ? undefined
        : 'both questions',
    );
    // The platform can show the order only now.
    sync.douyin.orders.set(orderId, anOrder({ id: orderId, at: sync.nowSeconds, status: 3 }));
    expect(await sync.caseOf(id)).not.toBe('');
    expect(sync.service.published('OrderImported', await sync.orderOf(orderId))).toHaveLength(1);
  });

  it('is found by the poll when its push was lost, and when its order was never told of either', async () => {
    const [id, orderId] = ['7311111111111111103', '4714323456789100003'];
    sync.douyin.orders.set(orderId, anOrder({ id: orderId, at: sync.nowSeconds - 30 * 86_400, status: 3 }));
    desk.put({ id, orderId, updatedAt: sync.nowSeconds });
    sync.service.clock.advance(HOUR);
    const afterSaleId = await sync.caseOf(id);
    expect(sync.service.published('AfterSaleRequested', afterSaleId)[0]?.data).toMatchObject({
      reason: 'quality',
    });

    desk.move(id, { status: 7, updatedAt: sync.nowSeconds });
    sync.service.clock.advance(HOUR);
    expect(await sync.published('AfterSaleAgreed', afterSaleId, 1)).toMatchObject([{ by: 'platform' }]);
  });

  it('is completed from the list where its detail says too little', async () => {
    desk.bare = true;
    const [id, orderId] = ['7311111111111111104', '4714323456789100004'];
    const afterSaleId = await sync.aCase({ id, orderId, quantity: 1 });
    desk.bare = false;
    // The reason came with the push.
    expect(sync.service.published('AfterSaleRequested', afterSaleId)[0]?.data).toMatchObject({
      kind: 'return_refund',
      reason: 'quality',
      lines: [{ quantity: 1 }],
    });
  });

  it('tells of the buyer’s parcel with the carrier in our words, and again when its number changes', async () => {
    const [id, orderId] = ['7311111111111111105', '4714323456789100005'];
    const afterSaleId = await sync.aCase({ id, orderId, status: 7 });
    desk.move(id, { status: 11, parcel: PARCEL });
    await sync.tellOf(id, '203');
    await sync.tellOf(id, '203');
    await sync.published('AfterSaleReturnShipped', afterSaleId, 1);
    desk.move(id, { parcel: { ...PARCEL, number: 'YT9000000000002' } });
    await sync.tellOf(id, '208');
    expect(await sync.published('AfterSaleReturnShipped', afterSaleId, 2)).toMatchObject([
      { number: 'YT9000000000001', carrier: 'YTO', platformCarrierCode: 'yuantong' },
      { number: 'YT9000000000002', carrier: 'YTO' },
    ]);
    await sync.service.caughtUp();
    expect(sync.service.published('AfterSaleReturnShipped', afterSaleId)).toHaveLength(2);
    expect(sync.service.published('AfterSaleAgreed', afterSaleId)).toHaveLength(1);
  });

  it('closed by the buyer ends, and is not brought back by an older state', async () => {
    const [id, orderId] = ['7311111111111111106', '4714323456789100006'];
    const afterSaleId = await sync.aCase({ id, orderId });
    const before = desk.cases.get(id);
    desk.move(id, { status: 28, refundStatus: 1 });
    await sync.tellOf(id, '207');
    expect(await sync.published('AfterSaleClosed', afterSaleId, 1)).toMatchObject([{ outcome: 'cancelled' }]);
    if (before) desk.put(before);
    await sync.tellOf(id, '200');
    await sync.service.caughtUp();
    expect(sync.service.published('AfterSaleAmended', afterSaleId)).toEqual([]);
  });

  it('asking for something else is told as amended; a state nobody knows changes nothing', async () => {
    const [id, orderId] = ['7311111111111111107', '4714323456789100007'];
    const afterSaleId = await sync.aCase({ id, orderId });
    desk.move(id, { amountFen: 5000, reasonCode: 1 });
    await sync.tellOf(id, '208');
    expect(await sync.published('AfterSaleAmended', afterSaleId, 1)).toMatchObject([
      { refundAmountFen: 5000, reason: 'no_reason', status: 'requested' },
    ]);
    desk.move(id, { status: 99 });
    await sync.tellOf(id, '208');
    desk.move(id, { status: 27 });
    await sync.tellOf(id, '205');
    const amended = await sync.published('AfterSaleAmended', afterSaleId, 2);
    expect(amended.map(({ status }) => status)).toEqual(['requested', 'rejected']);
  });
});
