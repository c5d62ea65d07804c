import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BookingReportedData, ScanRecordedData } from '@cartrail/contracts';
import { HOUR, newId, toIso, toShortId } from '@cartrail/kernel';
import { Timers } from '@cartrail/messaging';
import { anOrderShipped, aTenantOpened, TEST_MORNING, type TestService } from '@cartrail/testing';
import { register } from 'prom-client';
import { connectJt, FakeJt, orderPush, send, tracePush } from './jt.js';
import { FakeKdniao, startTracking } from './tracking-service.js';
import { signingNothing } from './unsigned-connections.js';

const NEVER_MS = 3_600_000;

describe('tracking, told by pushes nobody signed', () => {
  let kdniao: FakeKdniao;
  let jt: FakeJt;
  let service: TestService;
  let callback: string;
  let numbers = 0;
  let number: string;

  const scans = () =>
    service
      .published('ScanRecorded')
      .map(({ data }) => data as ScanRecordedData)
      .filter((data) => data.number === number)
      .map(({ scan, status }) => [scan.code, status]);
  const counted = async (outcome: string): Promise<number> => {
    const metric = await register.getSingleMetric('tracking_unsigned_reports_total')?.get();
    return metric?.values.find(({ labels }) => labels['outcome'] === outcome)?.value ?? 0;
  };
  const look = async (): Promise<void> => {
    await service.caughtUp();
    await service.app.get(Timers, { strict: false }).runNow('tracking.poll');
    await service.caughtUp();
  };
  const minute = (past: number): string => `2026-11-23 09:${String(past).padStart(2, '0')}:00`;

  beforeAll(async () => {
    [kdniao, jt] = await Promise.all([FakeKdniao.start(), FakeJt.start()]);
    const settings = { CARRIER_BASE_URLS: `jt=${jt.url}`, POLL_INTERVAL_MS: NEVER_MS };
    service = await startTracking(kdniao, settings, signingNothing);
    await service.given(aTenantOpened());
    callback = await connectJt(service);
  });
  beforeEach(async () => {
    number = `JT${String((numbers += 1)).padStart(13, '0')}`;
    await service.given(anOrderShipped({ number, carrier: 'JTSD', shippedAt: toIso(TEST_MORNING - HOUR) }));
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
    jt.stop();
  });

  // Whoever learned the path could otherwise end a return whose goods never came.
  it('believes the carrier it asks and nothing of the push, and asks once for ten of them', async () => {
    jt.traces.set(number, [[minute(30), '1']]);
    const asks = await counted('ask');
    for (let past = 0; past < 10; past++) {
      const body = tracePush(number, [[minute(30 + past), '10', `签收 ${past}`]]);
      const { status, body: answer } = await send(service, callback, body, {
        digest: '',
        json: past % 2 === 1,
      });
      expect([status, answer]).toMatchObject([200, { code: '1' }]);
    }
    await service.caughtUp();
    expect([scans(), jt.queriesOf(number)]).toEqual([[], 0]);
    await look();
    expect([scans(), jt.queriesOf(number)]).toEqual([[['1', 'PICKED_UP']], 1]);
    expect(await counted('ask')).toBe(asks + 1);
  });

  it('asks again for a push that comes after the answer, also when the parcel had ended', async () => {
    jt.traces.set(number, [
      [minute(30), '1'],
      [minute(40), '10'],
    ]);
    await send(service, callback, tracePush(number, [[minute(40), '10']]));
    await look();
    expect(scans().at(-1)).toEqual(['10', 'DELIVERED']);
    jt.traces.set(number, [
      [minute(30), '1'],
      [minute(40), '10'],
      [minute(50), '14'],
    ]);
    await send(service, callback, tracePush(number, [[minute(50), '14']]));
    await look();
    expect([scans().at(-1), jt.queriesOf(number)]).toEqual([['14', 'RETURNING'], 2]);
    await look();
    expect(jt.queriesOf(number)).toBe(2);
  });

  it('asks nobody about a number that is not followed', async () => {
    await send(service, callback, tracePush('JT9999999999999', [[minute(30), '1']]));
    await look();
    expect(jt.queriesOf('JT9999999999999')).toBe(0);
  });

  it('passes on what is said of a booking that cannot be asked about, and counts it', async () => {
    const pickupId = newId();
    const told = await counted('told');
    const reference = toShortId(pickupId);
    await send(service, `${callback}?pickup=${reference}`, orderPush(reference, '已调派业务员'));
    await service.caughtUp();
    const reports = service.published('BookingReported').map(({ data }) => data as BookingReportedData);
    expect(reports).toMatchObject([{ provider: 'jt', pickupId, status: 'courier_assigned' }]);
    expect(await counted('told')).toBe(told + 1);
  });
});
