import { toShanghai } from '@cartrail/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR, PHONE } from './returns.js';
import { Running, Target, type Answered, type Json } from './running.js';
import { ACK, KEYS, order, told, Yto } from './yto-client.js';

let sim: Running;
let target: Target;
let yto: Yto;

beforeEach(async () => {
  sim = await Running.start();
  target = new Target(ACK);
  yto = new Yto(sim);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const QUERY = 'track_query_adapter';
const NUMBER = 'YT1234567890123';
const words = ({ json }: Answered): unknown => json['message'];
const heard = (): Json[] => target.got.map(told);
const account = (more: Json): Promise<Answered> => sim.call('PUT', '/control/yto-accounts', more);
const receive = async (): Promise<Answered> => account({ ...KEYS, pushUrl: await target.listen() });
const shipped = async (parcel: Json = {}): Promise<string> =>
  sim.shipped(await sim.order(), { carrier: 'YTO', plan: 'quick', ...parcel });
const create = (more: Json = {}, reference = 'RT-0001'): Promise<Answered> =>
  yto.call('privacy_create_adapter', order(reference, more));
const cancel = (logisticsNo: string, keys = KEYS): Promise<Answered> =>
  yto.call('korder_cancel_adapter', { logisticsNo, cancelDesc: '不想要了' }, { keys });
const pass = async (hours: number): Promise<void> => {
  for (let left = hours; left > 0; left -= 6) await sim.advance(Math.min(left, 6) * HOUR);
};

/** A number of which the course ends in a locker, or with a signature. */
async function ending(code: string): Promise<string> {
  for (;;) {
    const number = await shipped();
    if (sim.world.state.parcels.get(number)?.scans.at(-1)?.code === code) return number;
  }
}

describe('the gate', () => {
  it('refuses a wrong signature, another text, a stranger and what is no call', async () => {
    const ask = async (options: object, request: Json | string = { NUMBER }): Promise<unknown> =>
      words(await yto.call(QUERY, request, options));
    expect(await ask({})).toBe('查询结果为空。');
    expect(await ask({ asForm: true })).toBe('查询结果为空。');
    expect(await ask({ keys: { ...KEYS, secret: 'guess' } })).toBe('签名校验失败');
    expect(await ask({ tampered: '{"NUMBER":"YT9999999999999"}' })).toBe('签名校验失败');
    expect(await ask({ keys: { ...KEYS, openId: 'nobody' } })).toBe('openId或客户编码不正确');
    expect(await ask({ keys: { ...KEYS, customerCode: 'K2' } })).toBe('openId或客户编码不正确');
    expect(await ask({ envelope: { format: 'XML' } })).toBe('请求参数不合法');
    expect(await ask({ envelope: { timestamp: 'now' } })).toBe('请求参数不合法');
    expect(await ask({}, '{broken')).toBe('param不是合法的JSON');
    expect((await yto.call('send_flowers', {})).status).toBe(404);
  });

  it('lets credentials of one interface into no other, and never shows their secret', async () => {
    const keys = { openId: 'onlyQuery', customerCode: 'K00000001', secret: 'other-secret' };
    const { json } = await account({ ...keys, method: QUERY });
    expect(json).toEqual({ openId: 'onlyQuery', customerCode: 'K00000001', method: QUERY });
    expect(words(await yto.call(QUERY, { NUMBER }, { keys }))).toBe('查询结果为空。');
    expect(words(await cancel('RT-0001', keys))).toBe('没有该接口的权限');
  });

  it('throttles as told', async () => {
    await sim.call('POST', '/control/faults', { target: 'yto', name: 'throttled', times: 1 });
    expect(words(await yto.call(QUERY, { NUMBER }))).toMatch(/频繁/);
  });
});

describe('tracks', () => {
  it('are a bare list, oldest first, under either name of the field', async () => {
    const number = await ending('301');
    await sim.advance(HOUR);
    const rows = await yto.query(number);
    expect(rows[0]).toMatchObject({
      waybill_No: number,
      infoContent: 'GOT',
      city: '杭州市',
      district: '西湖区',
    });
    expect(rows.at(-1)).toMatchObject({
      infoContent: 'SIGNED',
      processInfo: expect.stringContaining('签收'),
    });
    const times = rows.map((row) => String(row['upload_Time']));
    expect(times).toEqual([...times].sort());
    expect(times[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(await yto.query(number, 'Number')).toEqual(rows);
  });

  it('are an object that says so where nothing is known, also of another carrier', async () => {
    const other = await shipped({ carrier: 'STO' });
    await sim.advance(HOUR);
    const { json } = await yto.call(QUERY, { NUMBER: other });
    expect(json).toEqual({ code: '1001', map: { [other]: [] }, message: '查询结果为空。', success: true });
    expect(words(await yto.call(QUERY, { NUMBER: '!' }))).toBe('运单号不正确');
  });

  it('tell a failed delivery and an unknown code in YTO’s way', async () => {
    const [failing, unknown] = [
      await shipped({ plan: 'fails-then-delivers' }),
      await shipped({ plan: 'unknown-code' }),
    ];
    await pass(150);
    const codesOf = async (number: string): Promise<unknown[]> =>
      (await yto.query(number)).map((row) => row['infoContent']);
    expect(await codesOf(failing)).toContain('FAILED');
    expect(await codesOf(unknown)).toContain('999');
  });
});

describe('trace pushes', () => {
  it('carry one event each as XML, signed, and a locker in two', async () => {
    await receive();
    const number = await ending('311');
    expect((await yto.subscribe(number)).json).toMatchObject({ success: true });
    await sim.advance(HOUR);
    const events = heard();
    expect(events[0]).toMatchObject({
      mailNo: number,
      infoType: 'STATUS',
      infoContent: 'GOT',
      type: 'online',
    });
    expect(events.slice(-2).map((one) => one['infoContent'])).toEqual(['INBOUND', 'SIGNED']);
    expect(events.every(({ proven }) => proven)).toBe(true);
    expect(events).toHaveLength((await yto.query(number)).length);
  });

  it('are for whoever asked in the right form', async () => {
    await receive();
    const number = await shipped();
    expect(words(await yto.subscribe(number, { client_id: 'K2' }))).toBe(
      'client_id或logistics_interface不正确',
    );
    expect(words(await yto.subscribe(number, { msg_type: 'offline' }))).toBe('msg_type不正确');
    expect(words(await yto.subscribe('!'))).toBe('运单号不正确');
    await sim.advance(HOUR);
    expect(heard()).toEqual([]);
  });

  it('are sent again until success is true, doubled or forged as told', async () => {
    await receive();
    target.answers = [
      { status: 200, body: '<Response><success>false</success><reason>系统异常</reason></Response>' },
      { status: 200, body: ACK },
    ];
    const number = await shipped();
    await yto.subscribe(number);
    await sim.advance(HOUR);
    expect(target.got[1]?.body).toBe(target.got[0]?.body);
    const [doubled, forged] = [
      await shipped({ faults: ['duplicate'] }),
      await shipped({ faults: ['bad-signature'] }),
    ];
    await yto.subscribe(doubled);
    await yto.subscribe(forged);
    await sim.advance(HOUR);
    const of = (mailNo: string): Json[] => heard().filter((one) => one['mailNo'] === mailNo);
    expect(of(doubled)[1]).toEqual(of(doubled)[0]);
    expect(of(forged).slice(0, 2)).toMatchObject([
      { proven: false, infoContent: 'SIGNED' },
      { proven: true, infoContent: 'GOT' },
    ]);
  });
});

describe('orders', () => {
  it('have their number at once, and are refused the second time', async () => {
    expect((await create()).json).toMatchObject({
      logisticsNo: 'RT-0001',
      mailNo: expect.stringMatching(/^YT\d{13}$/),
    });
    expect((await create()).json).toMatchObject({ success: false, code: '200010005' });
    expect((await sim.call('GET', '/control/bookings')).json).toMatchObject({
      items: [{ vendor: 'yto', carrier: 'YTO', reference: 'RT-0001', quotedFen: 850, senderPhone: PHONE }],
    });
  });

  it('are refused in words for what YTO cannot take', async () => {
    const no = async (more: Json): Promise<unknown> => words(await create(more));
    expect(await no({ logisticsNo: '' })).toBe('logisticsNo不能为空');
    expect(await no({ productCode: 'AIR' })).toBe('productCode不正确');
    expect(await no({ increments: [{ type: 3, amount: 1 }] })).toBe('increments不正确');
    expect(await no({ weight: -1 })).toBe('weight不正确');
    expect(await no({ senderMobile: '' })).toBe('寄件人姓名或电话不能为空');
    expect(await no({ recipientCityName: '' })).toBe('收件人省市及详细地址不能为空');
    expect(await no({ startTime: 'x', endTime: 'y' })).toBe('预约取件时间不正确');
    expect(await no({ recipientProvinceName: '香港', recipientCityName: '九龙' })).toBe(
      '收件地址超出服务范围',
    );
    expect((await create()).json['mailNo']).toMatch(/^YT/);
  });

  it('are cancelled by the client who made them, with other credentials of his, before the pickup', async () => {
    await create();
    const others = { openId: 'cancelling', customerCode: 'K00000001_STD', secret: 'secret-2' };
    const stranger = { openId: 'stranger', customerCode: 'K2', secret: 'secret-3' };
    for (const keys of [others, stranger]) await account(keys);
    expect(words(await cancel('RT-0001', stranger))).toBe('订单不存在');
    expect((await cancel('RT-0001', others)).json).toEqual({ logisticsNo: 'RT-0001' });
    expect(words(await cancel('RT-0001'))).toBe('订单不存在');
    await create({}, 'RT-0002');
    await sim.advance(6 * HOUR);
    expect(words(await cancel('RT-0002'))).toBe('订单当前状态不允许取消');
  });

  it('take effect although the answer is lost', async () => {
    await sim.call('POST', '/control/faults', { target: PHONE, name: 'lost-answer' });
    await expect(create()).rejects.toThrow();
    const { json } = await sim.call('GET', '/control/bookings?reference=RT-0001');
    expect(json['items']).toHaveLength(1);
  });
});

describe('order pushes', () => {
  it('tell of the courier, then of the parcel, once to a client with several credentials', async () => {
    await sim.call('PUT', '/control/courier-plans', { default: 'comes', parcelPlan: 'quick' });
    await receive();
    const mailNo = String((await create()).json['mailNo']);
    const others = { openId: 'subscribing', customerCode: 'K00000001_STD', secret: 'secret-2' };
    await account({ ...others, pushUrl: 'http://127.0.0.1:9/nowhere' });
    await yto.subscribe(mailNo, {}, others);
    await pass(12);
    const [first, second] = heard();
    expect(first).toMatchObject({ infoContent: 'ACCEPT', txLogisticID: 'RT-0001', mailNo, proven: true });
    expect(first?.['contactInfo']).toMatch(/^137\d{8}$/);
    expect(second).toMatchObject({ infoContent: 'GOT', txLogisticID: 'RT-0001' });
    expect(heard().at(-1)).toMatchObject({ infoContent: 'SIGNED' });
    expect(new Set((await sim.ledger('pushes')).map((one) => one['outcome']))).toEqual(new Set(['acked']));
  });

  it.each([
    ['rejects', ['NOT_SEND']],
    ['cancels', ['ACCEPT', 'NOT_SEND']],
  ])('tell of a courier who %s', async (plan, expected) => {
    await sim.call('PUT', '/control/courier-plans', { default: plan });
    await receive();
    await create();
    await pass(6);
    expect(heard().map((one) => one['infoContent'])).toEqual(expected);
    expect(heard().at(-1)?.['remark']).toMatch(/失败|取消/);
  });

  it('tell of a courier who comes after the slot, and when', async () => {
    await sim.call('PUT', '/control/courier-plans', { default: 'late', parcelPlan: 'never-picked' });
    await receive();
    const now = sim.world.clock.now();
    const hour = (after: number): string => toShanghai(now + after * HOUR);
    await create({ startTime: hour(1), endTime: hour(3) });
    await pass(6);
    expect(heard()).toMatchObject([
      { infoContent: 'ACCEPT', bookingStartTime: hour(1), bookingEndTime: hour(3) },
      { infoContent: 'ORDER_BOOKING', bookingStartTime: hour(4), bookingEndTime: hour(6) },
    ]);
  });
});

describe('a wish to stop a parcel', () => {
  it.each(['wanted', 'wanted_report_adapter'])(
    'is taken by %s until the parcel is signed for',
    async (method) => {
      const want = (waybillNo: string): Promise<Answered> =>
        yto.call(method, { waybillNo, wantedDesc: '退回' });
      const number = await shipped();
      expect((await want(number)).json).toEqual({ statusCode: 0 });
      expect(words(await want(NUMBER))).toBe('运单号不存在');
      expect(words(await yto.call(method, { waybillNo: number }))).toBe('wantedDesc不能为空');
      await sim.advance(HOUR);
      expect(words(await want(number))).toBe('快件已签收，不能拦截');
    },
  );
});
