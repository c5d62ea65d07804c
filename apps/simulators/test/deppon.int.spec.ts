import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { account, ACK, COMPANY, CUSTOMER, Deppon, inOrder, order, SIGN } from './deppon-client.js';
import { told, traces, tracesIn } from './deppon-client.js';
import { HOUR, MINUTE, PHONE } from './returns.js';
import { Running, Target, type Answered, type Json } from './running.js';

let sim: Running;
let target: Target;
let deppon: Deppon;

beforeEach(async () => {
  sim = await Running.start();
  target = new Target(ACK);
  deppon = new Deppon(sim);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const receive = async (): Promise<string> => {
  const pushUrl = await target.listen();
  await sim.call('PUT', '/control/deppon-accounts', { ...account, pushUrl });
  return pushUrl;
};
const plan = (course: string): Promise<Answered> =>
  sim.call('PUT', '/control/courier-plans', { default: course, parcelPlan: 'quick' });

const shipped = async (parcel: Json = {}): Promise<string> =>
  sim.shipped(await sim.order(), { carrier: 'DBL', plan: 'quick', ...parcel });

/** A number of which the course ends in a locker, or with a signature. */
async function ending(code: string): Promise<string> {
  for (;;) {
    const number = await shipped();
    if (sim.world.state.parcels.get(number)?.scans.at(-1)?.code === code) return number;
  }
}

const codeOf = async (answer: Promise<Answered>): Promise<unknown> => (await answer).json['resultCode'];
const said = async (answer: Promise<Answered>): Promise<unknown> => (await answer).json['reason'];
const create = (digits = '1', more: Json = {}): Promise<Answered> =>
  deppon.call('createOrderNotify', order(digits, more));
const heard = (): Json[] => target.got.map(told);
const steps = (): unknown[] => heard().flatMap((one) => one['statusType'] ?? []);

describe('the gate', () => {
  const fine = { mailNo: 'DPK000000000001', customerCode: CUSTOMER };
  const ask = (options: Parameters<Deppon['call']>[2]): Promise<unknown> =>
    codeOf(deppon.call('newTraceQuery', fine, options));

  it('refuses a wrong digest, one over bytes, another text, an unknown company, and no time', async () => {
    expect(await ask({})).toBe('1000');
    expect(await ask({ key: 'guess' })).toBe('3001');
    expect(await ask({ raw: true })).toBe('3001');
    expect(await ask({ tampered: JSON.stringify({ ...fine, mailNo: 'DPK2' }) })).toBe('3001');
    expect(await ask({ companyCode: 'nobody' })).toBe('3001');
    expect(await ask({ timestamp: '1700000000' })).toBe('2006');
    expect(await codeOf(deppon.call('newTraceQuery', '{broken'))).toBe('2006');
    expect((await deppon.call('queryBillPrint', {})).status).toBe(404);
  });

  it('wants the customer’s own code, and the sign of orders, or permits nothing', async () => {
    expect(await codeOf(deppon.trace('DPK000000000001', ''))).toBe('2006');
    expect(await codeOf(deppon.trace('DPK000000000001', '400001'))).toBe('3002');
    const { sign, ...without } = account;
    await sim.call('PUT', '/control/deppon-accounts', without);
    expect(sign).toBe(SIGN);
    expect(await codeOf(create())).toBe('3002');
    expect(await codeOf(deppon.cancel('SMPL1'))).toBe('3002');
  });

  it('throttles as told, and its accounts never show their keys', async () => {
    await sim.call('POST', '/control/faults', { target: 'deppon', name: 'throttled', times: 1 });
    expect(await said(deppon.trace('DPK000000000001'))).toMatch(/频繁/);
    const { json } = await sim.call('PUT', '/control/deppon-accounts', account);
    expect(json).toEqual({ companyCode: COMPANY, customerCode: CUSTOMER, sign: SIGN });
  });
});

describe('tracks', () => {
  it('are told whole and in no order, the same for the same question', async () => {
    const number = await ending('301');
    await sim.advance(HOUR);
    const { json, ...answer } = await deppon.trace(number);
    expect(json).toMatchObject({ result: true, resultCode: '1000' });
    const list = traces({ json, ...answer });
    expect([inOrder(list)[0], inOrder(list).at(-1)]).toEqual(['GOT', 'SIGNED']);
    expect(list[0]?.['time']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(traces(await deppon.trace(number))).toEqual(list);
    const sorted = async (): Promise<boolean> => {
      const other = await shipped();
      await sim.advance(HOUR);
      const times = traces(await deppon.trace(other)).map((one) => String(one['time']));
      return JSON.stringify(times) === JSON.stringify([...times].sort());
    };
    expect([await sorted(), await sorted(), await sorted()]).toContain(false);
  });

  it('of a locker are told in two', async () => {
    const number = await ending('311');
    await sim.advance(HOUR);
    const list = traces(await deppon.trace(number));
    expect(inOrder(list).slice(-2)).toEqual(['STA_INBOUND', 'STA_SIGN']);
  });

  it('of other carriers’ and other customers’ parcels are empty', async () => {
    const zto = await shipped({ carrier: 'ZTO' });
    const { mailNo } = (await create()).json;
    await sim.advance(12 * HOUR);
    expect(traces(await deppon.trace(zto))).toEqual([]);
    expect(traces(await deppon.trace(mailNo))).not.toEqual([]);
    await sim.call('PUT', '/control/deppon-accounts', { ...account, companyCode: 'OTHER' });
    const as = { companyCode: 'OTHER' };
    const question = { mailNo, customerCode: CUSTOMER };
    expect(traces(await deppon.call('newTraceQuery', question, as))).toEqual([]);
  });
});

describe('trace pushes', () => {
  it('go unsigned to whoever subscribed, the new traces only, or all where the account says so', async () => {
    const pushUrl = await receive();
    const [number] = [await ending('301'), await shipped()];
    expect(await codeOf(deppon.subscribe(number))).toBe('1000');
    await sim.advance(HOUR);
    const all = inOrder(traces(await deppon.trace(number)));
    expect(heard().map((one) => tracesIn(one)[0]?.['status'])).toEqual(all);
    target.got.length = 0;
    await sim.call('PUT', '/control/deppon-accounts', { ...account, pushes: 'whole', pushUrl });
    const other = await ending('301');
    await deppon.subscribe(other);
    await sim.advance(HOUR);
    const lengths = heard().map((one) => tracesIn(one).length);
    expect(lengths).toEqual(lengths.map((_one, at) => at + 1));
  });

  it('come again until the code and the flag say yes', async () => {
    await receive();
    target.answers = [
      { status: 200, body: ACK.replace('1000', '2001') },
      { status: 200, body: ACK.replace('"success":true', '"success":false') },
      { status: 200, body: ACK },
    ];
    await deppon.subscribe(await shipped());
    await sim.advance(HOUR);
    const first = heard()
      .slice(0, 4)
      .map((one) => tracesIn(one)[0]?.['status']);
    expect(first.slice(0, 3)).toEqual(['GOT', 'GOT', 'GOT']);
    expect(first[3]).not.toBe('GOT');
  });

  it('suffer faults by name, and are refused for what is no number of Deppon’s', async () => {
    await receive();
    await deppon.subscribe(await shipped({ faults: ['duplicate'] }));
    await sim.advance(HOUR);
    expect(target.got[1]?.body).toBe(target.got[0]?.body);
    expect(await codeOf(deppon.subscribe('SF1234567890123'))).toBe('2006');
  });
});

describe('orders', () => {
  it('bring a number at once, one more for each piece, and an id is used once', async () => {
    const { json } = await create();
    expect(json).toMatchObject({ result: 'true', resultCode: '1000', logisticID: 'SMPL1' });
    expect(json['mailNo']).toMatch(/^DPK\d{12}$/);
    expect(await codeOf(create())).toBe('2006');
    const three = { packageInfo: { cargoName: '服装', totalNumber: 3, totalWeight: 9, deliveryType: '3' } };
    expect((await create('2', three)).json['mailNo']).toMatch(/^DPK\d{12}(,DPK\d{12}){2}$/);
  });

  it.each([
    ['an id without the sign', { logisticID: '17' }, /logisticID/],
    ['an id with more than digits behind the sign', { logisticID: 'SMPLR-1' }, /logisticID/],
    ['another company’s code', { companyCode: 'OTHER' }, /companyCode/],
    ['no order number', { custOrderNo: '' }, /custOrderNo/],
    ['a type nobody knows', { orderType: '4' }, /orderType/],
    ['no payer', { payType: '' }, /payType/],
    ['no time', { gmtCommit: '1700000000000' }, /gmtCommit/],
    ['no parcel', { packageInfo: {} }, /deliveryType/],
    ['half an address', { receiver: { name: '组', mobile: '1', province: '浙江省' } }, /receiver\.city/],
    ['a slot that ends before it begins', { sendStartTime: '2025-01-02 10:00:00', sendEndTime: '' }, /预约/],
    [
      'an address nobody serves',
      { receiver: { ...(order('1')['receiver'] as Json), province: '香港' } },
      /范围/,
    ],
  ])('with %s are refused', async (_what, more, why) => {
    expect(await said(create('2', more))).toMatch(why);
  });

  it('tell how they stand once they are taken in, to their own company', async () => {
    await create();
    const ask = (logisticID: string, options = {}): Promise<Answered> =>
      deppon.call('queryOrder', { logisticCompanyID: 'DEPPON', logisticID }, options);
    expect(await said(ask('SMPL1'))).toBe('订单不存在');
    await sim.advance(3 * MINUTE);
    expect((await ask('SMPL1')).json['responseParam']).not.toHaveProperty('statusType');
    await sim.advance(30 * MINUTE);
    const { json } = await ask('SMPL1');
    expect(json['responseParam']).toMatchObject({
      logisticID: 'SMPL1',
      statusType: expect.stringMatching(/^(SHOUTCAR|RECEIPTING|GOT)$/),
    });
    const other = { companyCode: 'OTHER', appkey: 'other', customerCode: '1', sign: 'SMPL' };
    await sim.call('PUT', '/control/deppon-accounts', other);
    expect(await said(ask('SMPL1', { companyCode: 'OTHER', key: 'other' }))).toBe('订单不存在');
  });

  it('do not exist for a cancellation until they are taken in, and are cancelled once', async () => {
    await create();
    expect(await said(deppon.cancel('SMPL1'))).toBe('不存在订单信息');
    await sim.advance(3 * MINUTE);
    expect(await said(deppon.cancel('SMPL1', { mailNo: 'DPK000000000009' }))).toBe('不存在订单信息');
    expect(await codeOf(deppon.cancel('SMPL1', { customerCode: '400001' }))).toBe('3002');
    expect(await codeOf(deppon.cancel('SMPL1'))).toBe('1000');
    expect(await said(deppon.cancel('SMPL1'))).toMatch(/已撤销/);
  });

  it('are told step by step, with the courier, and traced where they asked for it', async () => {
    await receive();
    await plan('comes');
    const { mailNo } = (await create()).json;
    await sim.advance(12 * HOUR);
    expect(steps()).toEqual(['SHOUTCAR', 'RECEIPTING', 'GOT', 'SIGNSUCCESS']);
    const [coming] = heard().filter((one) => one['statusType'] === 'RECEIPTING');
    expect(coming).toMatchObject({ logisticID: 'SMPL1', mailNo });
    expect(coming?.['comments']).toMatch(/师傅 137\d{8}$/);
    const traced = heard().flatMap(tracesIn);
    expect(traced).toHaveLength(traces(await deppon.trace(mailNo)).length);
    expect(await said(deppon.cancel('SMPL1'))).toMatch(/已开单/);
    target.got.length = 0;
    await create('2', { needTraceInfo: 0 });
    await sim.advance(12 * HOUR);
    expect(heard().flatMap(tracesIn)).toEqual([]);
    expect(steps()).toContain('GOT');
  });

  it.each([
    ['never', ['SHOUTCAR', 'FAILGOT']],
    ['cancels', ['SHOUTCAR', 'CANCEL']],
    ['rejects', ['INVALID']],
  ])('that nobody fetches (%s) are told so', async (course, words) => {
    await receive();
    await plan(course);
    await create();
    await sim.advance(36 * HOUR);
    expect(steps()).toEqual(words);
  });

  it('whose answer is lost are there all the same', async () => {
    await sim.call('POST', '/control/faults', { target: PHONE, name: 'lost-answer' });
    await expect(create('9')).rejects.toThrow('fetch failed');
    expect(await said(create('9'))).toMatch(/重复/);
  });
});
