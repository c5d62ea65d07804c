import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BookingReport, NumberReport } from '@cartrail/carriers';
import type { BookingReportedData } from '@cartrail/contracts';
import { newId, toShortId, type Cause } from '@cartrail/kernel';
import type { IngressRow } from '@cartrail/messaging';
import { aTenantOpened, TENANT, waitUntil, type TestService } from '@cartrail/testing';
import { register } from 'prom-client';
import { DataSource } from 'typeorm';
import { BookingReports } from '../src/inbound/ingress/booking-reports.js';
import { billPush, connectJt, orderPush, send } from './jt.js';
import { connect, FakeKdniao, push, startTracking, statementsOf } from './tracking-service.js';

const sto = { fromAppkey: 'SAMPLE', fromCode: 'SAMPLE', secretKey: 'sample-secret', orderSource: 'SAMPLE' };

describe('tracking, told of couriers by the number of their parcel alone', () => {
  let kdniao: FakeKdniao;
  let service: TestService;
  let callback: string;
  let other: string;
  let numbers = 0;
  let number: string;

  const told = (): readonly BookingReportedData[] =>
    service
      .published('BookingReported')
      .map(({ data }) => data as BookingReportedData)
      .filter((data) => data.number === number);
  const bills = () => told().filter(({ code }) => code === 'settlementReturn');
  const counted = async (): Promise<number> => {
    const metric = await register.getSingleMetric('tracking_unbooked_reports_total')?.get();
    return metric?.values.find(({ labels }) => labels['provider'] === 'jt')?.value ?? 0;
  };
  /** A number alone is looked up a second after it came. */
  const allRead = async (): Promise<void> => {
    await waitUntil(async () => {
      const [row] = await service.app
        .get(DataSource)
        .query<{ waiting: number }[]>(`SELECT count(*)::int AS waiting FROM ingress WHERE state = 'new'`);
      return row?.waiting === 0 ? undefined : `${row?.waiting} pushes wait`;
    });
    await service.caughtUp();
  };
  const order = (reference: string, scanType = '已调派业务员', path = callback) =>
    send(service, path, orderPush(reference, scanType, number));
  const bill = (totalFreight: string, path = callback) =>
    send(service, path, billPush(number, totalFreight, '2.10'));

  beforeAll(async () => {
    kdniao = await FakeKdniao.start();
    service = await startTracking(kdniao);
    await service.given(aTenantOpened(), aTenantOpened({ tenantId: 'demo02' }, { tenantId: 'demo02' }));
    callback = await connectJt(service);
    other = await connectJt(service);
  });
  beforeEach(() => {
    number = `JT${String((numbers += 1)).padStart(13, '0')}`;
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
  });

  it('tells what J&T bills of the booking that has the number, with its pickup, weight and fee', async () => {
    const pickupId = newId();
    const reference = toShortId(pickupId);
    await send(service, `${callback}?pickup=${reference}`, orderPush(reference, '已调派业务员', number));
    await allRead();
    await order(reference, '已揽收');
    await allRead();
    expect((await bill('8.00')).body).toMatchObject({ code: '1' });
    await bill('9.50');
    await allRead();
    const common = { providerBookingId: reference, pickupId, status: 'settled', weightGrams: 2_100 };
    expect(bills()).toMatchObject([
      { ...common, wholeBill: true, fees: [{ kind: 'totalFreight', amountFen: 800 }] },
      { ...common, wholeBill: true, fees: [{ kind: 'totalFreight', amountFen: 950 }] },
    ]);
    expect(new Set(told().map(({ bookingId }) => bookingId)).size).toBe(1);
  });

  it('tells a settlement weight of STO of the booking that has the number', async () => {
    number = '777000000000001';
    const path = await connect(service, 'sto', sto);
    const changeInfo = { orderId: 'RB-9', billCode: number, status: 2 };
    const said = [
      { event: 'ORDER_STATUS_CHANGE_NOTIFY', changeInfo },
      { BillCode: number, SettleWeight: '1.50' },
    ];
    for (const each of said)
      await push(service, path, new URLSearchParams({ content: JSON.stringify(each) }).toString());
    await allRead();
    expect(told()).toMatchObject([
      { status: 'courier_assigned', providerBookingId: 'RB-9' },
      { status: 'weight_changed', providerBookingId: 'RB-9', weightGrams: 1_500, fees: [] },
    ]);
  });

  // The order's push and the bill may have waited in one queue while the service was away.
  it('finds a booking that a push of the same batch is the first to tell of', async () => {
    await service.app.get(DataSource).query(
      `INSERT INTO ingress (provider, connection_id, tenant_id, dedupe_key, received_at, headers, body)
       SELECT 'jt', $1, $2, $3 || place, now(), '{}', convert_to(body, 'UTF8')
         FROM unnest($4::text[]) WITH ORDINALITY AS given (body, place) ORDER BY place`,
      [
        callback.split('/').at(-1),
        TENANT,
        number,
        [orderPush('RB-BATCH', '已调派业务员', number), billPush(number, '7.00', '1.00')].map((bizContent) =>
          new URLSearchParams({ bizContent }).toString(),
        ),
      ],
    );
    await allRead();
    expect(bills()).toMatchObject([{ providerBookingId: 'RB-BATCH', fees: [{ amountFen: 700 }] }]);
  });

  it('counts what names a number no booking of the account has, and keeps the push as done', async () => {
    const before = await counted();
    await order('RB-OTHER', '已调派业务员', other);
    await allRead();
    await bill('8.00');
    await allRead();
    expect(bills()).toEqual([]);
    expect(await counted()).toBe(before + 1);
    const rows = await service.app
      .get(DataSource)
      .query<{ state: string }[]>(`SELECT state FROM ingress WHERE convert_from(body, 'UTF8') LIKE $1`, [
        `%${number}%totalFreight%`,
      ]);
    expect(rows).toEqual([{ state: 'done' }]);
  });

  it('takes the booking that has not ended where two have the number, and guesses nothing where both go on', async () => {
    await order('RB-A');
    await order('RB-A', '已取消');
    await order('RB-B');
    await allRead();
    await bill('8.00');
    await allRead();
    expect(bills()).toMatchObject([{ providerBookingId: 'RB-B' }]);
    const before = await counted();
    await order('RB-C');
    await allRead();
    await bill('9.00');
    await allRead();
    expect(bills()).toHaveLength(1);
    expect(await counted()).toBe(before + 1);
  });

  it('finds no booking of another tenant by its number', async () => {
    await order('RB-TENANT');
    await allRead();
    const before = await counted();
    expect(await apply([numbered(number)], 'demo02')).toBeGreaterThan(0);
    expect(await counted()).toBe(before + 1);
    await apply([numbered(number)], TENANT);
    expect(await counted()).toBe(before + 1);
  });

  it('costs as many statements for five hundred numbers as for five', async () => {
    const booked = (count: number, base: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => `JT9${String(base + index).padStart(12, '0')}`);
    const statements = async (of: readonly string[]): Promise<number> => {
      await apply(of.map(named), TENANT);
      return apply([...of.map(numbered), ...of.map((each) => numbered(`${each}9`))], TENANT);
    };
    const few = await statements(booked(5, 0));
    expect(await statements(booked(500, 1_000))).toBe(few);
  });

  const named = (of: string): BookingReport => ({
    ...{ provider: 'jt', bookingId: `RB-${of}`, status: 'accepted', code: '1', number: of, fees: [] },
  });
  const numbered = (of: string): NumberReport => ({
    ...{ provider: 'jt', number: of, status: 'settled', code: 'settlementReturn', fees: [], wholeBill: true },
  });
  const apply = (reports: readonly (BookingReport | NumberReport)[], tenantId: string): Promise<number> => {
    const cause: Cause = { tenantId, correlationId: 'c', causationId: 'c' };
    const row: IngressRow = {
      id: '1',
      connectionId: callback.split('/').at(-1) ?? '',
      tenantId,
      receivedAt: new Date(service.clock.now()),
      headers: {},
      body: '',
      attempts: 0,
    };
    const changes = reports.map((report) => service.app.get(BookingReports).change(report, row, cause));
    return statementsOf(service, changes, tenantId);
  };
});
