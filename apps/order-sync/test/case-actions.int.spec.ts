import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { aReturnApproved, aReturnSignedOff, waitUntil } from '@cartrail/testing';
import { Client } from 'pg';
import { OrderSyncUnderTest, TENANT } from './start.js';

const about = { tenantId: TENANT };
const ADDRESS = '9007199254740993101';

describe('what returns decide about a case', () => {
  let sync: OrderSyncUnderTest;
  let desk: OrderSyncUnderTest['douyin']['afterSales'];

  beforeAll(async () => {
    sync = await OrderSyncUnderTest.start();
    await sync.connectShop();
    const platformAddressIds = { douyin: ADDRESS };
    await sync.call('PUT', '/internal/warehouses/HZ1', { regionCode: '330100', platformAddressIds });
    await sync.call('PUT', '/internal/warehouses/BARE', { regionCode: '330100' });
    desk = sync.douyin.afterSales;
  }, 60_000);

  afterAll(() => sync.stop());

  const reportsOf = (id: string) => desk.reports.filter((report) => report['aftersale_id'] === id);
  const reportsDone = async (afterSaleId: string): Promise<boolean> => {
    const client = new Client({ connectionString: sync.service.database.url });
    await client.connect();
    const { rows } = await client.query<{ state: string }>(
      `SELECT state FROM effect WHERE kind = 'aftersale.report-received' AND request::jsonb ->> 'afterSaleId' = $1`,
      [afterSaleId],
    );
    await client.end();
    return rows.length > 0 && rows.every(({ state }) => state === 'done');
  };
  const said = (id: string) =>
    desk.operations.filter(({ items }) => (items as { aftersale_id: string }[])[0]?.aftersale_id === id);

  it('approved, is agreed once at the version that was read, with the warehouse’s own address', async () => {
    const [id, orderId] = ['7322222222222222201', '4714323456789200001'];
    const afterSaleId = await sync.aCase({ id, orderId });
    const version = desk.cases.get(id)?.updatedAt;
    const approved = aReturnApproved({ afterSaleId, warehouseCode: 'HZ1' }, about);
    await sync.service.deliver(approved, { times: 3 });
    const [agreed] = await sync.published('AfterSaleAgreed', afterSaleId, 1);
    expect(agreed).toMatchObject({ by: 'cartrail', shipBy: expect.any(String) });
    await sync.tellOf(id, '202');
    await sync.service.caughtUp();
    expect(said(id)).toEqual([
      {
        type: 101,
        items: [{ aftersale_id: id, update_time: version, logistics: { receiver_address_id: ADDRESS } }],
      },
    ]);
    expect(sync.service.published('AfterSaleAgreed', afterSaleId)).toHaveLength(1);
    expect(sync.service.published('AfterSaleActionFailed', afterSaleId)).toEqual([]);
  });

  it('approved when the platform has agreed already, says nothing to it', async () => {
    const [id, orderId] = ['7322222222222222202', '4714323456789200002'];
    const afterSaleId = await sync.aCase({ id, orderId });
    desk.move(id, { status: 7 });
    await sync.service.deliver(aReturnApproved({ afterSaleId, warehouseCode: 'HZ1' }, about));
    expect(await sync.published('AfterSaleAgreed', afterSaleId, 1)).toMatchObject([{ by: 'platform' }]);
    await sync.service.caughtUp();
    expect(said(id)).toEqual([]);
  });

  it.each([
    ['NONE', '7322222222222222203', 'warehouse NONE is not known'],
    ['BARE', '7322222222222222204', 'warehouse BARE has no platformAddressIds.douyin'],
  ])('approved for warehouse %s, names what is missing', async (warehouseCode, id, detail) => {
    const afterSaleId = await sync.aCase({ id, orderId: `4714323456789${id.slice(-6)}` });
    await sync.service.deliver(aReturnApproved({ afterSaleId, warehouseCode }, about));
    expect(await sync.published('AfterSaleActionFailed', afterSaleId, 1)).toMatchObject([
      { action: 'agree_return', reason: 'not_supported', detail, byHand: true },
    ]);
    expect(said(id)).toEqual([]);
  });

  it('that only a person may agree, is handed to one in the platform’s words', async () => {
    const [id, orderId] = ['7322222222222222205', '4714323456789200005'];
    const afterSaleId = await sync.aCase({ id, orderId });
    desk.fates.push('manual-only');
    await sync.service.deliver(aReturnApproved({ afterSaleId, warehouseCode: 'HZ1' }, about));
    const [failed] = await sync.published('AfterSaleActionFailed', afterSaleId, 1);
    expect(failed).toMatchObject({ reason: 'manual_only', byHand: true });
    expect(failed?.['detail']).toContain('11001');
    // The person does it.
    desk.move(id, { status: 7 });
    await sync.tellOf(id, '202');
    expect(await sync.published('AfterSaleAgreed', afterSaleId, 1)).toMatchObject([{ by: 'platform' }]);
  });

  it('is agreed by us also when the platform’s yes was lost, or the case moved while it was said', async () => {
    const ids = ['7322222222222222206', '7322222222222222207', '7322222222222222208'];
    const fates = ['broken-answer', 'moved', 'throttled'] as const;
    for (const [n, id] of ids.entries()) {
      const afterSaleId = await sync.aCase({ id, orderId: `471432345678920001${n}` });
      desk.fates.push(fates[n] ?? 'moved');
      await sync.service.deliver(aReturnApproved({ afterSaleId, warehouseCode: 'HZ1' }, about));
      expect(await sync.published('AfterSaleAgreed', afterSaleId, 1)).toMatchObject([{ by: 'cartrail' }]);
      await sync.service.caughtUp();
      expect(desk.cases.get(id)?.status).toBe(7);
    }
  });

  it('signed for, is reported as received once, with the parcel as the buyer named it', async () => {
    const [id, orderId] = ['7322222222222222209', '4714323456789200009'];
    const parcel = { number: 'YT9000000000009', code: 'yuantong', name: '圆通快递' };
    const afterSaleId = await sync.aCase({ id, orderId, status: 11, parcel });
    const signedOff = aReturnSignedOff({ afterSaleId, signOffId: newId(), number: undefined }, about);
    await sync.service.deliver(signedOff, { times: 3 });
    await sync.service.caughtUp();
    expect(reportsOf(id)).toEqual([
      {
        aftersale_id: id,
        op_time: expect.any(Number),
        tracking_no: parcel.number,
        logistics_company_code: 'yuantong',
      },
    ]);
  });

  it('whose report was taken and not answered, is not reported again', async () => {
    const [id, orderId] = ['7322222222222222210', '4714323456789200110'];
    const parcel = { number: 'YT9000000000010', code: 'yuantong', name: '圆通快递' };
    const afterSaleId = await sync.aCase({ id, orderId, status: 11, parcel });
    desk.brokenReports = 1;
    await sync.service.deliver(
      aReturnSignedOff({ afterSaleId, signOffId: newId(), number: undefined }, about),
    );
    await waitUntil(async () => ((await reportsDone(afterSaleId)) ? undefined : 'the report to be done'));
    expect(reportsOf(id)).toHaveLength(1);
  });

  it('of a return without a case is nothing to say to a platform', async () => {
    const before = desk.reports.length;
    await sync.service.deliver(aReturnApproved({ afterSaleId: undefined }, about));
    await sync.service.deliver(aReturnSignedOff({ afterSaleId: newId() }, about));
    await sync.service.caughtUp();
    expect(desk.reports).toHaveLength(before);
  });
});
