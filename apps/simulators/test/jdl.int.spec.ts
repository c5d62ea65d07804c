import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { account, ACK, APP, CUSTOMER, data, Jdl, nodes, order, told } from './jdl-client.js';
import { HOUR, PHONE } from './returns.js';
import { Running, Target, type Answered, type Json } from './running.js';

let sim: Running;
let target: Target;
let jdl: Jdl;

beforeEach(async () => {
  sim = await Running.start();
  target = new Target(ACK);
  jdl = new Jdl(sim);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const receive = async (more: Json = {}): Promise<void> => {
  await sim.call('PUT', '/control/jdl-accounts', { ...account, ...more, pushUrl: await target.listen() });
};
const plan = (plan: string, parcelPlan = 'quick'): Promise<Answered> =>
  sim.call('PUT', '/control/courier-plans', { default: plan, parcelPlan });

async function shipped(parcel: Json = {}): Promise<string> {
  const id = await sim.order({ address: { phone: '13800005678' } });
  return sim.shipped(id, { carrier: 'JD', plan: 'quick', ...parcel });
}

const soon = (): number => sim.world.clock.now() + HOUR;
const create = (reference = 'R-1', more: Json = {}): Promise<Answered> =>
  jdl.call('create', order(reference, soon(), more));
const said = async (answer: Promise<Answered>): Promise<unknown> => (await answer).json['subMsg'];
const states = (all: readonly Json[]): unknown[] => all.map((one) => one['state']);
const heard = (): Json[] => target.got.map(told);

describe('the gate', () => {
  const owner = { orderOrigin: 1, customerCode: CUSTOMER };
  const fine = { waybillCode: 'JDVA00000000001', ...owner };

  it('refuses a wrong signature, another text, time or token, and an unknown application', async () => {
    const ask = async (options: Parameters<Jdl['call']>[2]): Promise<unknown> => {
      const { json } = await jdl.call('trace/query', fine, options);
      return (json['error_response'] as Json | undefined)?.['en_desc'] ?? json['success'];
    };
    expect(await ask({})).toBe(true);
    expect(await ask({ secret: 'guess' })).toBe('Invalid signature');
    const another = JSON.stringify([{ ...fine, waybillCode: 'JDVA00000000002' }]);
    expect(await ask({ tampered: another })).toBe('Invalid signature');
    expect(await ask({ token: 'guess' })).toBe('Invalid access_token');
    expect(await ask({ appKey: 'nobody' })).toBe('Invalid app_key');
    expect(await ask({ timestamp: '1700000000' })).toBe('Invalid timestamp');
    expect(await ask({ scheme: 'express' })).toBe('Invalid parameters');
    expect((await jdl.call('sendFlowers', fine)).status).toBe(404);
  });

  it('takes a list of one object and nothing else, and no other customer’s code', async () => {
    const ask = (body: Json | string): Promise<unknown> => said(jdl.call('trace/query', body));
    for (const body of [JSON.stringify(fine), JSON.stringify([fine, fine]), '[]', '{broken'])
      expect(await ask(body)).toMatch(/数组/);
    expect(await ask({ ...fine, customerCode: '010K999999' })).toMatch(/客户编码/);
    expect(await ask({ ...fine, orderOrigin: 7 })).toMatch(/orderOrigin/);
    expect(await ask(owner)).toMatch(/不能同时为空/);
  });

  it('answers in an envelope where the account says so, and throttles as told', async () => {
    await sim.call('PUT', '/control/jdl-accounts', { ...account, answers: 'wrapped' });
    const wrapped = await jdl.call('trace/query', fine);
    expect(wrapped.json).toMatchObject({ response: { code: 0, content: { code: 0, success: true } } });
    const refused = await jdl.call('trace/query', owner);
    expect(refused.json).toMatchObject({ response: { content: { success: false } } });
    await sim.call('POST', '/control/faults', { target: 'jdl', name: 'throttled', times: 1 });
    const { json } = await jdl.call('trace/query', fine);
    expect(json).toMatchObject({ error_response: { en_desc: 'App Call Limited' } });
  });

  it('never shows a secret or a token', async () => {
    const { json } = await sim.call('PUT', '/control/jdl-accounts', account);
    expect(json).toEqual({ appKey: APP, customerCode: CUSTOMER });
  });
});

describe('tracks', () => {
  it('are told oldest first, by state and stage', async () => {
    const number = await shipped();
    await sim.advance(HOUR);
    const all = nodes(await jdl.trace({ waybillCode: number }, 1));
    expect(all[0]).toMatchObject({ waybillCode: number, state: '200001', category: 420 });
    expect(all.at(-1)).toMatchObject({ state: '10034', category: 510, categoryName: '妥投' });
    const times = all.map((one) => String(one['operationTime']));
    expect(times).toEqual([...times].sort());
  });

  it('are pushed one node each, unsigned, to whoever subscribed with the phone of the parcel', async () => {
    await receive();
    const [followed, other] = [await shipped(), await shipped()];
    expect((await jdl.subscribe(followed, '5678')).json['success']).toBe(true);
    expect((await jdl.subscribe(other, '1111')).json['success']).toBe(true);
    await sim.advance(HOUR);
    expect(new Set(heard().map((one) => one['waybillCode']))).toEqual(new Set([followed]));
    expect(heard()[0]).toMatchObject({ state: '200001', category: 420, orderId: '' });
    expect(heard()).toHaveLength(nodes(await jdl.trace({ waybillCode: followed }, 1)).length);
  });

  it('refuse a subscription without a phone, or to a parcel that is not JD’s', async () => {
    expect(await said(jdl.subscribe(await shipped(), ''))).toMatch(/手机号/);
    expect(await said(jdl.subscribe(await shipped({ carrier: 'ZTO' }), '5678'))).toMatch(/不存在/);
  });

  it('are pushed again until JDL reads 200, and after a refusal', async () => {
    await receive();
    const refusal = { status: 200, body: '{"code":"500","msg":""}' };
    target.answers = [refusal, refusal, { status: 200, body: ACK }];
    const number = await shipped();
    await jdl.subscribe(number, '5678');
    await sim.advance(HOUR);
    expect(states(heard().slice(0, 3))).toEqual(['200001', '200001', '200001']);
  });

  it('suffer faults by name: a query cut off, pushes twice', async () => {
    await receive();
    const number = await shipped({ faults: ['unanswered-query'] });
    await expect(jdl.trace({ waybillCode: number }, 1)).rejects.toThrow('fetch failed');
    const twice = await shipped({ faults: ['duplicate'] });
    await jdl.subscribe(twice, '5678');
    await sim.advance(HOUR);
    expect(target.got[1]?.body).toBe(target.got[0]?.body);
  });
});

describe('orders', () => {
  it('bring a number at once, and a second one under the same id is refused', async () => {
    const { orderCode, waybillCode } = data(await create());
    expect(orderCode).toMatch(/^EO\d{13}$/);
    expect(waybillCode).toMatch(/^JDVA\d{11}$/);
    expect(await said(create())).toMatch(/已存在/);
  });

  it.each([
    ['an id of 51 characters', { orderId: 'R'.repeat(51) }, /orderId/],
    ['a settlement of another origin', { settleType: 3 }, /settleType/],
    ['no shared payers', { c2bAddedSettleTypeInfo: {} }, /c2bAdded/],
    ['no goods', { goods: [] }, /goods/],
    ['two cargoes', { cargoes: [{}, {}] }, /cargoes/],
    ['no weight', { cargoes: [{ name: '服装', weight: 0 }] }, /weight/],
    ['no volume worth the name', { cargoes: [{ name: '服装', weight: 1, volume: 0 }] }, /volume/],
    ['no slot', { pickupStartTime: undefined, pickupEndTime: undefined }, /不能为空/],
    ['no product', { productsReq: {} }, /productCode/],
    ['an address without a place', { senderContact: { name: '王', mobile: '1', fullAddress: '?' } }, /解析/],
    ['a number that was never handed out', { waybillCode: 'JDVA00000000001' }, /waybillCode/],
  ])('with %s are refused', async (_what, more, why) => {
    expect(await said(create('R-2', more))).toMatch(why);
  });

  it('are checked beforehand: a price only for parcel and product, a no where JD does not go', async () => {
    const { cargoes, productsReq, ...bare } = order('x', soon());
    expect(data(await jdl.call('precheck', bare))).toEqual({});
    const priced = data(await jdl.call('precheck', { ...bare, cargoes, productsReq }));
    expect(priced['totalFreightPre']).toBe(12);
    const far = { receiverContact: { fullAddress: '香港九龙弥敦道1号' } };
    expect(await said(jdl.call('precheck', { ...bare, ...far }))).toMatch(/服务范围/);
    const gone = { receiverContact: { name: '组', mobile: '1', fullAddress: '香港九龙弥敦道1号' } };
    expect(await said(create('R-3', gone))).toMatch(/服务范围/);
  });

  it('are told step by step in the words of the parcel, to the account that asked with the order', async () => {
    await receive();
    await plan('comes');
    const { waybillCode, orderCode } = data(await create('R-1', { extendProps: { autoSubscribe: '1' } }));
    await create('R-2');
    await sim.advance(12 * HOUR);
    expect(new Set(heard().map((one) => one['orderId']))).toEqual(new Set(['R-1']));
    const path = states(heard());
    expect(path.slice(0, 4)).toEqual(['10010', '200034', '200036', '200001']);
    expect(path.filter((state) => state === '200001')).toHaveLength(1);
    expect(path.at(-1)).toBe('10034');
    const answer = await jdl.trace({ orderCode });
    expect(states(nodes(answer))).toEqual(path);
    expect(nodes(answer).every((one) => one['waybillCode'] === waybillCode)).toBe(true);
    expect(data(answer)['collectorPhone']).toMatch(/^137\d{8}$/);
  });

  it.each([
    ['never', '200067', 500],
    ['cancels', '200010', 690],
    ['rejects', '200010', 690],
  ])('that nobody fetches (%s) end with %s', async (course, state, category) => {
    await plan(course);
    const { orderCode } = data(await create());
    await sim.advance(36 * HOUR);
    expect(nodes(await jdl.trace({ orderCode })).at(-1)).toMatchObject({ state, category });
  });

  it('are dead once cancelled, and cancelled once', async () => {
    const { orderCode, waybillCode } = data(await create());
    expect(data(await jdl.cancel({ orderCode }))).toEqual({ orderCode, waybillCode, resultType: 0 });
    expect(await said(jdl.cancel({ orderCode }))).toMatch(/已取消/);
    await sim.advance(12 * HOUR);
    expect(nodes(await jdl.trace({ orderCode })).at(-1)).toMatchObject({ state: '200010', category: 690 });
    expect(sim.world.state.parcels.has(String(waybillCode))).toBe(false);
    expect(await said(jdl.cancel({ orderCode: 'EO1' }))).toMatch(/不存在/);
  });

  it('are nobody else’s: another account neither sees nor cancels them', async () => {
    const { orderCode, waybillCode } = data(await create());
    const other = { ...account, appKey: 'other', customerCode: '010K000001' };
    await sim.call('PUT', '/control/jdl-accounts', other);
    const owner = { orderOrigin: 2, customerCode: '010K000001' };
    const as = (name: string, more: Json): Promise<Answered> =>
      jdl.call(name, { ...more, ...owner }, { appKey: 'other' });
    expect(nodes(await as('trace/query', { waybillCode }))).toEqual([]);
    const why = { cancelReason: '?', cancelReasonCode: '1', cancelType: 1 };
    expect(await said(as('cancel', { orderCode, ...why }))).toMatch(/不存在/);
  });

  it('lost on the way back are there all the same', async () => {
    await sim.call('POST', '/control/faults', { target: PHONE, name: 'lost-answer' });
    await expect(create('R-9')).rejects.toThrow('fetch failed');
    expect(await said(create('R-9'))).toMatch(/已存在/);
  });
});

describe('a parcel on its way', () => {
  it('is stopped by the same call, and goes back under a number that only the words name', async () => {
    await receive();
    const number = await shipped({ plan: 'normal' });
    await jdl.subscribe(number, '5678');
    await sim.advance(18 * HOUR);
    const answer = await jdl.cancel({ waybillCode: number }, 1);
    expect(data(answer)).toMatchObject({ waybillCode: number, resultType: 1 });
    await sim.call('POST', '/control/settle', {});
    const [stopped, relabelled] = heard().slice(-2);
    expect(stopped).toMatchObject({ category: 480, state: '' });
    expect(relabelled).toMatchObject({ waybillCode: number, state: '200020' });
    const [back] = /JDVC\d{11}/.exec(String(relabelled?.['operationRemark'])) ?? [''];
    await sim.advance(120 * HOUR);
    expect(states(nodes(await jdl.trace({ waybillCode: number }, 1))).at(-1)).toBe('200020');
    expect(states(nodes(await jdl.trace({ waybillCode: back }, 1))).at(-1)).toBe('10034');
    expect(await said(jdl.cancel({ waybillCode: number }, 1))).toMatch(/不允许/);
  });

  it('that a courier fetched is stopped by its order, and costs nothing then', async () => {
    await plan('comes', 'normal');
    const { orderCode, waybillCode } = data(await create());
    await sim.advance(3.2 * HOUR);
    expect(data(await jdl.cancel({ orderCode }))).toEqual({ orderCode, waybillCode, resultType: 1 });
    await sim.advance(120 * HOUR);
    expect(states(nodes(await jdl.trace({ orderCode }))).slice(-2)).toEqual(['', '200020']);
    const { json } = await sim.call('GET', '/control/bookings?reference=R-1');
    expect(json).toMatchObject({ items: [{ state: 'cancelled', settledFen: 0 }] });
    expect(await said(jdl.cancel({ orderCode }))).toMatch(/已取消/);
  });

  it('is stopped neither for a consumer nor after it was signed for', async () => {
    const number = await shipped({ plan: 'normal' });
    await sim.advance(18 * HOUR);
    expect(await said(jdl.cancel({ waybillCode: number }, 0))).toMatch(/不允许/);
    await sim.advance(120 * HOUR);
    expect(await said(jdl.cancel({ waybillCode: number }, 1))).toMatch(/不允许/);
  });
});
