import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BookingReportedData, ScanRecordedData } from '@cartrail/contracts';
import { HOUR, newId, toIso } from '@cartrail/kernel';
import { anOrderShipped, aTenantOpened, TEST_MORNING, type TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { connect, FakeKdniao, push, startTracking, trace, type Trace } from './tracking-service.js';

const EBusinessID = '1000001';
const KEY = 'test-kdniao-key';
const place = 'ingress.kdniao';

/** Signed, of parcels (102) or bookings (103). */
function bodyOf(Data: readonly object[], RequestType: '102' | '103'): string {
  const RequestData = JSON.stringify({ EBusinessID, PushTime: '2026-11-23 10:00:00', Data });
  const hex = createHash('md5').update(`${RequestData}${KEY}`).digest('hex');
  const DataSign = Buffer.from(hex).toString('base64');
  return new URLSearchParams({ RequestData, RequestType, DataSign }).toString();
}
const parcel = (LogisticCode: string, ...Traces: readonly Trace[]) => ({
  ...{ EBusinessID, ShipperCode: 'YTO', LogisticCode, Success: true, State: '2', Traces },
});
const booking = (OrderCode: string, TotalFee: string) => ({
  ...{ EBusinessID, OrderCode, KDNOrderCode: `K-${OrderCode}`, ShipperCode: 'YTO', State: '301', TotalFee },
});

describe('tracking, pushed what it cannot read all of', () => {
  const folder = mkdtempSync(join(tmpdir(), 'left-pushes-'));
  let kdniao: FakeKdniao;
  let service: TestService;
  let callback: string;
  let numbers = 0;
  let number: string;

  beforeAll(async () => {
    kdniao = await FakeKdniao.start();
    service = await startTracking(kdniao);
    await service.given(aTenantOpened());
    callback = await connect(service, 'kdniao', { eBusinessId: EBusinessID, apiKey: KEY });
  });
  beforeEach(async () => {
    await service.app.get(DataSource).query('DELETE FROM ingress');
    number = `YT${String((numbers += 1)).padStart(13, '0')}`;
    await service.given(anOrderShipped({ number, carrier: 'YTO', shippedAt: toIso(TEST_MORNING - HOUR) }));
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
    rmSync(folder, { recursive: true });
  });

  const codes = (): readonly string[] =>
    service
      .published('ScanRecorded')
      .map(({ data }) => data as ScanRecordedData)
      .filter((data) => data.number === number)
      .map(({ scan }) => scan.code);
  const charged = (...references: readonly string[]) =>
    service
      .published('BookingReported')
      .map(({ data }) => data as BookingReportedData)
      .filter(({ providerBookingId }) => references.includes(providerBookingId))
      .map(({ providerBookingId, fees }) => [providerBookingId, fees.map(({ amountFen }) => amountFen)]);

  /** As an operator does it. */
  const dlq = (...args: string[]): readonly Readonly<Record<string, unknown>>[] => {
    const tool = spawnSync(process.execPath, ['libs/messaging/dist/admin/dlq-cli.js', ...args, '--json'], {
      env: { ...process.env, DATABASE_URL: service.database.url },
      encoding: 'utf8',
    });
    return tool.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  };
  const parked = (): readonly (readonly [key: string, reason: unknown])[] =>
    dlq('list').map(({ key, reason }) => [String(key), reason]);
  const pushed = async (...bodies: readonly string[]): Promise<void> => {
    for (const body of bodies)
      expect((await push(service, callback, body)).body).toMatchObject({ Success: true });
    await service.caughtUp();
  };
  const edit = async (key: string, body: string): Promise<void> => {
    const file = join(folder, `${key}.txt`);
    writeFileSync(file, body);
    expect(dlq('edit', place, key, '--file', file, '--reason', 'mended')).toHaveLength(1);
    await service.caughtUp();
  };

  it('publishes what it reads, keeps the push for a person with why and its bytes, and reads on', async () => {
    const good = parcel(number, trace('2026-11-23 09:30:00', '1'), trace('yesterday', '2'));
    const broken = bodyOf([good, parcel('', trace('2026-11-23 09:40:00', '2'))], '102');
    await pushed(broken, bodyOf([parcel(number, trace('2026-11-23 09:50:00', '202'))], '102'));

    expect(codes()).toEqual(['1', '202']);
    const [[key, reason] = ['', ''], ...others] = parked();
    expect([reason, others]).toEqual(['left: Data[1] names no waybill, a scan without a time', []]);
    expect(dlq('show', place, key, '--raw')).toMatchObject([{ encoding: 'utf8', raw: broken }]);

    const mended = [trace('2026-11-23 09:30:00', '1'), trace('2026-11-23 09:35:00', '2')];
    await edit(key, bodyOf([parcel(number, ...mended)], '102'));
    expect(codes()).toEqual(['1', '202', '2']);
    expect(parked()).toEqual([]);
  });

  it('tells a bill that was left once it can be read, and no bill beside it once more', async () => {
    const [one, other] = [newId(), newId()];
    await pushed(bodyOf([booking(one, '8.00'), booking(other, '九元')], '103'));
    expect(charged(one, other)).toEqual([[one, [800]]]);
    const [[key, reason] = ['', '']] = parked();
    expect(reason).toBe('left: Data[1] has an amount that cannot be read');

    await edit(key, bodyOf([booking(one, '8.00'), booking(other, '9.00')], '103'));
    expect(charged(one, other)).toEqual([
      [one, [800]],
      [other, [900]],
    ]);
    expect(parked()).toEqual([]);
  });

  it('waits again when it is replayed as it is, and changes nothing twice', async () => {
    const [one, other] = [newId(), newId()];
    const history = parcel(number, trace('2026-11-23 09:30:00', '1'), trace('tomorrow', '2'));
    await pushed(
      bodyOf([history], '102'),
      bodyOf([booking(one, '8.00'), booking(other, 'much')], '103'),
      bodyOf([], '102'),
    );
    const before = parked();
    expect(before.map(([, reason]) => reason)).toEqual([
      'left: a scan without a time',
      'left: Data[1] has an amount that cannot be read',
      'left: nothing in it can be read',
    ]);
    const published = service.recorder.all().length;

    expect(dlq('replay', place, '--all')).toHaveLength(3);
    await service.caughtUp();
    expect(parked()).toEqual(before);
    expect(service.recorder.all()).toHaveLength(published);
  });
});
