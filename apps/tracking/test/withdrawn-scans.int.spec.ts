import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ScanRecordedData } from '@cartrail/contracts';
import { HOUR, toIso, toShanghai } from '@cartrail/kernel';
import { anOrderShipped, aTenantOpened, type TestService } from '@cartrail/testing';
import { register } from 'prom-client';
import { connect, FakeKdniao, startTracking, sweep } from './tracking-service.js';

type Event = readonly [minutesAgo: number, opCode: string];

describe('tracking, told by EMS that an event never was', () => {
  let kdniao: FakeKdniao;
  let ems: Server;
  let service: TestService;
  let history: readonly Event[] = [];
  let shipped = 0;
  let numbers = 0;
  let number: string;

  const answer = (): string => {
    const responseItems = history.map(([minutes, opCode]) => {
      const opTime = toShanghai(shipped - minutes * 60_000);
      return { waybillNo: number, opTime, opCode, opDesc: `${opCode} ${minutes}` };
    });
    return JSON.stringify({ retCode: '00000', retMsg: '', retBody: JSON.stringify({ responseItems }) });
  };
  const names = () =>
    service.recorder
      .all()
      .map(({ event }) => event)
      .filter(
        ({ type, data }) => type.includes('.waybill.') && (data as { number: string }).number === number,
      )
      .map(({ type }) => type.split('.').at(-2));

  beforeAll(async () => {
    kdniao = await FakeKdniao.start();
    ems = createServer((request, response) => {
      request.resume().on('end', () => response.end(answer()));
    });
    await new Promise<void>((resolve) => ems.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(ems.address() as AddressInfo).port}`;
    const never = 3_600_000;
    const settings = { POLL_INTERVAL_MS: never, SWEEP_INTERVAL_MS: never };
    service = await startTracking(kdniao, { CARRIER_BASE_URLS: `ems=${url}`, ...settings });
    await service.given(aTenantOpened());
    const key = Buffer.from('0123456789abcdef').toString('base64');
    await connect(service, 'ems', { senderNo: '1100', authorization: 'test-authorization', signKey: key });
  });
  beforeEach(async () => {
    number = `11${String((numbers += 1)).padStart(11, '0')}`;
    shipped = service.clock.now();
    const shippedAt = toIso(shipped - 2 * HOUR);
    await service.given(anOrderShipped({ number, carrier: 'EMS', shippedAt }));
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
    ems.close();
    ems.closeAllConnections();
  });

  // A delivery that was undone and still counted would settle a return whose goods never came.
  it('keeps the event in the history, folds the status without it, and says what was corrected', async () => {
    history = [
      [60, '203'],
      [30, '702'],
    ];
    service.clock.advance(13 * HOUR);
    await sweep(service);
    expect(names()).toEqual([
      'registered',
      'scan-recorded',
      'scan-recorded',
      'picked-up',
      'out-for-delivery',
    ]);
    history = [...history, [20, '742']];
    service.clock.advance(13 * HOUR);
    await sweep(service);
    expect(names().slice(5)).toEqual(['scan-recorded', 'scan-withdrawn', 'status-corrected']);
    const recorded = service
      .published('ScanRecorded')
      .map(({ data }) => data as ScanRecordedData)
      .filter((data) => data.number === number);
    expect(recorded.map(({ scan }) => scan)).toMatchObject([
      { code: '203' },
      { code: '702' },
      { code: '742', withdrawn: true },
    ]);
    expect(service.published('StatusCorrected')[0]?.data).toMatchObject({
      from: 'OUT_FOR_DELIVERY',
      to: 'PICKED_UP',
      why: 'scan-withdrawn',
    });
    service.clock.advance(13 * HOUR);
    await sweep(service);
    expect(names()).toHaveLength(8);
  });

  it('counts a code nobody has mapped in an answer too, and never one that was taken back', async () => {
    const counted = async () => {
      const metric = await register.getSingleMetric('unmapped_code_total')?.get();
      return metric?.values
        .filter(({ labels }) => labels['provider'] === 'ems')
        .map(({ labels, value }) => [labels['code'], value]);
    };
    history = [
      [60, '203'],
      [30, '702'],
      [20, '742'],
      [10, 'X_777'],
    ];
    service.clock.advance(13 * HOUR);
    await sweep(service);
    expect(await counted()).toEqual([['X_777', 1]]);
  });
});
