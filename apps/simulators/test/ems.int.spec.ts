import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { account, ACK, bodyOf, CUSTOMER, Ems, items, KEY, order, OTHER_KEY, told } from './ems-client.js';
import { HOUR, PHONE } from './returns.js';
import { Running, Target, type Answered, type Json } from './running.js';

let sim: Running;
let target: Target;
let ems: Ems;

beforeEach(async () => {
  sim = await Running.start();
  target = new Target(ACK);
  ems = new Ems(sim);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const receive = async (more: Json = {}): Promise<void> => {
  await sim.call('PUT', '/control/ems-accounts', { ...account, ...more, pushUrl: await target.listen() });
};
const plan = (course: string): Promise<Answered> =>
  sim.call('PUT', '/control/courier-plans', { default: course, parcelPlan: 'quick' });

const shipped = async (parcel: Json = {}): Promise<string> =>
  sim.shipped(await sim.order(), { carrier: 'EMS', plan: 'quick', ...parcel });

/** A number of which the course ends in a locker, or with a signature. */
async function ending(code: string): Promise<string> {
  for (;;) {
    const number = await shipped();
    if (sim.world.state.parcels.get(number)?.scans.at(-1)?.code === code) return number;
  }
}

const codeOf = async (answer: Promise<Answered>): Promise<unknown> => (await answer).json['retCode'];
const said = async (answer: Promise<Answered>): Promise<unknown> => (await answer).json['retMsg'];
const create = (reference = 'R-1', more: Json = {}): Promise<Answered> =>
  ems.call('020003', [order(reference, more)]);
const cancel = (logisticsOrderNo: string, waybillNo: unknown): Promise<Answered> =>
  ems.call('020006', { logisticsOrderNo, waybillNo, cancelReason: '不需要了' });
const opCodes = (all: readonly Json[]): unknown[] => all.map((one) => one['opCode']);
const heard = (): Json[] => target.got.map((one) => told(one).item);

describe('the gate', () => {
  const ask = (options: Parameters<Ems['trace']>[1]): Promise<unknown> =>
    codeOf(ems.trace('EA000000005CN', options));

  it('refuses an unknown customer, a wrong authorization, another key, and a text without the key', async () => {
    expect(await ask({})).toBe('00000');
    expect(await ask({ senderNo: '42' })).toBe('A0001');
    expect(await ask({ authorization: 'guess' })).toBe('A0002');
    expect(await ask({ key: OTHER_KEY })).toBe('A0003');
    expect(await ask({ tail: '' })).toBe('A0003');
    expect(await ask({ form: { logitcsInterface: '{"waybillNo":"EA000000005CN"}' } })).toBe('A0003');
  });

  it('refuses another version, type, time or code, and what is no JSON', async () => {
    for (const [name, value] of [
      ['version', 'V2'],
      ['msgType', '1'],
      ['timeStamp', '1700000000000'],
    ] as const)
      expect(await ask({ form: { [name]: value } })).toBe('B0001');
    expect(await codeOf(ems.call('990099', {}))).toBe('B0001');
    expect(await codeOf(ems.call('040001', '{broken'))).toBe('B0001');
    expect(await said(ems.call('040001', {}))).toMatch(/waybillNo/);
  });

  it('knows the customers of the test environment at its own door only', async () => {
    await sim.call('PUT', '/control/ems-accounts', { ...account, environment: 'test' });
    expect(await ask({ door: 'test' })).toBe('00000');
    expect(await ask({})).toBe('A0001');
  });

  it('throttles as told, and its accounts never show their secrets', async () => {
    await sim.call('POST', '/control/faults', { target: 'ems', name: 'throttled', times: 1 });
    expect(await said(ems.trace('EA000000005CN'))).toMatch(/频繁/);
    const { json } = await sim.call('PUT', '/control/ems-accounts', account);
    expect(json).toEqual({ senderNo: CUSTOMER });
  });
});

describe('tracks', () => {
  it('are told whole, oldest first, as JSON in a text or plain', async () => {
    const number = await ending('301');
    await sim.advance(HOUR);
    const answer = await ems.trace(number);
    expect(typeof answer.json['retBody']).toBe('string');
    const all = items(answer);
    expect(all[0]).toMatchObject({ waybillNo: number, opCode: '203', opOrgCity: '杭州市' });
    expect(all.at(-1)).toMatchObject({ opCode: '704', deliverCode: '10' });
    await sim.call('PUT', '/control/ems-accounts', { ...account, retBody: 'object' });
    expect((await ems.trace(number)).json['retBody']).toEqual({ responseItems: all });
  });

  it('of a parcel that is not the customer’s are a yes without items', async () => {
    const { json, ...answer } = await ems.trace('EA000000005CN');
    expect(json).toMatchObject({ retCode: '00000', retMsg: '当前邮件无客户信息' });
    expect(items({ json, ...answer })).toEqual([]);
    const { waybillNo } = bodyOf(await create());
    await sim.advance(12 * HOUR);
    expect(items(await ems.trace(String(waybillNo)))).not.toEqual([]);
    await sim.call('PUT', '/control/ems-accounts', { ...account, senderNo: '1100000000001' });
    expect(items(await ems.trace(String(waybillNo), { senderNo: '1100000000001' }))).toEqual([]);
    expect(await said(ems.trace(await shipped({ carrier: 'ZTO' })))).toMatch(/无客户信息/);
  });

  it('hold a delivery that was taken back, before the attempt that was made', async () => {
    const number = await shipped({ plan: 'fails-then-delivers' });
    await sim.advance(130 * HOUR);
    const codes = opCodes(items(await ems.trace(number)));
    const at = codes.indexOf('743');
    expect(codes.slice(at - 2)).toEqual(['702', '704', '743', '705', '702', '704']);
  });

  it('of a locker are told in two', async () => {
    const number = await ending('311');
    await sim.advance(HOUR);
    const [inside, out] = items(await ems.trace(number)).slice(-2);
    expect(inside).toMatchObject({ opCode: '747' });
    expect(out).toMatchObject({ opCode: '748', deliverCode: '50' });
  });
});

describe('pushes', () => {
  it('carry one event each, sealed, of every parcel of the customer, unasked', async () => {
    await receive();
    const number = await shipped();
    await sim.advance(HOUR);
    expect(heard()).toEqual(items(await ems.trace(number)));
    expect(target.got.every((one) => told(one).keyed)).toBe(true);
    const fields = new URLSearchParams(target.got[0]?.body);
    expect([fields.get('apiCode'), fields.get('senderNo')]).toEqual(['040002', CUSTOMER]);
  });

  it('come without the key’s text where the account says so', async () => {
    await receive({ pushTail: 'none' });
    await shipped();
    await sim.advance(HOUR);
    expect(target.got.some((one) => told(one).keyed)).toBe(false);
    expect(heard()[0]).toMatchObject({ opCode: '203' });
  });

  it('come again until 00000, and only to whoever ordered the courier', async () => {
    await receive();
    target.answers = [
      { status: 200, body: ACK.replace('00000', 'S00001') },
      { status: 200, body: ACK },
    ];
    await sim.call('PUT', '/control/ems-accounts', { ...account, senderNo: '1100000000001' });
    const mine = await ems.call('020003', [order('R-1')], { senderNo: '1100000000001' });
    await sim.advance(12 * HOUR);
    expect(target.got).toEqual([]);
    expect(bodyOf(mine)['waybillNo']).toMatch(/^EA\d{9}CN$/);
    await shipped();
    await sim.advance(HOUR);
    expect(opCodes(heard().slice(0, 2))).toEqual(['203', '203']);
  });

  it('suffer faults by name: twice, dropped, a forged one under another key', async () => {
    await receive();
    await shipped({ faults: ['dropped-push'] });
    await sim.advance(HOUR);
    expect(target.got).toEqual([]);
    await shipped({ faults: ['duplicate'] });
    await sim.advance(HOUR);
    expect(target.got[1]?.body).toBe(target.got[0]?.body);
    target.got.length = 0;
    await shipped({ faults: ['bad-signature'] });
    await sim.advance(HOUR);
    const [forged, real] = target.got;
    expect(() => forged && told(forged)).toThrow();
    expect(real && told(real).item['opCode']).toBe('203');
  });
});

describe('orders', () => {
  it('are a list of one, and bring a number at once; the same id twice is refused', async () => {
    const body = bodyOf(await create());
    expect(body).toMatchObject({ logisticsOrderNo: 'R-1' });
    expect(body['waybillNo']).toMatch(/^EA\d{9}CN$/);
    expect(await said(create())).toMatch(/重复/);
    expect(await codeOf(ems.call('020003', order('R-2')))).toBe('B0001');
    expect(await codeOf(ems.call('020003', [order('R-2'), order('R-3')]))).toBe('B0001');
  });

  it.each([
    ['no shop', { ecommerceUserId: '' }, /ecommerceUserId/],
    ['no time', { createdTime: 'now' }, /createdTime/],
    ['contents nobody knows', { contentsAttribute: '2' }, /contentsAttribute/],
    ['a product nobody knows', { bizProductNo: '9' }, /bizProductNo/],
    ['no payer', { paymentMode: '' }, /paymentMode/],
    ['nothing in it', { cargos: [] }, /cargos/],
    ['half an address', { sender: { name: '王', mobile: '1', prov: '上海市' } }, /sender\.city/],
  ])('with %s are refused', async (_what, more, why) => {
    expect(await said(create('R-2', more))).toMatch(why);
  });

  it('may come from a city without districts, and not from where nobody fetches', async () => {
    const from = (city: Json): Json => ({ sender: { ...(order('R')['sender'] as Json), ...city } });
    const dongguan = { prov: '广东省', city: '东莞市', county: undefined };
    expect(await codeOf(create('R-2', from(dongguan)))).toBe('00000');
    const sansha = { prov: '海南省', city: '三沙市', county: '西沙区' };
    expect(await said(create('R-3', from(sansha)))).toMatch(/超出服务范围/);
  });

  it('are told by traces in a code that no document has where the fault is set', async () => {
    const { waybillNo } = bodyOf(await create());
    expect(items(await ems.trace(String(waybillNo)))).toEqual([]);
    await sim.call('POST', '/control/faults', { target: PHONE, name: 'unknown-code' });
    expect(opCodes(items(await ems.trace(String(waybillNo))))).toEqual(['Z_777']);
  });

  it('are cancelled with their number, until the courier has the parcel', async () => {
    const { waybillNo } = bodyOf(await create());
    expect(await said(cancel('R-1', 'EA000000005CN'))).toMatch(/不存在/);
    expect(await codeOf(cancel('R-1', waybillNo))).toBe('00000');
    expect(await said(cancel('R-1', waybillNo))).toMatch(/已取消/);
    await plan('comes');
    const other = bodyOf(await create('R-2'))['waybillNo'];
    await sim.advance(6 * HOUR);
    expect(await said(cancel('R-2', other))).toMatch(/已揽收/);
    expect(sim.world.state.parcels.has(String(waybillNo))).toBe(false);
  });

  it('are told once to be picked up, and then by the parcel', async () => {
    await receive();
    await plan('comes');
    const { waybillNo } = bodyOf(await create());
    await sim.advance(12 * HOUR);
    const codes = opCodes(heard());
    expect(codes.filter((one) => one === '203')).toHaveLength(1);
    expect(codes[0]).toBe('203');
    expect(opCodes(items(await ems.trace(String(waybillNo))))).toEqual(codes);
  });

  it('whose answer is lost are there all the same', async () => {
    await sim.call('POST', '/control/faults', { target: PHONE, name: 'lost-answer' });
    await expect(create('R-9')).rejects.toThrow('fetch failed');
    expect(await said(create('R-9'))).toMatch(/重复/);
  });
});

describe('the pickup range', () => {
  const place = { prov: '浙江省', city: '杭州市', county: '西湖区', address: '文一路1号' };
  const ask = async (more: Json): Promise<unknown> =>
    bodyOf(await ems.call('030005', { ...place, bizProductNo: '1', type: '2', senderNo: CUSTOMER, ...more }))[
      'status'
    ];

  it('is told by a status: served, out of range, or not to be read', async () => {
    expect(await ask({})).toBe('0');
    expect(await ask({ prov: '香港', city: '九龙' })).toBe('1');
    expect(await ask({ prov: '海南省', city: '三沙市', county: '西沙区' })).toBe('1');
    expect(await ask({ county: '' })).toBe('2');
    expect(await codeOf(ems.call('030005', { ...place, type: '1', senderNo: KEY }))).toBe('B0001');
  });
});
