import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR, PHONE } from './returns.js';
import { Running, Target, type Answered, type Json } from './running.js';
import { ACK, APP, order, SECRET, told, Zto, type Told } from './zto-client.js';

let sim: Running;
let target: Target;
let zto: Zto;

beforeEach(async () => {
  sim = await Running.start();
  target = new Target(ACK);
  zto = new Zto(sim);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const codes = ({ json }: Answered): unknown[] => [json['status'], json['statusCode']];
const heard = (): Told[] => target.got.map(told);
const pass = async (hours: number): Promise<void> => {
  for (let left = hours; left > 0; left -= 6) await sim.advance(Math.min(left, 6) * HOUR);
};

async function receive(more: Json = {}): Promise<void> {
  const account = { appKey: APP, appSecret: SECRET, ...more };
  const orders = { accountId: 'sample-zto-account', accountPassword: 'sample-zto-password' };
  const pushUrl = await target.listen();
  await sim.call('PUT', '/control/zto-accounts', { ...account, ...orders, pushUrl });
}

async function shipped(parcel: Json = {}): Promise<string> {
  const id = await sim.order({ address: { phone: '13800005678' } });
  return sim.shipped(id, { carrier: 'ZTO', plan: 'quick', ...parcel });
}

/** A number of which the course ends in a locker, or with a signature. */
async function ending(code: string): Promise<string> {
  for (;;) {
    const number = await shipped();
    const last = sim.world.state.parcels.get(number)?.scans.at(-1);
    if (last?.code === code) return number;
  }
}

const create = (more: Json = {}, reference = 'R-1'): Promise<Answered> =>
  zto.call('zto.open.createOrder', order(reference, more));
const made = async (more: Json = {}): Promise<Json> => (await create(more)).json['result'] as Json;

describe('the gate', () => {
  const api = 'zto.merchant.waybill.track.query';
  const fine = { billCode: '78123456789012', mobilePhone: '5678' };

  it('refuses a wrong digest, another text, an unknown application, and a call without a proof', async () => {
    expect(codes(await zto.call(api, fine))).toEqual([true, 'SYS000']);
    expect(codes(await zto.call(api, fine, { secret: 'guess' }))).toEqual([false, 'S211']);
    expect(codes(await zto.call(api, fine, { tampered: '{"billCode":"78999999999999"}' }))).toEqual([
      false,
      'S211',
    ]);
    expect(codes(await zto.call(api, fine, { appKey: 'nobody' }))).toEqual([false, 'S210']);
    expect(codes(await zto.call(api, fine, { headers: {} }))).toEqual([false, 'S207']);
    expect(codes(await zto.call(api, '{broken'))).toEqual([false, 'S208']);
    expect((await zto.call('zto.open.sendFlowers', {})).status).toBe(404);
  });

  it('takes the form of before, signed over its bare text', async () => {
    expect(codes(await zto.asForm(api, fine))).toEqual([true, 'SYS000']);
  });

  it('throttles as told, and its accounts never show their secrets', async () => {
    await sim.call('POST', '/control/faults', { target: 'zto', name: 'throttled', times: 1 });
    expect(codes(await zto.call(api, fine))).toEqual([false, 'S206']);
    const { json } = await sim.call('PUT', '/control/zto-accounts', { appKey: 'other', appSecret: 'secret' });
    expect(json).toEqual({ appKey: 'other' });
  });
});

describe('tracks', () => {
  it('are told in milliseconds, oldest first, to whoever knows the phone', async () => {
    const number = await shipped();
    await sim.advance(HOUR);
    const rows = (await zto.query(number)).json['result'] as Json[];
    expect(rows[0]).toMatchObject({ billCode: number, scanType: '收件', scanSite: { city: '杭州市' } });
    const times = rows.map((row) => Number(row['scanDate']));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(String(times[0])).toMatch(/^\d{13}$/);
  });

  it('are empty for a wrong phone, and refused without one', async () => {
    const number = await shipped();
    await sim.advance(HOUR);
    expect((await zto.query(number, '1111')).json).toMatchObject({ status: true, result: [] });
    expect(codes(await zto.query(number, ''))).toEqual([false, 'E413']);
    expect(codes(await zto.subscribe(number, ''))).toEqual([false, 'E413']);
    expect(codes(await zto.query('!'))).toEqual([false, 'S214']);
  });
});

describe('trace pushes', () => {
  it('carry one event each, signed, in other words than the query', async () => {
    await receive();
    const number = await ending('301');
    await zto.subscribe(number);
    await sim.advance(HOUR);
    const actions = heard().map(({ data }) => data['action']);
    expect([actions[0], actions.at(-1)]).toEqual(['GOT', 'SIGNED']);
    expect(actions).toContain('DISPATCH');
    expect(heard().every(({ type, proven }) => type === 'Traces' && proven)).toBe(true);
    expect(heard()[0]?.data['actionTime']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    const rows = (await zto.query(number)).json['result'] as Json[];
    expect(rows).toHaveLength(actions.length);
  });

  it('tell a locker in three, two of them of one moment, and the query in two', async () => {
    await receive();
    const number = await ending('311');
    await zto.subscribe(number);
    await sim.advance(HOUR);
    const [inbound, handover, out] = heard()
      .slice(-3)
      .map(({ data }) => data);
    expect([inbound?.['action'], handover?.['action'], out?.['action']]).toEqual([
      ...['INBOUND', 'HANDOVERSCAN_SIGNED', 'DEPARTURE_SIGNED'],
    ]);
    expect(inbound?.['actionTime']).toBe(handover?.['actionTime']);
    const rows = (await zto.query(number)).json['result'] as Json[];
    expect(rows.slice(-2).map((row) => row['scanType'])).toEqual(['ARRIVAL', 'SIGNED']);
  });

  it('come as JSON where the account says so, and not at all to a wrong phone', async () => {
    await receive({ pushBody: 'json' });
    const [followed, other] = [await shipped(), await shipped()];
    await zto.subscribe(followed);
    await zto.subscribe(other, '1111');
    await sim.advance(HOUR);
    expect(target.got[0]?.headers['content-type']).toContain('json');
    expect(new Set(heard().map(({ data }) => data['billCode']))).toEqual(new Set([followed]));
    expect(heard().every(({ proven }) => proven)).toBe(true);
  });

  it('are sent again until the status is true, doubled or forged as told', async () => {
    await receive();
    target.answers = [
      { status: 200, body: '{"status":false,"message":"系统异常"}' },
      { status: 200, body: ACK },
    ];
    const number = await shipped();
    await zto.subscribe(number);
    await sim.advance(HOUR);
    expect(target.got[1]?.body).toBe(target.got[0]?.body);
    const doubled = await shipped({ faults: ['duplicate'] });
    const forged = await shipped({ faults: ['bad-signature'] });
    await zto.subscribe(doubled);
    await zto.subscribe(forged);
    await sim.advance(HOUR);
    const of = (billCode: string): Told[] => heard().filter(({ data }) => data['billCode'] === billCode);
    expect(of(doubled)[1]).toEqual(of(doubled)[0]);
    expect(of(forged).slice(0, 2)).toMatchObject([
      { proven: false, data: { action: 'SIGNED' } },
      { proven: true, data: { action: 'GOT' } },
    ]);
  });
});

describe('orders', () => {
  it('have a number at once, or later, as the type says', async () => {
    expect(await made()).toMatchObject({
      partnerOrderCode: 'R-1',
      billCode: expect.stringMatching(/^78\d{12}$/),
    });
    expect(await made({ orderType: '3' })).toMatchObject({ billCode: '' });
    expect((await sim.call('GET', '/control/bookings')).json).toMatchObject({
      items: [{ vendor: 'zto', carrier: 'ZTO', quotedFen: 850, senderPhone: PHONE }, { vendor: 'zto' }],
    });
  });

  it('are refused in words for what ZTO cannot take', async () => {
    const words = async (more: Json): Promise<unknown> => (await create(more)).json['message'];
    expect(await words({ accountInfo: { accountId: 'x', accountPassword: 'y' } })).toBe(
      '电子面单账号或密码错误',
    );
    expect(await words({ partnerType: '1' })).toBe('partnerType不支持');
    expect(await words({ senderInfo: { senderName: '王', senderMobile: PHONE } })).toMatch(/省市区/);
    expect(await words({ receiveInfo: {} })).toMatch(/姓名或电话/);
    expect(await words({ summaryInfo: { startTime: 'x', endTime: 'y' } })).toBe('预约时间不正确');
    expect((await create()).json['status']).toBe(true);
  });

  it('are cancelled by the application that made them, before the courier has the parcel', async () => {
    const { orderCode, billCode } = await made();
    const cancel = async (which: Json, options = {}): Promise<unknown> =>
      (await zto.call('zto.open.cancelPreOrder', { cancelType: '1', ...which }, options)).json['message'];
    await sim.call('PUT', '/control/zto-accounts', { appKey: 'other', appSecret: 'secret' });
    expect(await cancel({ orderCode }, { appKey: 'other', secret: 'secret' })).toBe('查询不到该订单');
    expect(await cancel({ orderCode, cancelType: '9' })).toBe('cancelType不正确');
    expect(await cancel({ billCode })).toBe('请求成功');
    expect(await cancel({ orderCode })).toBe('查询不到该订单');
    const taken = await made();
    await sim.advance(6 * HOUR);
    expect(await cancel({ orderCode: taken['orderCode'] })).toBe('订单当前状态不允许取消');
  });

  it('tell weight in grams and money in fen once there is any', async () => {
    await sim.call('PUT', '/control/courier-plans', { default: 'reweighs', parcelPlan: 'never-picked' });
    const { orderCode } = await made();
    const info = async (): Promise<unknown> =>
      ((await zto.call('zto.open.getOrderInfo', { type: 1, orderCode })).json['result'] as Json[])[0];
    expect(await info()).toMatchObject({ parcelWeight: null, parcelFreight: 0 });
    await pass(12);
    expect(await info()).toMatchObject({ parcelWeight: 3_000, parcelFreight: 1_050, parcelPackingFee: 300 });
  });

  it('take effect although the answer is lost, and the same code twice is two couriers', async () => {
    await sim.call('POST', '/control/faults', { target: PHONE, name: 'lost-answer' });
    await expect(create()).rejects.toThrow();
    await create();
    const { json } = await sim.call('GET', '/control/bookings?reference=R-1');
    expect(json['items']).toHaveLength(2);
  });

  it('say where ZTO goes', async () => {
    const area = async (province: string, city: string): Promise<unknown> => {
      const { json } = await zto.call('zto.open.areaUnobstructed', {
        province,
        city,
        district: '某区',
        address: '1号',
      });
      return (json['result'] as Json)['forbidType'];
    };
    expect(await area('浙江省', '杭州市')).toBe('B04');
    expect(await area('香港', '九龙')).not.toBe('B04');
  });
});

describe('order pushes', () => {
  it('tell the steps to whoever asked, and what each settlement adds to everybody', async () => {
    await sim.call('PUT', '/control/courier-plans', { default: 'reweighs', parcelPlan: 'quick' });
    await receive();
    const { orderCode, billCode } = await made();
    expect(codes(await zto.call('zto.merchant.preorder.subsrcibe', { orderCode }))).toEqual([true, 'SYS000']);
    await create({}, 'R-2');
    await pass(12);
    const steps = heard().filter(({ type }) => type === 'preorder');
    expect(steps.map(({ data }) => data['pre_order_status'])).toEqual([1, 15, 2, 3, 4, 5]);
    expect(steps[1]?.data).toEqual({
      order_code: orderCode,
      bill_code: billCode,
      pre_order_status: 15,
      error_msg: '',
    });
    const prices = heard().filter(({ type }) => type === 'price');
    const mine = prices.map(({ data }) => JSON.parse(String(data['result'])) as Json);
    const amounts = mine.filter((one) => one['billCode'] === billCode).map((one) => one['settlementAmount']);
    expect(amounts).toEqual([1_050, 1_350]);
    expect(mine).toHaveLength(4);
    expect(heard().every(({ proven }) => proven)).toBe(true);
  });

  it.each([
    ['rejects', [6]],
    ['cancels', [1, 15, 2, 6]],
  ])('tell of a courier who %s', async (plan, expected) => {
    await sim.call('PUT', '/control/courier-plans', { default: plan });
    await receive();
    const { orderCode } = await made();
    await zto.call('zto.merchant.preorder.subsrcibe', { orderCode });
    await pass(6);
    expect(heard().map(({ data }) => data['pre_order_status'])).toEqual(expected);
    expect(heard().at(-1)?.data['error_msg']).not.toBe('');
  });
});
