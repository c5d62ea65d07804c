import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, toShortId, toShanghai } from '@cartrail/kernel';
import type { BookingReportedData, ScanRecordedData } from '@cartrail/contracts';
import { anOrderShipped, aTenantOpened, type TestService } from '@cartrail/testing';
import { register } from 'prom-client';
import { DataSource } from 'typeorm';
import {
  callBack,
  connectKuaidi100,
  FakeKuaidi100,
  orderCallback,
  signedText,
  trackPush,
} from './kuaidi100.js';
import { connectKdniao, FakeKdniao, push, startTracking } from './tracking-service.js';

describe('tracking, called back by Kuaidi100', () => {
  let kdniao: FakeKdniao;
  let kuaidi100: FakeKuaidi100;
  let service: TestService;
  let callback: string;
  let bookings = 0;
  const aTask = () => `T${String((bookings += 1)).padStart(6, '0')}`;
  const reports = (taskId: string) =>
    service
      .published('BookingReported')
      .map(({ data }) => data as BookingReportedData)
      .filter(({ providerBookingId }) => providerBookingId === taskId);
  const counted = async (name: string): Promise<number> => {
    const metric = await register.getSingleMetric(name)?.get();
    return metric?.values.reduce((total, { value }) => total + value, 0) ?? 0;
  };
  const stored = (path: string) =>
    service.app
      .get(DataSource)
      .query<{ state: string; reason: string | null }[]>(
        `SELECT state, reason FROM ingress WHERE provider = 'kuaidi100' AND connection_id = $1 ORDER BY id`,
        [path.split('/').at(-1)],
      );

  beforeAll(async () => {
    [kdniao, kuaidi100] = await Promise.all([FakeKdniao.start(), FakeKuaidi100.start()]);
    service = await startTracking(kdniao, {
      CARRIER_BASE_URLS: `kdniao=${kdniao.url},kuaidi100=${kuaidi100.url}`,
      CALLBACK_BASE_URL: 'https://callbacks.example/',
      TRACKING_PROVIDERS: 'kdniao,kuaidi100',
    });
    await service.given(aTenantOpened());
    callback = await connectKuaidi100(service);
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
    kuaidi100.stop();
  });

  it("acknowledges a report in the vendor's own form, and tells it with the pickup and a masked courier", async () => {
    const task = aTask();
    const pickupId = newId();
    const courier = { courierName: '李四', courierMobile: '13800001234', weight: '1.50' };
    const report = { status: 1, number: 'yt 7000-000000001', ...courier };
    const answer = await callBack(service, `${callback}?pickup=${toShortId(pickupId)}`, task, report);
    expect([answer.status, answer.body]).toEqual([200, { result: true, returnCode: '200', message: '成功' }]);
    await service.caughtUp();
    const [told, ...more] = reports(task);
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      pickupId,
      status: 'accepted',
      code: '1',
      number: 'YT7000000000001',
      carrier: 'YTO',
      courier: { nameMask: '李*', phoneMask: '138****1234' },
      weightGrams: 1_500,
      fees: [],
    });
    expect(JSON.stringify(service.published('BookingReported'))).not.toContain('13800001234');
  });

  it('tells each distinct report once, in the order it came, with the fees of that report', async () => {
    const task = aTask();
    const freight = { status: 15, number: 'YT7000000000002', fees: [['FREIGHT', '8.00', '0']] } as const;
    const paid = { ...freight, fees: [['FREIGHT', '8.00', '1']], message: '已支付' } as const;
    const overweight = { ...freight, fees: [['OVERWEIGHT', '1.50']] } as const;
    for (const report of [freight, freight, paid, overweight, { status: 13 }, freight, overweight])
      await callBack(service, callback, task, report);
    await service.caughtUp();
    expect(reports(task).map(({ status, fees }) => [status, fees.map(({ amountFen }) => amountFen)])).toEqual(
      [
        ['settled', [800]],
        ['settled', [150]],
        ['delivered', []],
      ],
    );
    const sequences = service.published('BookingReported', reports(task)[0]?.bookingId);
    expect(sequences.map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3]);
  });

  it('keeps the pickup of a booking for reports whose URL does not name it', async () => {
    const task = aTask();
    const pickupId = newId();
    await callBack(service, `${callback}?pickup=${toShortId(pickupId)}`, task, { status: 0 });
    await callBack(service, callback, task, { status: 10 });
    await service.caughtUp();
    expect(reports(task).map((report) => report.pickupId)).toEqual([pickupId, pickupId]);
  });

  it('tells a report without a pickup when its URL names none of ours, and counts that', async () => {
    const task = aTask();
    const before = await counted('tracking_unknown_pickup_references_total');
    const answer = await callBack(service, `${callback}?pickup=${'z'.repeat(200)}`, task, { status: 0 });
    expect(answer.status).toBe(200);
    await service.caughtUp();
    expect(reports(task).map(({ pickupId, status }) => [pickupId, status])).toEqual([[undefined, 'placed']]);
    expect(await counted('tracking_unknown_pickup_references_total')).toBe(before + 1);
  });

  it('tells a code nobody has mapped as UNKNOWN, and counts it', async () => {
    const task = aTask();
    const before = await counted('unmapped_code_total');
    for (let round = 0; round < 2; round++) await callBack(service, callback, task, { status: 777 });
    await service.caughtUp();
    expect(reports(task).map(({ status, code }) => [status, code])).toEqual([['UNKNOWN', '777']]);
    expect(await counted('unmapped_code_total')).toBe(before + 1);
  });

  it("refuses a forged push in the vendor's own form and stores nothing of it", async () => {
    const before = (await stored(callback)).length;
    const answer = await push(service, callback, orderCallback(aTask(), { status: 1 }, 'another-salt'));
    expect(answer).toMatchObject({ status: 200, body: { result: false } });
    expect(await stored(callback)).toHaveLength(before);
  });

  it('knows no connection of another provider, nor one that does not exist', async () => {
    const body = orderCallback(aTask(), { status: 1 });
    const others = [
      callback.replace('kuaidi100', 'kdniao'),
      callback.replace('kuaidi100', 'nobody'),
      '/callbacks/kuaidi100/demo01-00000000000000000000000000',
      '/callbacks/kuaidi100/other01',
    ];
    for (const path of others) expect((await push(service, path, body)).status).toBe(404);
  });

  it('acknowledges what was signed and cannot be read, and keeps it for a person', async () => {
    const answer = await push(service, callback, signedText('{"status":'));
    expect(answer.body).toMatchObject({ result: true });
    await service.caughtUp();
    const last = (await stored(callback)).at(-1);
    expect([last?.state, last?.reason?.split(':')[0]]).toEqual(['parked', 'malformed']);
  });

  it('follows a parcel with the Kuaidi100 account until the tenant has one with KDNiao', async () => {
    await service.given(anOrderShipped({ number: 'YT7100000000001' }));
    const subscriptions = () =>
      kuaidi100.asked
        .filter(({ path }) => path === '/poll')
        .map(({ form }) => JSON.parse(form.get('param') ?? '{}') as { number: string; parameters: object });
    expect(subscriptions()).toMatchObject([
      { number: 'YT7100000000001', parameters: { callbackurl: `https://callbacks.example${callback}` } },
    ]);
    const nodes = [[toShanghai(service.clock.now()), '103']] as const;
    for (let round = 0; round < 2; round++)
      await push(service, callback, trackPush('YT7100000000001', nodes));
    await service.caughtUp();
    const scans = service.published('ScanRecorded').map(({ data }) => data as ScanRecordedData);
    expect(scans).toMatchObject([
      { number: 'YT7100000000001', scan: { provider: 'kuaidi100' }, status: 'PICKED_UP' },
    ]);
  });

  it('prefers KDNiao where a tenant has accounts with both', async () => {
    const other = await startTracking(kdniao, {
      CARRIER_BASE_URLS: `kdniao=${kdniao.url},kuaidi100=${kuaidi100.url}`,
      TRACKING_PROVIDERS: 'kdniao,kuaidi100',
    });
    try {
      await other.given(aTenantOpened());
      await connectKuaidi100(other);
      await connectKdniao(other);
      await other.given(anOrderShipped({ number: 'YT7100000000002' }));
      expect(kdniao.asked).toEqual([{ type: '8008', number: 'YT7100000000002' }]);
    } finally {
      await other.stop();
    }
  });
});
