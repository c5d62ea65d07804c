import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ScanRecordedData } from '@cartrail/contracts';
import { HOUR, toIso } from '@cartrail/kernel';
import { anOrderShipped, aTenantOpened, TEST_MORNING, type TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { connectJt, digestOf, FakeJt, send, tracePush } from './jt.js';
import { command, FakeKdniao, startTracking } from './tracking-service.js';

describe('tracking, called back by a carrier whose account is all it was told of', () => {
  let kdniao: FakeKdniao;
  let jt: FakeJt;
  let service: TestService;
  let callback: string;
  let numbers = 0;
  const follow = async (): Promise<string> => {
    const number = `JT${String((numbers += 1)).padStart(13, '0')}`;
    await service.given(anOrderShipped({ number, carrier: 'JTSD', shippedAt: toIso(TEST_MORNING - HOUR) }));
    return number;
  };
  const scansOf = (number: string) =>
    service
      .published('ScanRecorded')
      .map(({ data }) => data as ScanRecordedData)
      .filter((data) => data.number === number);
  const stored = () =>
    service.app
      .get(DataSource)
      .query<{ headers: string; state: string }[]>(
        `SELECT headers, state FROM ingress WHERE provider = 'jt' ORDER BY id`,
      );

  beforeAll(async () => {
    [kdniao, jt] = await Promise.all([FakeKdniao.start(), FakeJt.start()]);
    service = await startTracking(kdniao, { CARRIER_BASE_URLS: `kdniao=${kdniao.url},jt=${jt.url}` });
    await service.given(aTenantOpened());
    callback = await connectJt(service);
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
    jt.stop();
  });

  it('subscribes the parcel there, and takes what is signed in a header, as a form or as JSON', async () => {
    const number = await follow();
    expect(jt.asked.filter((one) => one.number === number)).toEqual([
      { path: '/logistics/trace/subscribe', number },
    ]);
    const first = await send(service, callback, tracePush(number, [['2026-11-23 09:30:00', '1']]));
    const lines = [
      ['2026-11-23 09:50:00', '9'],
      ['2026-11-23 09:40:00', '4'],
    ] as const;
    const second = await send(service, callback, tracePush(number, lines), { json: true });
    for (const { status, text } of [first, second])
      expect([status, text]).toEqual([200, '{"code":"1","msg":"success","data":"SUCCESS"}']);
    await service.caughtUp();
    expect(scansOf(number).map(({ scan, status }) => [scan.provider, scan.code, status])).toEqual([
      ['jt', '1', 'PICKED_UP'],
      ['jt', '4', 'OUT_FOR_DELIVERY'],
      ['jt', '9', 'OUT_FOR_DELIVERY'],
    ]);
  });

  it("refuses in the carrier's own form what no header or another key signed, and stores nothing of it", async () => {
    const number = await follow();
    const before = (await stored()).length;
    const content = tracePush(number, [['2026-11-23 09:30:00', '10']]);
    for (const digest of ['', digestOf(content, 'another-key'), digestOf(`${content} `)]) {
      const { status, body } = await send(service, callback, content, { digest });
      expect([status, body]).toMatchObject([200, { code: '0' }]);
    }
    expect(await stored()).toHaveLength(before);
  });

  it('keeps no header but the content type: authorisations, cookies and signatures are nobody’s to read again', async () => {
    const number = await follow();
    const headers = { authorization: 'Bearer t', cookie: 'a=b', 'x-forwarded-for': '10.0.0.1' };
    await send(service, callback, tracePush(number, [['2026-11-23 09:30:00', '1']]), { headers });
    const row = (await stored()).at(-1);
    expect(JSON.parse(row?.headers ?? '')).toEqual({
      'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
    });
  });

  it('opens an account with any provider there is, and names them to who asks for another', async () => {
    const answer = await command(service, 'POST', '/internal/carrier-accounts', {
      provider: 'fedex',
      label: 'x',
      credentials: {},
    });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/provider' }] } });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    for (const provider of 'kdniao kuaidi100 sf zto yto sto yunda jt jdl ems deppon'.split(' '))
      expect(answer.text).toContain(provider);
  });
});
