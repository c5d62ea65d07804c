import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BookingRumouredData } from '@cartrail/contracts';
import { HOUR, newId, toIso, toShortId } from '@cartrail/kernel';
import { anOrderShipped, aTenantOpened, TEST_MORNING, type TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { connect, FakeKdniao, startTracking } from './tracking-service.js';

const NUMBER = 'SF1234567890123';
const JSON_TYPE = 'application/json;charset=utf-8';
const XML_TYPE = 'text/xml;charset=utf-8';

const node = { mailno: NUMBER, acceptTime: '2026-11-23 09:30:00', opCode: '80', remark: '已签收' };
const xmlOf = (attributes: object): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}="${String(value)}"`)
    .join(' ');
const legacy = `<Request service="RoutePushService"><Body><WaybillRoute ${xmlOf(node)}/></Body></Request>`;
const routes = JSON.stringify({ Body: { WaybillRoute: [node] } });

describe('tracking, called back by SF, which signs nothing and has four kinds of pushes', () => {
  let kdniao: FakeKdniao;
  let service: TestService;
  let callback: string;
  const send = async (body: string, type: string, path = callback): Promise<string> => {
    const headers = { 'content-type': type };
    const answer = await service.http({ method: 'POST', url: path, headers, body });
    return `${answer.status} ${answer.text}`;
  };
  const stored = (): Promise<{ state: string }[]> =>
    service.app
      .get(DataSource)
      .query<{ state: string }[]>(`SELECT state FROM ingress WHERE provider = 'sf' ORDER BY id`);

  beforeAll(async () => {
    kdniao = await FakeKdniao.start();
    service = await startTracking(kdniao, { CARRIER_BASE_URLS: `kdniao=${kdniao.url},sf=${kdniao.url}` });
    await service.given(aTenantOpened());
    callback = await connect(service, 'sf', { partnerId: 'SAMPLE', checkWord: 'sample-check-word' });
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
  });

  it('answers routes in the form they came in, and records nothing of them before it has asked', async () => {
    const shippedAt = toIso(TEST_MORNING - HOUR);
    await service.given(anOrderShipped({ number: NUMBER, carrier: 'SF', shippedAt }));
    expect(await send(routes, JSON_TYPE)).toBe('200 {"return_code":"0000","return_msg":"成功"}');
    expect(await send(legacy, XML_TYPE)).toBe(
      '200 <Response service="RoutePushService"><Head>OK</Head></Response>',
    );
    await service.caughtUp();
    expect(service.published('ScanRecorded')).toEqual([]);
    expect(service.published('WaybillDelivered')).toEqual([]);
  });

  it('answers the step of an order and its fees each in its own form, and tells only that there is news', async () => {
    const pickupId = newId();
    const orderNo = toShortId(pickupId);
    const path = `${callback}?pickup=${orderNo}`;
    const step = JSON.stringify([{ orderNo, orderStateCode: '04-40001', empPhone: '13000000000' }]);
    const content = JSON.stringify({ orderNo, feeList: [{ feeAmt: 18.5 }], meterageWeightQty: 1.25 });
    expect(await send(step, JSON_TYPE, path)).toBe('200 {"success":true,"code":0,"msg":"成功"}');
    expect(await send(JSON.stringify({ content }), JSON_TYPE, path)).toBe('200 {"code":200}');
    await service.caughtUp();
    expect(service.published('BookingReported')).toEqual([]);
    const rumours = service.published('BookingRumoured').map(({ data }) => data as BookingRumouredData);
    expect(rumours).not.toEqual([]);
    expect(rumours).toEqual(
      rumours.map(() => expect.objectContaining({ provider: 'sf', providerBookingId: orderNo })),
    );
  });

  it('refuses what has none of the forms, and stores nothing of it', async () => {
    const before = await stored();
    expect(await send('<html/>', XML_TYPE)).toBe(
      '200 {"return_code":"1000","return_msg":"the signature is wrong"}',
    );
    expect(await stored()).toHaveLength(before.length);
  });
});
