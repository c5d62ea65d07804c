import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ACK, booking, KEY, Kuaidi100, SECRET, told } from './kuaidi100-client.js';
import { HOUR, PHONE } from './returns.js';
import { Running, Target, type Answered, type Json } from './running.js';

let sim: Running;
let target: Target;
let url: string;
let k100: Kuaidi100;

beforeEach(async () => {
  sim = await Running.start();
  target = new Target(ACK);
  url = await target.listen();
  k100 = new Kuaidi100(sim);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const code = ({ json }: Answered): unknown => json['returnCode'];
const book = (more: Json = {}): Promise<Answered> => k100.order('bOrder', booking(url, more));
const dataOf = ({ json }: Answered): Json => (json['data'] ?? {}) as Json;
const made = async (): Promise<Json[]> =>
  (await sim.call('GET', '/control/bookings')).json['items'] as Json[];

/** Moves the clock to an hour of the day in Shanghai. */
async function until(hour: number): Promise<void> {
  const { now } = (await sim.call('GET', '/clock')).json as { now: number };
  const midnight = Math.floor((now + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR;
  const at = midnight + hour * HOUR;
  await sim.advance(Math.ceil(at > now ? at - now : at + 24 * HOUR - now));
}

describe('a request', () => {
  it('is refused for its signature, its key and its form, each with its code', async () => {
    const fine = booking(url);
    expect(code(await k100.order('bOrder', fine, { secret: 'guess' }))).toBe('503');
    expect(code(await k100.order('bOrder', fine, { key: 'nobody' }))).toBe('601');
    // Signed over the text as it was, sent with one blank more.
    const tampered = JSON.stringify(fine).replace('{', '{ ');
    expect(code(await k100.order('bOrder', fine, { tampered }))).toBe('503');
    expect(code(await k100.order('bOrder', '{broken'))).toBe('400');
    expect(code(await k100.order('modifyOrder', {}))).toBe('400');
    expect(await made()).toEqual([]);
  });

  it.each<[string, Json]>([
    ['an unknown company', { kuaidicom: 'nobody' }],
    ['no sender', { sendManName: '' }],
    ['no phone', { sendManMobile: '' }],
    ['an address of more than 300 bytes', { recManPrintAddr: '浙'.repeat(101) }],
    ['a callback of more than 200 bytes', { callBackUrl: `http://x/${'a'.repeat(200)}` }],
    ['no callback', { callBackUrl: '' }],
    ['a salt of more than 100 bytes', { salt: 'x'.repeat(101) }],
    ['a reference of more than 32', { thirdOrderId: 'x'.repeat(33) }],
    ['JD without cargo', { kuaidicom: 'jd', cargo: '' }],
    ['YTO without cargo', { kuaidicom: 'yuantong', cargo: '' }],
    ['EMS without cargo', { kuaidicom: 'ems', cargo: '' }],
    ['a window under an hour', { pickupStartTime: '10:30' }],
    ['a day nobody offers', { dayType: '大后天' }],
    ['SF without a window', { kuaidicom: 'shunfeng', dayType: '', pickupStartTime: '', pickupEndTime: '' }],
    ['a weight of nothing', { weight: '0' }],
  ])('is refused with 400 for %s', async (_what, wrong) => {
    expect(code(await book(wrong))).toBe('400');
    expect(await made()).toEqual([]);
  });

  it('is refused with 601 once the key has run out, whatever it is', async () => {
    const account = { key: KEY, secret: SECRET };
    await sim.call('PUT', '/control/kuaidi100-accounts', { ...account, expired: true });
    for (const refused of [
      await k100.order('bOrder', booking(url)),
      await k100.query({ com: 'yuantong', num: 'YT1234567890123' }),
      await k100.subscribe('YT1234567890123', 'yuantong', url),
      await k100.recognise('YT1234567890123'),
    ])
      expect(code(refused)).toBe('601');
    await sim.call('PUT', '/control/kuaidi100-accounts', account);
    expect(code(await book())).toBe('200');
  });

  it('comes too late two hours before the end of the window', async () => {
    await until(9.1);
    const today = { dayType: '今天', pickupStartTime: '09:00' };
    expect(code(await book({ ...today, pickupEndTime: '11:00' }))).toBe('400');
    expect(code(await book({ ...today, pickupEndTime: '12:00' }))).toBe('200');
    const jd = await book({ ...today, kuaidicom: 'jd', pickupEndTime: '19:00', thirdOrderId: 'jd-today' });
    expect(code(jd)).toBe('500');
  });

  it('is let in without a salt, with a warning', async () => {
    expect(code(await book({ salt: null }))).toBe('200');
    const [entry] = (await sim.ledger('requests')).filter((one) => one['method'] === 'bOrder');
    expect(entry?.['warning']).toContain('salt');
    await sim.advance(HOUR);
    expect(new URLSearchParams(target.got[0]?.body).has('sign')).toBe(false);
  });
});

describe('a reference', () => {
  it('brings the same booking for 48 hours, and a new one after', async () => {
    const first = dataOf(await book());
    expect(dataOf(await book({ weight: '9' }))).toEqual(first);
    await sim.advance(47 * HOUR);
    expect(dataOf(await book())['taskId']).toBe(first['taskId']);
    await sim.advance(2 * HOUR);
    expect(dataOf(await book())['taskId']).not.toBe(first['taskId']);
    expect(await made()).toHaveLength(2);
  });

  it('brings the booking whose answer was lost', async () => {
    await sim.call('POST', '/control/faults', { target: PHONE, name: 'lost-answer' });
    await expect(book()).rejects.toThrow();
    const found = dataOf(await book());
    const bookings = await made();
    expect(bookings.map((one) => one['taskId'])).toEqual([found['taskId']]);
    const calls = (await sim.ledger('requests')).filter((one) => one['method'] === 'bOrder');
    expect(calls.map((one) => one['httpStatus'])).toEqual([0, 200]);
  });

  it('books nothing when the call failed before', async () => {
    const reference = String(booking(url)['thirdOrderId']);
    await sim.call('POST', '/control/faults', { target: reference, name: '500', times: 1 });
    expect((await book()).status).toBe(500);
    await sim.call('POST', '/control/faults', { target: 'kuaidi100', name: 'throttled', times: 1 });
    expect(code(await book())).toBe('502');
    expect(await made()).toEqual([]);
  });
});

describe('a booking', () => {
  it('has its number at once, or later by callback where the carrier is slow', async () => {
    expect(dataOf(await book())['kuaidinum']).toMatch(/^78\d{12}$/);
    const slow = dataOf(await book({ kuaidicom: 'yunda', thirdOrderId: 'slow' }));
    expect(slow['kuaidinum']).toBe('');
    await sim.advance(5 * 60_000);
    const placed = target.got.map(told).find((one) => one.taskId === slow['taskId']);
    expect(placed?.data['status']).toBe(0);
    expect(placed?.param['kuaidinum']).toMatch(/^43\d{13}$/);
  });

  it('is cancelled before the courier has been there, once, and not after', async () => {
    const { taskId, orderId } = dataOf(await book());
    const cancel = (more: Json = {}): Promise<Answered> =>
      k100.order('cancel', { taskId, orderId, cancelMsg: '不退了', ...more });
    expect(code(await cancel({ orderId: '1' }))).toBe('500');
    expect(code(await cancel({ cancelMsg: '' }))).toBe('400');
    expect(code(await cancel())).toBe('200');
    expect(code(await cancel())).toBe('500');
    await sim.advance(48 * HOUR);
    expect(target.got.map(told).map((one) => one.data['status'])).toEqual([9]);
    const late = dataOf(await book({ thirdOrderId: 'late' }));
    await sim.advance(40 * HOUR);
    const refused = await k100.order('cancel', {
      taskId: late['taskId'],
      orderId: late['orderId'],
      cancelMsg: 'x',
    });
    expect(code(refused)).toBe('500');
  });

  it('tells its state to who asks, and nothing about those of others', async () => {
    const { taskId } = dataOf(await book());
    const detail = dataOf(await k100.order('detail', { taskId }));
    expect(detail).toMatchObject({
      taskId,
      status: 0,
      courierName: '',
      pickupStartTime: '09:00',
      payStatus: 0,
    });
    await sim.call('PUT', '/control/kuaidi100-accounts', { key: 'other', secret: 'theirs' });
    const theirs = await k100.order('detail', { taskId }, { key: 'other', secret: 'theirs' });
    expect(code(theirs)).toBe('500');
  });

  it('has a state that no document has, if told so', async () => {
    const { taskId } = dataOf(await book());
    await sim.call('POST', '/control/faults', { target: taskId, name: 'unknown-code', times: 1 });
    expect(dataOf(await k100.order('detail', { taskId }))).toMatchObject({ taskId, status: 777 });
    await sim.call('DELETE', '/control/faults');
    expect(dataOf(await k100.order('detail', { taskId }))).toMatchObject({ taskId, status: 0 });
  });
});

describe('a number', () => {
  it('is of the carriers whose numbers look like it, or of nobody', async () => {
    const number = await sim.shipped(await sim.order());
    expect(JSON.parse((await k100.recognise(number)).text)).toEqual([
      {
        ...{ comCode: 'yuantong', name: '圆通速递', lengthPre: 15, noPre: 'YT' },
        noCount: expect.any(Number) as unknown,
      },
    ]);
    expect(JSON.parse((await k100.recognise('0000000000')).text)).toEqual([]);
  });
});

describe('prices', () => {
  const lane = {
    sendManPrintAddr: '四川省成都市武侯区一路1号',
    recManPrintAddr: '浙江省杭州市西湖区物流园1号仓',
  };

  it('follow the sandbox card in yuan, for up to fifteen carriers', async () => {
    const codes = ['zhongtong', 'jd', 'yuantong', 'shunfeng', 'jtexpress', 'ems', 'debangkuaidi'];
    const { json } = await k100.order('batchPrice', { ...lane, kuaidiComList: codes, weight: '1.5' });
    const rows = json['data'] as Json[];
    expect(rows.map((one) => one['kuaidiCom'])).toEqual(codes);
    const prices = ['10.50', '16.00', '10.30', '20.50', '9.50', '13.50', null];
    expect(rows.map((one) => one['price'])).toEqual(prices);
    expect(rows[0]).toMatchObject({ firstPrice: '7.50', overPrice: '3.00', defPrice: '13.13' });
    const many = Array.from({ length: 16 }, () => 'jd');
    expect(code(await k100.order('batchPrice', { ...lane, kuaidiComList: many }))).toBe('400');
    const one = await k100.order('price', { ...lane, kuaidicom: 'zhongtong', weight: 2.01 });
    expect(dataOf(one)['price']).toBe('13.50');
  });

  it('do not exist where nobody goes', async () => {
    const away = { ...lane, recManPrintAddr: '台湾省台北市一路1号', kuaidicom: 'zhongtong' };
    expect(code(await k100.order('price', away))).toBe('500');
    expect(dataOf(await k100.reachable(away))['reachable']).toBe('0');
    expect(dataOf(await k100.reachable({ ...lane, kuaidicom: 'zhongtong' }))['reachable']).toBe('1');
  });
});

describe('tracks', () => {
  it('are those of the same parcels, newest first, with the phone where the carrier asks for it', async () => {
    const number = await sim.shipped(await sim.order({ address: { phone: '13800005678' } }), {
      carrier: 'ZTO',
    });
    const ask = (more: Json = {}): Promise<Answered> =>
      k100.query({ com: 'zhongtong', num: number, phone: '13800005678', resultv2: '4', ...more });
    expect(code(await ask())).toBe('500');
    await sim.advance(110 * HOUR);
    expect(code(await ask({ phone: '1111' }))).toBe('408');
    expect(code(await ask({ com: 'yuantong' }))).toBe('500');
    expect(code(await k100.query({ com: 'zhongtong', num: number }, 'SOMEBODY'))).toBe('601');
    const { json } = await ask();
    expect(json).toMatchObject({ message: 'ok', status: '200', ischeck: '1', nu: number });
    const { scans } = (await sim.call('GET', `/control/parcels/${number}`)).json as { scans: Json[] };
    const times = (json['data'] as Json[]).map((one) => one['time']);
    expect(times).toEqual(scans.map((one) => one['acceptTime']).reverse());
    expect((json['data'] as Json[]).at(-1)).toMatchObject({
      statusCode: '103',
      location: '杭州市',
      areaName: '浙江,杭州市',
      areaCode: 'CN330100000000',
    });
    const plain = (await ask({ resultv2: '0' })).json['data'] as Json[];
    expect(plain.some((one) => 'areaName' in one || 'areaCode' in one)).toBe(false);
  });

  it('are pushed with the whole history until the parcel is signed for, once per subscription', async () => {
    const number = await sim.shipped(await sim.order());
    expect(code(await k100.subscribe(number, 'yuantong', url))).toBe('200');
    expect(code(await k100.subscribe(number, 'yuantong', url))).toBe('501');
    expect(code(await k100.subscribe(number, 'nobody', url))).toBe('700');
    expect(code(await k100.subscribe('SF1234567890123', 'shunfeng', url))).toBe('700');
    await sim.advance(110 * HOUR);
    const pushes = target.got.map(told);
    expect(pushes.every((one) => one.proven)).toBe(true);
    const lengths = pushes.map((one) => ((one.param['lastResult'] as Json)['data'] as Json[]).length);
    expect(lengths).toEqual(lengths.map((_, at) => at + 1));
    const words = pushes.map((one) => one.param['status']);
    expect(words.at(-1)).toBe('shutdown');
    expect(new Set(words.slice(0, -1))).toEqual(new Set(['polling']));
  });
});
