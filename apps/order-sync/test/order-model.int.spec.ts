import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { anOrder, aParcel, aPush } from './fake-douyin.js';
import { OrderSyncUnderTest } from './start.js';

describe('an order whose goods are not wanted any more', () => {
  let sync: OrderSyncUnderTest;
  let pushes = 0;
  const desk = () => sync.douyin.afterSales;

  beforeAll(async () => {
    sync = await OrderSyncUnderTest.start();
    await sync.connectShop();
  }, 60_000);

  afterAll(() => sync.stop());

  /** The platform holds it so from now on, and says so this often. */
  async function shows(id: string, order: Record<string, unknown>, times = 1): Promise<string> {
    sync.douyin.orders.set(id, order);
    for (let time = 0; time < times; time++) {
      pushes += 1;
      await sync.push(aPush([{ tag: '100', msgId: `model-${pushes}`, orderId: id }]));
    }
    return sync.orderOf(id);
  }
  const of = (name: string, orderId: string) =>
    sync.service.published(name, orderId).map(({ data }) => data as Record<string, unknown>);
  const at = (seconds: number) => sync.nowSeconds + seconds;

  it('is halted at the warehouse once while its refund is asked for, and let go when the buyer takes it back', async () => {
    const [id, caseId] = ['4714323456789200001', '7311111111111112001'];
    const orderId = await shows(id, anOrder({ id, at: at(0) }));
    const afterSaleId = await sync.aCase({ id: caseId, orderId: id, type: 2 });
    await sync.tellOf(caseId);
    const halted = await sync.published('ShippingHalted', orderId, 1);
    expect(halted).toMatchObject([{ orderId, afterSaleId, lines: [{ quantity: 1 }] }]);

    desk().move(caseId, { status: 28 });
    await sync.tellOf(caseId, '207');
    await sync.tellOf(caseId, '207');
    expect(await sync.published('ShippingResumed', orderId, 1)).toMatchObject([
      { afterSaleId, lines: halted[0]?.['lines'] },
    ]);
    await sync.service.caughtUp();
    expect([of('ShippingHalted', orderId).length, of('ShippingResumed', orderId).length]).toEqual([1, 1]);
  });

  it('is halted when the platform refunded it by itself, and stopped if it left nevertheless', async () => {
    const [id, caseId] = ['4714323456789200002', '7311111111111112002'];
    const orderId = await shows(id, anOrder({ id, at: at(0) }));
    await sync.aCase({ id: caseId, orderId: id, type: 2, status: 12, refundStatus: 3 });
    await sync.published('ShippingHalted', orderId, 1);
    const parcels = [aParcel('YT9200000000002', at(10))];
    await shows(id, anOrder({ id, at: at(10), status: 3, parcels }), 2);
    expect(await sync.published('ShipmentStopWanted', orderId, 1)).toMatchObject([
      { number: 'YT9200000000002', carrier: 'YTO', reason: 'refunded', whole: true },
    ]);
    expect(of('ShippingResumed', orderId)).toEqual([]);
  });

  it('asks once per parcel and reason that what is on its way be stopped, whatever comes twice', async () => {
    const [id, caseId] = ['4714323456789200003', '7311111111111112003'];
    const parcels = [aParcel('YT9200000000003', at(0))];
    const orderId = await shows(id, anOrder({ id, at: at(0), status: 3, parcels }));
    const afterSaleId = await sync.aCase({ id: caseId, orderId: id, type: 1 });
    await sync.tellOf(caseId);
    await sync.published('ShipmentStopWanted', orderId, 1);
    desk().move(caseId, { status: 12, refundStatus: 3 });
    await sync.tellOf(caseId);
    await shows(id, anOrder({ id, at: at(20), status: 22, parcels }), 3);
    const wanted = await sync.published('ShipmentStopWanted', orderId, 2);
    await sync.service.caughtUp();
    expect(of('ShipmentStopWanted', orderId)).toHaveLength(2);
    const [shipped] = of('OrderShipped', orderId);
    const parcel = { parcelId: shipped?.['parcelId'], number: 'YT9200000000003', whole: true };
    expect(wanted).toMatchObject([
      { ...parcel, reason: 'refund_asked', afterSaleId },
      { ...parcel, reason: 'refunded' },
    ]);
  });

  it('that came in one parcel with another is told in both, and a new number in the one it is of', async () => {
    const [one, two] = ['4714323456789200011', '4714323456789200021'];
    const together = [aParcel('YT9200000000004', at(0), 'yuantong', 'D1')];
    const first = await shows(one, anOrder({ id: one, at: at(0), status: 3, parcels: together }));
    const second = await shows(two, anOrder({ id: two, at: at(0), status: 3, parcels: together }));
    for (const orderId of [first, second]) {
      expect(await sync.published('OrderShipped', orderId, 1)).toMatchObject([
        { number: 'YT9200000000004', carrier: 'YTO' },
      ]);
    }
    const again = [aParcel('YT9200000000005', at(30), 'yuantong', 'D1')];
    await shows(one, anOrder({ id: one, at: at(30), status: 3, parcels: again }), 2);
    expect((await sync.published('OrderShipped', first, 2))[1]).toMatchObject({
      number: 'YT9200000000005',
      replaces: { number: 'YT9200000000004', carrier: 'YTO' },
    });
    await shows(one, anOrder({ id: one, at: at(40), status: 22, parcels: again }));
    expect(await sync.published('ShipmentStopWanted', first, 1)).toMatchObject([
      { number: 'YT9200000000005', reason: 'refunded' },
    ]);
    expect(of('ShipmentStopWanted', second)).toEqual([]);
  });

  it('whose address changes says which parcels still go to the old one, and wants each stopped once', async () => {
    const id = '4714323456789200031';
    const orderId = await shows(id, anOrder({ id, at: at(0) }));
    await shows(id, anOrder({ id, at: at(10), detail: '2 号' }), 2);
    const [early] = await sync.published('OrderAddressChanged', orderId, 1);
    expect(early).not.toHaveProperty('parcelIds');
    const parcels = [aParcel('YT9200000000006', at(20))];
    await shows(id, anOrder({ id, at: at(20), status: 3, parcels, detail: '2 号' }));
    await sync.published('OrderShipped', orderId, 1);
    await shows(id, anOrder({ id, at: at(30), status: 3, parcels, detail: '3 号' }), 2);
    const [, late] = await sync.published('OrderAddressChanged', orderId, 2);
    const [shipped] = of('OrderShipped', orderId);
    expect(late).toMatchObject({ parcelIds: [shipped?.['parcelId']] });
    expect(await sync.published('ShipmentStopWanted', orderId, 1)).toMatchObject([
      { number: 'YT9200000000006', reason: 'address_changed', whole: true },
    ]);
    await sync.service.caughtUp();
    expect(of('ShipmentStopWanted', orderId)).toHaveLength(1);
  });

  it('whose amounts do not add up is kept as it was given, flagged, and counted', async () => {
    const id = '4714323456789200041';
    const orderId = await shows(id, { ...anOrder({ id, at: at(0) }), pay_amount: 11890, post_amount: 500 });
    expect(of('OrderImported', orderId)).toMatchObject([
      { payAmountFen: 11890, postAmountFen: 500, amountsDifferFen: -600, lines: [{ payAmountFen: 11990 }] },
    ]);
    const rows = await sync.service.app.get(DataSource).transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', 'tenant01', true)`);
      return tx.query<object[]>(`SELECT value FROM unmapped_value WHERE what = 'order-amounts'`);
    });
    expect(rows).toEqual([{ value: 'douyin' }]);
  });

  it('carries what its articles were sold with, as the merchant’s table said when it came', async () => {
    const [one, two] = ['4714323456789200061', '4714323456789200071'];
    const say = (labels: readonly string[]) =>
      sync.call('PUT', '/internal/skus', { skus: [{ skuCode: 'TEE-M', labels }] });
    expect((await say(['7天无理由'])).status).toBe(400);
    expect((await say(['no_reason_7_days', 'freight_insurance'])).status).toBe(200);
    const first = await shows(one, anOrder({ id: one, at: at(0) }));
    expect((await say(['return_coupon'])).status).toBe(200);
    await shows(
      one,
      anOrder({ id: one, at: at(10), status: 3, parcels: [aParcel('YT9200000000007', at(10))] }),
    );
    const second = await shows(two, anOrder({ id: two, at: at(10) }));
    expect(of('OrderImported', first)).toMatchObject([
      { lines: [{ labels: ['no_reason_7_days', 'freight_insurance'] }] },
    ]);
    expect(of('OrderImported', second)).toMatchObject([{ lines: [{ labels: ['return_coupon'] }] }]);
  });

  it('shows of a case Cartrail does not answer that the merchant has to, and by when', async () => {
    const [id, caseId] = ['4714323456789200051', '7311111111111112005'];
    const afterSaleId = await sync.aCase({ id: caseId, orderId: id, type: 3 });
    const [requested] = of('AfterSaleRequested', afterSaleId);
    expect(requested).toMatchObject({ kind: 'exchange', actBy: 'merchant', byHand: true });
    expect(requested).toHaveProperty('statusDeadline');
    desk().move(caseId, { status: 13 });
    await sync.tellOf(caseId);
    expect(await sync.published('AfterSaleAmended', afterSaleId, 1)).toMatchObject([
      { status: 'reship', actBy: 'buyer', byHand: false },
    ]);
  });
});
