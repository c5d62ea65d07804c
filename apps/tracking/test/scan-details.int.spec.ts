import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ScanRecordedData, WaybillLinkedData } from '@cartrail/contracts';
import { HOUR, newId, toIso } from '@cartrail/kernel';
import { anOrderShipped, aTenantOpened, TENANT, TEST_MORNING, type TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { connectJt, send } from './jt.js';
import { FakeKdniao, startTracking } from './tracking-service.js';

const NAME = '李建国';
const PHONE = '13800001234';
const courier = { nameMask: '李**', phoneMask: '138****1234' };
const placeParts = { province: '浙江省', city: '杭州市', district: '西湖区', site: '杭州西湖网点' };

const line = { scanTime: '2026-11-23 09:30:00', scanType: '5', desc: '派件中' };
const detailed = {
  ...line,
  scanNetworkProvince: placeParts.province,
  scanNetworkCity: placeParts.city,
  scanNetworkArea: placeParts.district,
  scanNetworkName: placeParts.site,
  staffName: NAME,
  staffContact: PHONE,
};

describe('tracking, told where a scan was and who had the parcel', () => {
  let kdniao: FakeKdniao;
  let service: TestService;
  let callback: string;
  let number: string;
  let numbers = 0;

  const push = async (...details: readonly object[]): Promise<void> => {
    await send(service, callback, JSON.stringify({ billCode: number, details }));
    await service.caughtUp();
  };
  const ship = () =>
    service.given(
      anOrderShipped({
        orderId: newId(),
        number,
        carrier: 'JTSD',
        shippedAt: toIso(TEST_MORNING - HOUR),
      }),
    );
  const ofParcel = <D extends ScanRecordedData | WaybillLinkedData>(name: string): D[] =>
    service
      .published(name)
      .map(({ data }) => data as D)
      .filter((data) => data.number === number);
  /** Tables with a row that says so; the push itself is kept as it came, as bytes. */
  const tablesWith = (text: string): Promise<string[]> =>
    service.app.get(DataSource).transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', $1, true)`, [TENANT]);
      const tables = await tx.query<{ name: string }[]>(
        `SELECT c.oid::regclass::text AS name FROM pg_class c
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND has_table_privilege(c.oid, 'SELECT')`,
      );
      const found: string[] = [];
      for (const { name } of tables) {
        const rows = await tx.query<object[]>(
          `SELECT 1 FROM ${name} AS row_of WHERE position($1 IN row_of::text) > 0 LIMIT 1`,
          [text],
        );
        if (rows.length > 0) found.push(name);
      }
      return found;
    });

  beforeAll(async () => {
    kdniao = await FakeKdniao.start();
    service = await startTracking(kdniao, { CARRIER_BASE_URLS: `kdniao=${kdniao.url},jt=${kdniao.url}` });
    await service.given(aTenantOpened());
    callback = await connectJt(service);
  });
  beforeEach(async () => {
    number = `JT${String((numbers += 1)).padStart(13, '0')}`;
    await ship();
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
  });

  it('stores and publishes the place in parts and the courier masked, and says his name and phone nowhere', async () => {
    await push(detailed);
    const [recorded, ...more] = ofParcel<ScanRecordedData>('ScanRecorded');
    expect([recorded?.scan, more]).toMatchObject([{ placeParts, courier, text: '派件中' }, []]);
    expect(await tablesWith(courier.phoneMask)).toContain('scan');
    for (const secret of [NAME, PHONE]) {
      expect(await tablesWith(secret)).toEqual([]);
      expect(JSON.stringify(service.published('ScanRecorded'))).not.toContain(secret);
    }
  });

  it('keeps a carrier’s words as they came, and publishes them without the phones in them', async () => {
    const own = '15900004321';
    await push({ ...line, desc: `派件员联系电话${own}，网点0571-88881234转8001` });
    const words = '派件员联系电话159****4321，网点0571-****1234';
    expect(ofParcel<ScanRecordedData>('ScanRecorded')).toMatchObject([{ scan: { text: words } }]);
    await ship();
    await service.caughtUp();
    expect(ofParcel<WaybillLinkedData>('WaybillLinked')).toMatchObject([{ history: [{ text: words }] }]);
    // Told again, it is the same scan, as only the words that came tell it from others.
    await push({ ...line, desc: `派件员联系电话${own}，网点0571-88881234转8001` });
    expect(ofParcel<ScanRecordedData>('ScanRecorded')).toHaveLength(1);
    expect(await tablesWith(own)).toEqual(['scan']);
  });

  it('keeps what a later report of the same scan adds, tells no new scan, and says it to who is told the history', async () => {
    await push(line);
    await push(detailed);
    await push(line);
    expect(ofParcel<ScanRecordedData>('ScanRecorded')).toHaveLength(1);
    await ship();
    await service.caughtUp();
    const [linked] = ofParcel<WaybillLinkedData>('WaybillLinked');
    expect(linked?.history).toMatchObject([{ placeParts, courier }]);
    expect(linked?.history).toHaveLength(1);
    for (const secret of [NAME, PHONE]) expect(JSON.stringify(linked)).not.toContain(secret);
  });
});
