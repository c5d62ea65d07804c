import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '@cartrail/kernel';
import { withTenants } from '@cartrail/messaging';
import { waitUntil } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { anOrder, aParcel, aPush } from './fake-douyin.js';
import { OrderSyncUnderTest, TENANT } from './start.js';

describe('an order of Douyin', () => {
  let sync: OrderSyncUnderTest;

  beforeAll(async () => {
    sync = await OrderSyncUnderTest.start();
    await sync.connectShop();
    await sync.call('PUT', '/internal/skus', {
      skus: [{ skuCode: 'TEE-M', category: 'APPAREL', weightGrams: 220 }],
    });
    await sync.call('PUT', '/internal/warehouses/HZ1', { regionCode: '330100' });
  }, 60_000);

  afterAll(() => sync.stop());

  it('is imported once, whatever number of pushes hint at it, with ids, region, host, category and weight', async () => {
    const id = '4714323456789012345';
    sync.douyin.orders.set(id, anOrder({ id, at: sync.nowSeconds }));
    const pushes = ['100', '101', '109', '113'].map((tag, n) =>
      aPush([{ tag, msgId: `j1-${n}`, orderId: id }]),
    );
    for (const push of [...pushes, ...pushes])
      expect((await sync.push(push)).body).toEqual({ code: 0, msg: 'success' });

    const orderId = await sync.orderOf(id);
    const [imported] = await sync.published('OrderImported', orderId, 1);
    expect(imported).toMatchObject({
      platformOrderId: id,
      status: 'awaiting_shipment',
      attribution: 'platform',
      anchorId: '88001',
      payAmountFen: 11990,
      lines: [{ merchantSkuCode: 'TEE-M', category: 'APPAREL', weightGrams: 220 }],
      receiver: { nameMask: '张*', regionCode: '330106' },
    });
    expect(JSON.stringify(imported)).not.toContain('cipher:');
    await sync.service.caughtUp();
    expect(sync.service.published('OrderImported', orderId)).toHaveLength(1);
  });

  it('tells of each parcel, of a replaced number and of the end, and of nothing twice', async () => {
    const id = '4714323456789099001';
    const at = sync.nowSeconds;
    const parcels = [aParcel('YT1', at), aParcel('JT1', at, 'jtexpress'), aParcel('PG1', at, 'pigeon')];
    sync.douyin.orders.set(id, anOrder({ id, at: at + 1, status: 3, parcels }));
    await sync.push(aPush([{ tag: '102', msgId: 'j2-1', orderId: id }]));
    const orderId = await sync.orderOf(id);
    const shipped = await sync.published('OrderShipped', orderId, 3);
    expect(shipped).toMatchObject([
      { number: 'YT1', carrier: 'YTO', fromRegion: '330100', toRegion: '330106', phoneTail: '5678' },
      { number: 'JT1', carrier: 'JTSD' },
      { number: 'PG1', carrier: 'UNKNOWN', platformCarrierCode: 'pigeon' },
    ]);

    const replaced = [aParcel('YT2', at, 'yuantong', 'YT1'), ...parcels.slice(1)];
    sync.douyin.orders.set(id, anOrder({ id, at: at + 2, status: 5, parcels: replaced }));
    await sync.push(
      aPush([
        { tag: '104', msgId: 'j2-2', orderId: id },
        { tag: '103', msgId: 'j2-3', orderId: id },
      ]),
    );
    await sync.published('OrderClosed', orderId, 1);
    const all = await sync.published('OrderShipped', orderId, 4);
    expect(all[3]).toMatchObject({ number: 'YT2', replaces: { number: 'YT1', carrier: 'YTO' } });
    await sync.service.caughtUp();
    expect(sync.service.published('OrderShipped', orderId)).toHaveLength(4);
    expect(sync.service.published('OrderClosed', orderId)).toHaveLength(1);
  });

  it('learns the phone’s tail by decryption only where the carrier’s query needs it, and records that', async () => {
    const id = '4714323456789099002';
    const at = sync.nowSeconds;
    sync.douyin.orders.set(
      id,
      anOrder({ id, at, status: 3, parcels: [aParcel('SF1', at, 'shunfeng')], phoneMask: '184*****' }),
    );
    await sync.push(aPush([{ tag: '102', msgId: 'j3-1', orderId: id }]));
    const [shipped] = await sync.published('OrderShipped', await sync.orderOf(id), 1);
    expect(shipped).toMatchObject({ carrier: 'SF', phoneTail: '7576' });
    expect(sync.douyin.asked('/order/batchDecrypt').map(({ params }) => params['cipher_infos'])).toEqual([
      [{ auth_id: id, cipher_text: 'cipher:18400913965-7576' }],
    ]);

    // Another push and every overlapping poll show the order again: what is known is not decrypted anew.
    const later = { id, at: at + 60, status: 3, phoneMask: '184*****' };
    const parcels = [aParcel('SF1', at, 'shunfeng'), aParcel('SF2', at, 'shunfeng')];
    sync.douyin.orders.set(id, anOrder({ ...later, parcels }));
    await sync.push(aPush([{ tag: '102', msgId: 'j3-2', orderId: id }]));
    const orderId = await sync.orderOf(id);
    expect((await sync.published('OrderShipped', orderId, 2))[1]).toMatchObject({ phoneTail: '7576' });
    expect(sync.douyin.asked('/order/batchDecrypt')).toHaveLength(1);
    const audit = await withTenants(sync.service.app.get(DataSource), [TENANT], (tx) =>
      tx.query<unknown[]>('SELECT step FROM disclosure_audit WHERE order_id = $1', [orderId]),
    );
    expect(audit).toEqual([{ step: 'tail-learned' }]);
  });

  it('survives a throttled platform and a token that ended early', async () => {
    const id = '4714323456789099003';
    sync.douyin.orders.set(id, anOrder({ id, at: sync.nowSeconds }));
    sync.douyin.expireTokens();
    sync.douyin.failures.push({ code: 60000, msg: 'slow down', sub_code: 'isv.traffic-limited' });
    await sync.push(aPush([{ tag: '101', msgId: 'j4-1', orderId: id }]));
    expect(await sync.orderOf(id)).not.toBe('');
  });

  it('is found by the poll when its push was lost, also after the clock jumped days, page by page', async () => {
    const at = sync.nowSeconds;
    const lost = Array.from({ length: 205 }, (_, n) => `47143234567890${String(20_000 + n)}`);
    lost.forEach((id, n) => sync.douyin.orders.set(id, anOrder({ id, at: at + 60 * n })));
    sync.service.clock.advance(3 * DAY);
    await Promise.all(lost.map((id) => sync.orderOf(id)));
    const pages = new Set(sync.douyin.asked('/order/searchList').map(({ params }) => params['page']));
    expect([...pages].sort()).toEqual([0, 1, 2]);

    const until = sync.service.clock.now() - MINUTE / 2;
    await waitUntil(async () => {
      const { items } = (await sync.call('GET', '/internal/shops')).body as {
        items: { polledUntil: string }[];
      };
      return Date.parse(items[0]?.polledUntil ?? '') >= until ? undefined : 'the watermark';
    });
    await sync.service.caughtUp();
    const imported = sync.service
      .published('OrderImported')
      .map(({ data }) => (data as { platformOrderId: string }).platformOrderId);
    expect(imported.filter((id) => lost.includes(id)).sort()).toEqual(lost);
  }, 40_000);

  it('is read in halves when a window holds more than a list can reach', async () => {
    const id = '4714323456789099777';
    sync.douyin.orders.set(id, anOrder({ id, at: sync.nowSeconds + 3_600 }));
    const seen: number[] = [];
    sync.douyin.claimedTotal = (from, to) => {
      seen.push(to - from);
      return to - from > 7_200 ? 50_001 : 1;
    };
    sync.service.clock.advance(6 * HOUR);
    await sync.orderOf(id);
    sync.douyin.claimedTotal = undefined;
    expect(Math.max(...seen)).toBeGreaterThan(7_200);
    expect(Math.min(...seen)).toBeLessThanOrEqual(7_200);
  });
});
