import { createCipheriv } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ScanRecordedData } from '@cartrail/contracts';
import { HOUR, toIso, toShanghai } from '@cartrail/kernel';
import { Timers } from '@cartrail/messaging';
import { anOrderShipped, aTenantOpened, type TestService } from '@cartrail/testing';
import { register } from 'prom-client';
import { connect, FakeKdniao, push, startTracking } from './tracking-service.js';

const KEY = Buffer.from('0123456789abcdef');
const SIGN_KEY = KEY.toString('base64');
const NEVER_MS = 3_600_000;

type Event = readonly [minutesAgo: number, opCode: string];

describe('tracking, told of a parcel by pushes of EMS', () => {
  let kdniao: FakeKdniao;
  let ems: Server;
  let service: TestService;
  let callback: string;
  let history: readonly Event[] = [];
  let shipped = 0;
  let queries = 0;
  const number = '1100000000077';

  const item = ([minutes, opCode]: Event, waybillNo = number): object => ({
    waybillNo,
    opTime: toShanghai(shipped - minutes * 60_000),
    opCode,
    opDesc: `${opCode} ${minutes}`,
  });
  const told = async (event: Event, waybillNo?: string): Promise<unknown> => {
    const cipher = createCipheriv('sm4-ecb', KEY, null);
    const sealed = cipher.update(JSON.stringify(item(event, waybillNo)) + SIGN_KEY, 'utf8', 'base64');
    const logitcsInterface = `|$4|${sealed}${cipher.final('base64')}`;
    const answer = await push(service, callback, new URLSearchParams({ logitcsInterface }).toString());
    return answer.body;
  };
  const look = async (): Promise<void> => {
    await service.caughtUp();
    await service.app.get(Timers, { strict: false }).runNow('tracking.poll');
    await service.caughtUp();
  };
  const scans = () =>
    service
      .published('ScanRecorded')
      .map(({ data }) => data as ScanRecordedData)
      .map(({ scan, status }) => [scan.code, status]);

  beforeAll(async () => {
    kdniao = await FakeKdniao.start();
    ems = createServer((request, response) => {
      queries += 1;
      const retBody = JSON.stringify({ responseItems: history.map((event) => item(event)) });
      request.resume().on('end', () => response.end(JSON.stringify({ retCode: '00000', retBody })));
    });
    await new Promise<void>((resolve) => ems.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(ems.address() as AddressInfo).port}`;
    service = await startTracking(kdniao, { CARRIER_BASE_URLS: `ems=${url}`, POLL_INTERVAL_MS: NEVER_MS });
    await service.given(aTenantOpened());
    const credentials = { senderNo: '1100', authorization: 'test-authorization', signKey: SIGN_KEY };
    callback = await connect(service, 'ems', credentials);
  });
  beforeEach(() => {
    shipped = service.clock.now();
    [history, queries] = [[], 0];
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
    ems.close();
    ems.closeAllConnections();
  });

  // EMS names no brand, and 电商标快 is what its merchants send.
  it('asks about a parcel of any of its brands, and takes back a delivery that never was', async () => {
    const shippedAt = toIso(shipped - 2 * HOUR);
    await service.given(anOrderShipped({ number, carrier: 'YZDSBK', shippedAt }));
    history = [
      [60, '203'],
      [30, '704'],
    ];
    expect(await told([30, '704'])).toMatchObject({ code: '00000', senderNo: '1100' });
    await service.caughtUp();
    expect([scans(), queries]).toEqual([[], 0]);
    await look();
    expect([scans().at(-1), queries]).toEqual([['704', 'DELIVERED'], 1]);

    history = [...history, [20, '743']];
    await told([20, '743']);
    await look();
    expect(service.published('ScanWithdrawn')).toHaveLength(1);
    expect(service.published('StatusCorrected')[0]?.data).toMatchObject({
      from: 'DELIVERED',
      to: 'PICKED_UP',
      why: 'scan-withdrawn',
    });
  });

  it('counts a parcel that is followed as none of its brands, once, and no other', async () => {
    const unfollowed = async (): Promise<number> => {
      await service.caughtUp();
      const metric = await register.getSingleMetric('tracking_unfollowed_total')?.get();
      return metric?.values.find(({ labels }) => labels['provider'] === 'ems')?.value ?? 0;
    };
    const followed = '1100000000088';
    const shippedAt = toIso(shipped - 2 * HOUR);
    await service.given(anOrderShipped({ number: followed, carrier: 'YZPY', shippedAt }));
    const before = await unfollowed();
    await told([15, '203'], followed);
    expect(await unfollowed()).toBe(before);
    await told([15, '203'], '1100000000099');
    expect(await unfollowed()).toBe(before + 1);
    await look();
  });

  it('refuses what another key sealed, in the form of EMS', async () => {
    const before = queries;
    const body = new URLSearchParams({ logitcsInterface: `|$4|${'A'.repeat(64)}` }).toString();
    const { status, body: answer } = await push(service, callback, body);
    expect([status, answer]).toMatchObject([200, { code: 'S00001', senderNo: '1100' }]);
    await look();
    expect(queries).toBe(before);
  });
});
