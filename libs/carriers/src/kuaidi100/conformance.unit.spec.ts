import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromShanghai } from '@cartrail/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BookingRequest } from '../booking.js';
import { conformanceTable, runConformance } from '../conformance/index.js';
import { fetchHttp } from '../http.js';
import { isSupported, type CarrierPort, type PickupPort } from '../port.js';
import { carrierFactories } from '../registry.js';
import { account, ScriptedKuaidi100 } from '../../test/scripted-kuaidi100.js';
import { manifest } from './manifest.js';

const now = fromShanghai('2025-01-02 10:00:00') ?? 0;

/** An address where nobody listens any more. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

const request: BookingRequest = {
  reference: '01k4p0s8e7f6g5h4j3k2m1n0pq',
  carrier: 'YTO',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '13900000000', address: '浙江省金华市义乌市某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: {
    from: fromShanghai('2025-01-03 09:00:00') ?? 0,
    to: fromShanghai('2025-01-03 12:00:00') ?? 0,
  },
  callbackUrl: 'https://callbacks.example/callbacks/kuaidi100/c-1?pickup=01k4p0s8e7f6g5h4j3k2m1n0pq',
};

const quotes = ['YTO', 'ZTO', 'SF', 'RRS'].map((carrier) => ({
  carrier,
  from: request.sender.address,
  to: request.receiver.address,
  weightGrams: 1_500,
}));

describe('Kuaidi100 over real HTTP', () => {
  const scripted = new ScriptedKuaidi100();
  const server = createServer((incoming, response) => void scripted.handle(incoming, response));
  const open = (baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`): CarrierPort => {
    const entry = carrierFactories.get('kuaidi100');
    if (!entry) throw new Error('not registered');
    const doors = { baseUrl, recogniseUrl: baseUrl, orderUrl: baseUrl, labelUrl: baseUrl };
    const settings = { ...account, ...doors, timeoutMs: 300 };
    return entry.create(settings, { http: fetchHttp, clock: { now: () => now } });
  };
  const pickups = (baseUrl?: string): PickupPort => {
    const port = open(baseUrl).pickups;
    if (!isSupported(port)) throw new Error('not supported');
    return port;
  };
  const sent = (): unknown => JSON.parse(scripted.seen.at(-1)?.['param'] ?? '');

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('passes the conformance suite', async () => {
    const subject = { port: open(), server: scripted, carrier: 'YTO', booking: { request, quotes } };
    const results = await runConformance(subject);
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    expect(declared.filter((cell) => cell.outcome !== 'pass')).toMatchObject([
      { feature: 'subscribe', guarantee: 'the request is signed over the bytes sent', outcome: 'n/a' },
      { guarantee: 'encoded-twice reads as the plain push does', outcome: 'n/a' },
    ]);
  });

  it('books with every documented field, in the words of the day', async () => {
    await scripted.bookings.arrange('answers');
    await expect(pickups().book({ ...request, remark: '轻放' })).resolves.toEqual({
      bookingId: '8CE30D5A1F2B4E6C9D7A0B1C2D3E4F5F',
      providerOrderId: '118520',
      number: 'YT7000000000001',
    });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/order/borderapi.do',
      method: 'bOrder',
      key: account.key,
      t: String(now),
    });
    expect(sent()).toEqual({
      kuaidicom: 'yuantong',
      recManName: '某仓',
      recManMobile: '13900000000',
      recManPrintAddr: '浙江省金华市义乌市某路2号',
      sendManName: '张三',
      sendManMobile: '13800000000',
      sendManPrintAddr: '浙江省杭州市余杭区某街道1号',
      callBackUrl: request.callbackUrl,
      salt: account.salt,
      cargo: '服装',
      payment: 'SHIPPER',
      weight: '1.5',
      remark: '轻放',
      dayType: '明天',
      pickupStartTime: '09:00',
      pickupEndTime: '12:00',
      thirdOrderId: request.reference,
    });
  });

  it('sends nothing that Kuaidi100 documents as too long or has no words for', async () => {
    const before = scripted.seen.length;
    const { sender, slot } = request;
    for (const wrong of [
      { ...request, sender: { ...sender, address: '街'.repeat(101) } },
      { ...request, callbackUrl: `https://callbacks.example/${'x'.repeat(180)}` },
      { ...request, reference: 'r'.repeat(33) },
      { ...request, carrier: 'GTO' },
      { ...request, slot: { from: slot.from - 48 * 3_600_000, to: slot.to - 48 * 3_600_000 } },
    ]) {
      await expect(pickups().book(wrong)).rejects.toMatchObject({ kind: 'permanent' });
    }
    expect(scripted.seen.length).toBe(before);
  });

  it('does not look for a booking in the words of another day, and leaves open whether there is one', async () => {
    const { findBooking } = pickups();
    if (!isSupported(findBooking)) throw new Error('not supported');
    const yesterday = { from: now - 86_400_000, to: now - 80_000_000 };
    await expect(findBooking({ ...request, slot: yesterday })).rejects.toMatchObject({
      kind: 'unknown-outcome',
    });
  });

  it('lets a booking be repeated that never left: no vendor was there to see it', async () => {
    await expect(pickups(await closedPort()).book(request)).rejects.toMatchObject({ kind: 'retryable' });
  });

  it('keeps addresses and names out of its errors', async () => {
    const long = { ...request, sender: { ...request.sender, address: '某街道'.repeat(40) } };
    await expect(pickups().book(long)).rejects.not.toThrow('某街道');
  });

  it('asks once for fifteen carriers of one parcel, and leaves out who has no price', async () => {
    await scripted.bookings.arrange('answers');
    const { quote } = pickups();
    if (!isSupported(quote)) throw new Error('not supported');
    await expect(quote([...quotes, ...quotes])).resolves.toMatchObject([
      { carrier: 'YTO', priceFen: 800, firstFen: 650, priceKind: 'PLATFORM' },
      { carrier: 'ZTO', priceFen: 830, firstFen: 680 },
      { carrier: 'YTO' },
      { carrier: 'ZTO' },
    ]);
    expect(sent()).toEqual({
      kuaidiComList: ['yuantong', 'zhongtong', 'shunfeng', 'rrs'],
      sendManPrintAddr: request.sender.address,
      recManPrintAddr: request.receiver.address,
      weight: '1.5',
    });
    const before = scripted.seen.length;
    await quote(
      Array.from({ length: 31 }, () => quotes[0] ?? { carrier: '', from: '', to: '', weightGrams: 1 }),
    );
    expect(scripted.seen.length - before).toBe(3);
    await expect(quote([])).resolves.toEqual([]);
  });

  it.each(['0', '0.00', '-1', '', null, 'free'])('takes the price %j for none', async (price) => {
    scripted.says({ result: true, returnCode: '200', data: [{ kuaidiCom: 'yuantong', price }] });
    const { quote } = pickups();
    if (!isSupported(quote)) throw new Error('not supported');
    await expect(quote(quotes)).resolves.toEqual([]);
  });

  it.each([
    ['an answer without a task', { result: true, returnCode: '200', data: {} }, 'unknown-outcome'],
    ['neither yes nor no', { result: true, data: { taskId: 'T-1' } }, 'unknown-outcome'],
    ['a yes with the code of a no', { result: true, returnCode: '500' }, 'unknown-outcome'],
    [
      'a time-out behind them',
      { result: false, returnCode: '500', message: '快递公司接口超时' },
      'unknown-outcome',
    ],
    ['a code without a flag', { returnCode: '400', message: '参数错误' }, 'permanent'],
    ['a code nobody knows', { result: false, returnCode: '30001', message: '?' }, 'permanent'],
    ['an empty account', { result: false, returnCode: '500', message: '账户余额不足' }, 'credentials'],
    ['a key that has run out', { result: false, returnCode: '601', message: 'key已过期' }, 'credentials'],
  ])('ends a booking after %s as it must', async (_what, words, kind) => {
    scripted.says(words);
    await expect(pickups().book(request)).rejects.toMatchObject({ kind });
  });

  it('refuses to guess about a booking that is not there, or costs something that cannot be read', async () => {
    const { detail } = pickups();
    if (!isSupported(detail)) throw new Error('not supported');
    for (const data of [null, { status: '15', feeDetails: [{ amount: '8.005' }] }]) {
      scripted.says({ result: true, returnCode: '200', data });
      await expect(detail({ bookingId: 'T-1' })).rejects.toMatchObject({ kind: 'permanent' });
    }
  });

  it('cancels with a reason of at most thirty characters', async () => {
    await scripted.bookings.arrange('answers');
    await pickups().cancel({ bookingId: 'T-1', providerOrderId: '1', why: '不'.repeat(40) });
    expect(sent()).toEqual({ taskId: 'T-1', orderId: '1', cancelMsg: '不'.repeat(30) });
  });

  it('reads the whole bill of a booking', async () => {
    await scripted.bookings.arrange('answers');
    const { detail } = pickups();
    if (!isSupported(detail)) throw new Error('not supported');
    await expect(detail({ bookingId: 'T-1' })).resolves.toMatchObject({
      bookingId: 'T-1',
      status: 'settled',
      number: 'YT7000000000001',
      carrier: 'YTO',
      weightGrams: 1_800,
      fees: [{ amountFen: 800 }, { amountFen: 150 }],
    });
  });

  it('subscribes with the salt and the callback URL, and a second subscription is as good as one', async () => {
    const { subscribe, track } = open();
    if (!isSupported(subscribe) || !isSupported(track)) throw new Error('not supported');
    await scripted.arrange('moving');
    const waybill = { number: 'sf 1234567890123', carrier: 'SF', phoneTail: '1234' };
    await subscribe({ ...waybill, callbackUrl: 'https://callbacks.example/c-1' });
    expect(sent()).toEqual({
      company: 'shunfeng',
      number: 'SF1234567890123',
      key: account.key,
      parameters: {
        callbackurl: 'https://callbacks.example/c-1',
        salt: account.salt,
        resultv2: '4',
        phone: '1234',
      },
    });
    await expect(subscribe(waybill)).rejects.toMatchObject({ kind: 'permanent' });
    await scripted.bookings.arrange('duplicate');
    await expect(subscribe({ ...waybill, callbackUrl: 'https://c.example' })).resolves.toEqual({
      accepted: true,
    });
  });

  it('sends a phone tail only for carriers that want one, and refuses an answer about another parcel', async () => {
    const { track } = open();
    if (!isSupported(track)) throw new Error('not supported');
    await scripted.arrange('moving');
    await track({ number: 'YT1234567890123', carrier: 'YTO', phoneTail: '1234' });
    expect(sent()).toEqual({
      com: 'yuantong',
      num: 'YT1234567890123',
      resultv2: '4',
      show: '0',
      order: 'desc',
    });
    await expect(
      track({ number: '73100012345678', carrier: 'ZTO', phoneTail: '1234' }),
    ).rejects.toMatchObject({ kind: 'permanent' });
    expect(sent()).toMatchObject({ phone: '1234' });
  });

  it('recognises a number in its own order, and keeps a carrier that is in no list', async () => {
    await scripted.arrange('moving');
    const { recognise } = open();
    if (!isSupported(recognise)) throw new Error('not supported');
    await expect(recognise('yt 1234 5678 90123')).resolves.toEqual([
      {
        carrier: 'YTO',
        carrierCode: 'yuantong',
        confidence: 'possible',
        reasons: ['kuaidi100 names 圆通速递, 1 of 3, 52310 numbers like it'],
      },
      expect.objectContaining({ carrier: 'CND', confidence: 'possible' }),
      {
        carrier: 'UNKNOWN',
        carrierCode: 'newco',
        confidence: 'possible',
        reasons: ['kuaidi100 names newco, 3 of 3'],
      },
    ]);
    expect(scripted.seen.at(-1)).toEqual({
      path: '/autonumber/auto',
      num: 'YT1234567890123',
      key: account.key,
    });
    scripted.says({ comCode: '', num: '1', auto: [{ comCode: 'yuantong' }, { comCode: '' }, 'x'] });
    await expect(recognise('1')).resolves.toMatchObject([{ carrier: 'YTO', confidence: 'likely' }]);
  });

  it.each([
    ['a refusal', { result: false, returnCode: '601', message: 'key已过期' }, 'credentials'],
    ['an object that refuses nothing', { result: true, returnCode: '200' }, 'retryable'],
    ['neither a list nor an object', 'text', 'retryable'],
  ])('recognises nothing in %s', async (_what, words, kind) => {
    scripted.says(words as object);
    const { recognise } = open();
    if (!isSupported(recognise)) throw new Error('not supported');
    await expect(recognise('YT1234567890123')).rejects.toMatchObject({ kind });
  });

  it('asks to have a parcel sent back to where it came from', async () => {
    await scripted.bookings.arrange('answers');
    const { intercept } = open();
    if (!isSupported(intercept)) throw new Error('not supported');
    const wish = { number: 'yt 7', carrier: 'YTO', reference: 'I-1', why: '退款' };
    await expect(intercept(wish)).resolves.toEqual({});
    expect(scripted.seen.at(-1)).toMatchObject({ path: '/label/order', method: 'interceptOrder' });
    expect(sent()).toEqual({
      kuaidicom: 'yuantong',
      kuaidinum: 'YT7',
      reason: '退款',
      interceptType: 'RETURN_SEND_ADDR',
      orderRole: '1',
      interceptPayType: 'SHIPPER',
    });
  });

  it('says why it cannot ask about parcels without a customer id', () => {
    const settings = { ...account, customer: undefined };
    const port = carrierFactories
      .get('kuaidi100')
      ?.create(settings, { http: fetchHttp, clock: { now: () => 0 } });
    expect(port?.track).toMatchObject({ notSupported: true });
  });
});
