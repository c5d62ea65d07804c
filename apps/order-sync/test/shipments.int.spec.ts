import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { anOrder, aPush } from './fake-douyin.js';
import { OrderSyncUnderTest } from './start.js';

describe('a number that leaves for the platform', () => {
  let sync: OrderSyncUnderTest;
  let orders = 0;

  beforeAll(async () => {
    sync = await OrderSyncUnderTest.start();
    await sync.connectShop();
  }, 60_000);
  afterAll(() => sync.stop());

  /** A paid order, ours and the platform's id of it. */
  const paid = async (): Promise<{ orderId: string; platformOrderId: string; lineId: string }> => {
    orders += 1;
    const platformOrderId = `47143234567894000${String(orders).padStart(2, '0')}`;
    sync.douyin.orders.set(platformOrderId, anOrder({ id: platformOrderId, at: sync.nowSeconds - 5 }));
    await sync.push(aPush([{ tag: '101', msgId: `paid-${orders}`, orderId: platformOrderId }]));
    const orderId = await sync.orderOf(platformOrderId);
    const [imported] = sync.service.published('OrderImported', orderId);
    const { lines } = imported?.data as { lines: { lineId: string }[] };
    return { orderId, platformOrderId, lineId: lines[0]?.lineId ?? '' };
  };
  const ship = (orderId: string, body: object, key?: string) =>
    sync.call('POST', `/internal/orders/${orderId}/shipments`, body, { key });
  const told = (platformOrderId: string) =>
    sync.douyin.shipments.filter((shipment) => shipment['order_id'] === platformOrderId);
  const list = async (orderId: string) =>
    ((await sync.call('GET', `/internal/orders/${orderId}/shipments`)).body as { items: object[] }).items;

  it('is told once, however often it is asked for, and comes back as a shipped order', async () => {
    const { orderId, platformOrderId, lineId } = await paid();
    const wanted = { number: 'yt8800000000001', carrier: 'YTO' };
    const first = await ship(orderId, wanted, 'k-1');
    expect([first.status, first.body]).toMatchObject([
      202,
      { orderId, number: 'YT8800000000001', state: 'asked', lines: [{ lineId, quantity: 1 }] },
    ]);
    expect((await ship(orderId, wanted, 'k-1')).body).toEqual(first.body);
    const { shipmentId } = first.body as { shipmentId: string };
    await sync.published('ShipmentAccepted', shipmentId, 1);
    expect(await sync.published('OrderShipped', orderId, 1)).toMatchObject([
      { number: 'YT8800000000001', carrier: 'YTO' },
    ]);
    const again = await ship(orderId, wanted);
    expect([again.status, again.body]).toMatchObject([200, { shipmentId, state: 'accepted' }]);
    expect(told(platformOrderId)).toEqual([
      { order_id: platformOrderId, company_code: 'yuantong', logistics_code: 'YT8800000000001' },
    ]);
    expect(await list(orderId)).toMatchObject([{ shipmentId, state: 'accepted' }]);
    const other = await ship(orderId, { number: 'YT8800000000002', carrier: 'YTO' });
    expect([other.status, other.body]).toMatchObject([409, { code: 'shipment/nothing-left' }]);
  });

  it('that was taken and not answered is not told again', async () => {
    const { orderId, platformOrderId } = await paid();
    sync.douyin.shipmentFates.push('unanswered');
    const { body } = await ship(orderId, { number: 'YT8800000000003', carrier: 'YTO' });
    await sync.published('ShipmentAccepted', (body as { shipmentId: string }).shipmentId, 1);
    expect(told(platformOrderId)).toHaveLength(1);
  });

  it('that is refused is told as failed, and may be asked for again', async () => {
    const { orderId, platformOrderId } = await paid();
    sync.douyin.shipmentFates.push('refused');
    const wanted = { number: 'YT8800000000004', carrier: 'YTO' };
    const { body } = await ship(orderId, wanted);
    const { shipmentId } = body as { shipmentId: string };
    const [failed] = await sync.published('ShipmentFailed', shipmentId, 1);
    expect(failed).toMatchObject({ orderId, number: wanted.number, reason: 'refused' });
    expect(failed?.['detail']).toContain('business-failed:2');
    expect((await ship(orderId, wanted)).status).toBe(202);
    await sync.published('ShipmentAccepted', shipmentId, 1);
    expect(told(platformOrderId)).toHaveLength(2);
  });

  it('of a carrier the platform has no code for is refused before anything is said', async () => {
    const { orderId, platformOrderId } = await paid();
    const refused = await ship(orderId, { number: 'XX1234567', carrier: 'NOBODY' });
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { code: 'shipment/not-supported', detail: 'douyin’s code of carrier NOBODY is not known to us' },
    ]);
    expect(told(platformOrderId)).toEqual([]);
  });

  it('with goods the order does not have is refused by name, and so is another tenant’s order', async () => {
    const { orderId, lineId } = await paid();
    const wanted = { number: 'YT8800000000005', carrier: 'YTO' };
    const tooMany = await ship(orderId, { ...wanted, lines: [{ lineId, quantity: 2 }] });
    expect(tooMany.body).toMatchObject({ status: 422, code: 'shipment/quantity-exceeded' });
    const unknown = await ship(orderId, { ...wanted, lines: [{ lineId: newId(), quantity: 1 }] });
    expect(unknown.body).toMatchObject({ status: 422, code: 'shipment/line-unknown' });
    const stranger = { tenant: 'tenant02' };
    const path = `/internal/orders/${orderId}/shipments`;
    expect((await sync.call('POST', path, wanted, stranger)).status).toBe(404);
    expect((await sync.call('GET', path, undefined, stranger)).status).toBe(404);
  });
});
