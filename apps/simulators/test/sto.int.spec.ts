import { toShanghai } from '@cartrail/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR, PHONE } from './returns.js';
import { Running, Target, type Answered, type Json } from './running.js';
import { ACK, APP, CUSTOMER, order, Sto, told } from './sto-client.js';

let sim: Running;
let target: Target;
let sto: Sto;

beforeEach(async () => {
  sim = await Running.start();
  target = new Target(ACK);
  sto = new Sto(sim);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const QUERY = 'STO_TRACE_QUERY_COMMON';
const NUMBER = '771234567890123';
const fine = { order: 'asc', waybillNoList: [NUMBER] };
const words = ({ json }: Answered): unknown => json['errorMsg'];
const heard = (): Json[] => target.got.map(told);
const traces = (number: string): Json[] =>
  heard().flatMap((one) => (one['waybillNo'] === number ? [one['trace'] as Json] : []));
const receive = async (more: Json = {}): Promise<Answered> => {
  const pushUrl = await target.listen();
  return sim.call('PUT', '/control/sto-accounts', {
    ...{ ...APP, ...CUSTOMER, orderSource: 'SAMPLE' },
    ...{ pushUrl, ...more },
  });
};
const shipped = async (parcel: Json = {}): Promise<string> =>
  sim.shipped(await sim.order(), { carrier: 'STO', plan: 'quick', ...parcel });
const create = (more: Json = {}, reference = 'R-1'): Promise<Answered> =>
  sto.call('OMS_EXPRESS_ORDER_CREATE', order(reference, more));
const made = async (more: Json = {}, reference = 'R-1'): Promise<Json> =>
  (await create(more, reference)).json['data'] as Json;
const cancel = (which: Json, app = APP): Promise<Answered> => {
  const content = { orderType: '01', orderSource: 'SAMPLE', remark: '不想要了', ...which };
  return sto.call('EDI_MODIFY_ORDER_CANCEL', content, {}, app);
};
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

describe('the gateway', () => {
  it('refuses in XML a wrong digest, another text, a stranger, a wrong receiver and an unknown service', async () => {
    const refusal = async (more: Json, api = QUERY): Promise<unknown> => {
      const { text, status } = await sto.call(api, fine, more);
      expect(status).toBe(200);
      return /<errorMsg>(.*)<\/errorMsg>/.exec(text)?.[1];
    };
    expect((await sto.call(QUERY, fine)).json).toMatchObject({ success: true });
    expect(await refusal({ data_digest: 'guess' })).toBe('data_digest验签失败');
    expect(await refusal({ content: '{"order":"desc"}' })).toBe('data_digest验签失败');
    expect(await refusal({ from_appkey: 'nobody' })).toBe('from_appkey或from_code不正确');
    expect(await refusal({ from_code: 'other' })).toBe('from_appkey或from_code不正确');
    expect(await refusal({ to_appkey: 'sto_oms' })).toBe('to_appkey或to_code不正确');
    expect(await refusal({ to_code: '' })).toBe('to_appkey或to_code不正确');
    expect(await refusal({}, 'SEND_FLOWERS')).toBe('未订阅该接口服务');
    await sim.call('POST', '/control/faults', { target: 'sto', name: 'throttled', times: 1 });
    expect(await refusal({})).toMatch(/频繁/);
  });

  it('lets the services refuse in JSON, and its accounts never show their secrets', async () => {
    expect(words(await sto.call(QUERY, '{broken'))).toBe('content不是合法的JSON');
    const { json } = await receive();
    expect(json).toMatchObject({ fromAppkey: APP.fromAppkey });
    expect(Object.keys(json)).not.toEqual(expect.arrayContaining(['secretKey']));
    expect(Object.keys(json)).not.toEqual(expect.arrayContaining(['sitePwd']));
  });
});

describe('tracks', () => {
  it('are told by number, in the order that was asked for', async () => {
    const number = await ending('301');
    await sim.advance(HOUR);
    const rows = await sto.query(number);
    expect(rows[0]).toMatchObject({ waybillNo: number, scanType: '收件', opOrgCityName: '杭州市' });
    expect(rows.at(-1)).toMatchObject({
      scanType: '签收',
      opTime: expect.stringMatching(/^\d{4}(-\d\d){2} /),
    });
    expect(await sto.query(number, 'desc')).toEqual([...rows].reverse());
    const asObjects = { order: 'asc', waybillNoList: [{ waybillNo: number }] };
    expect((await sto.call(QUERY, asObjects)).json['data']).toEqual({ [number]: rows });
  });

  it('have no rows for a number of somebody else, and are refused for what is none', async () => {
    const other = await shipped({ carrier: 'ZTO' });
    await sim.advance(HOUR);
    expect(await sto.query(other)).toEqual([]);
    expect(words(await sto.call(QUERY, { ...fine, waybillNoList: ['!'] }))).toBe('运单号不正确');
    expect(words(await sto.call(QUERY, { ...fine, waybillNoList: [] }))).toBe('waybillNoList不能为空');
    expect(words(await sto.call(QUERY, { ...fine, order: 'up' }))).toBe('order不正确');
    expect(words(await sto.subscribe('!'))).toBe('运单号不正确');
  });

  it('say what is wrong with a 问题件, and tell an unknown code as it came', async () => {
    const failing = await shipped({ plan: 'fails-then-delivers' });
    const unknown = await shipped({ plan: 'unknown-code' });
    await pass(150);
    const problem = (await sto.query(failing)).find((row) => row['scanType'] === '问题件');
    expect(problem).toMatchObject({ issueName: '客户不在' });
    expect((await sto.query(unknown)).map((row) => row['scanType'])).toContain('999');
  });
});

describe('trace pushes', () => {
  it('carry one event each, a locker in two, and nothing to whoever did not ask', async () => {
    await receive();
    const number = await ending('311');
    const other = await shipped();
    expect((await sto.subscribe(number)).json).toMatchObject({ success: true });
    await sim.advance(HOUR);
    const events = traces(number);
    expect(events[0]).toMatchObject({ scanType: '收件', opOrgType: '1', tz: '+08:00' });
    expect(events.slice(-2)).toMatchObject([
      { scanType: '柜机代收', opOrgType: '3' },
      { scanType: '签收', signoffPeople: '本人' },
    ]);
    expect(events).toHaveLength((await sto.query(number)).length);
    expect(new Set(events.map((one) => one['outBizCode'])).size).toBe(events.length);
    expect(traces(other)).toEqual([]);
  });

  it('are sent again with the same outBizCode until success, as a form or as bare JSON', async () => {
    await receive({ pushBody: 'json' });
    target.answers = [
      { status: 200, body: '{"success":false,"errorMsg":"系统异常"}' },
      { status: 200, body: ACK },
    ];
    const number = await shipped();
    await sto.subscribe(number);
    await sim.advance(HOUR);
    expect(target.got[0]?.headers['content-type']).toContain('json');
    expect(target.got[1]?.body).toBe(target.got[0]?.body);
    expect(traces(number)).toHaveLength((await sto.query(number)).length + 1);
  });

  it('are doubled or invented as told: nothing proves them', async () => {
    await receive();
    const doubled = await shipped({ faults: ['duplicate'] });
    const forged = await shipped({ faults: ['bad-signature'] });
    for (const number of [doubled, forged]) await sto.subscribe(number);
    await sim.advance(HOUR);
    expect(traces(doubled)[1]).toEqual(traces(doubled)[0]);
    expect(traces(forged).slice(0, 2)).toMatchObject([{ memo: '伪造签收' }, { scanType: '收件' }]);
  });
});

describe('orders', () => {
  it('have their number at once or later, as the account has it, and are refused the second time', async () => {
    expect(await made()).toMatchObject({ orderNo: 'R-1', waybillNo: expect.stringMatching(/^77\d{13}$/) });
    expect(words(await create())).toBe('订单号重复');
    await receive({ numbers: 'later' });
    expect(await made({}, 'R-2')).toMatchObject({ orderNo: 'R-2', waybillNo: '' });
    expect((await sim.call('GET', '/control/bookings')).json).toMatchObject({
      items: [{ vendor: 'sto', carrier: 'STO', quotedFen: 830, senderPhone: PHONE }, { vendor: 'sto' }],
    });
    await pass(1);
    const later = heard().find((push) => (push['changeInfo'] as Json)['orderId'] === 'R-2');
    expect(later?.['changeInfo']).toMatchObject({
      status: 1,
      billCode: expect.stringMatching(/^77\d{13}$/),
    });
  });

  it('are refused in words for what STO cannot take', async () => {
    const no = async (more: Json): Promise<unknown> => words(await create(more));
    const { cargo } = order('R-1') as { cargo: Json };
    expect(await no({ orderNo: '' })).toBe('orderNo不能为空');
    expect(await no({ orderSource: 'OTHER' })).toBe('orderSource未授权');
    expect(await no({ billType: '09' })).toBe('billType不正确');
    expect(await no({ orderType: '01' })).toBe('orderType不支持');
    expect(await no({ customer: { ...CUSTOMER, sitePwd: 'guess' } })).toBe('客户账号或密码错误');
    expect(await no({ cargo: { ...cargo, battery: '40' } })).toBe('battery不正确');
    expect(await no({ cargo: { ...cargo, goodsType: '巨件' } })).toBe('goodsType不正确');
    expect(await no({ cargo: { ...cargo, goodsName: '' } })).toBe('goodsName不能为空');
    expect(await no({ cargo: { ...cargo, weight: -1 } })).toBe('weight不正确');
    expect(await no({ sender: {} })).toBe('寄件人姓名或电话不能为空');
    expect(await no({ receiver: { name: '王', tel: '021-1' } })).toBe('收件人省市及详细地址不能为空');
    expect(await no({ extendFieldMap: { fetch_begin_time: 'x' } })).toBe('预约取件时间不正确');
    const abroad = { name: '王', tel: '1', province: '香港', city: '九龙', address: '1号' };
    expect(await no({ receiver: abroad })).toBe('收件地址超出服务范围');
    expect((await create()).json['success']).toBe(true);
  });

  it('are cancelled under either number by the account that made them, before the pickup', async () => {
    const { waybillNo } = await made();
    const stranger = { fromAppkey: 'other', fromCode: 'other', secretKey: 'secret' };
    await sim.call('PUT', '/control/sto-accounts', { ...stranger, orderSource: 'SAMPLE' });
    expect(words(await cancel({ billCode: waybillNo }, stranger))).toBe('订单不存在');
    expect(words(await cancel({ billCode: waybillNo, orderSource: 'OTHER' }))).toBe('orderSource未授权');
    expect(words(await cancel({ billCode: waybillNo, orderType: '09' }))).toBe('orderType不正确');
    expect((await cancel({ billCode: waybillNo })).json).toMatchObject({ success: true, data: '成功' });
    expect(words(await cancel({ sourceOrderId: 'R-1' }))).toBe('订单不存在');
    await made({}, 'R-2');
    expect((await cancel({ sourceOrderId: 'R-2', orderType: '02' })).json['data']).toBe('成功');
    await made({}, 'R-3');
    await sim.advance(6 * HOUR);
    expect(words(await cancel({ sourceOrderId: 'R-3' }))).toBe('订单当前状态不允许取消');
  });

  it('take effect although the answer is lost', async () => {
    await sim.call('POST', '/control/faults', { target: PHONE, name: 'lost-answer' });
    await expect(create()).rejects.toThrow();
    const { json } = await sim.call('GET', '/control/bookings?reference=R-1');
    expect(json['items']).toHaveLength(1);
  });
});

describe('order pushes', () => {
  it('tell the steps with the courier and his code, and the weight once it is settled', async () => {
    await sim.call('PUT', '/control/courier-plans', { default: 'reweighs', parcelPlan: 'quick' });
    await receive();
    const { waybillNo } = await made();
    await sto.subscribe(String(waybillNo));
    await pass(12);
    const steps = heard().flatMap((one) => ('changeInfo' in one ? [one['changeInfo'] as Json] : []));
    expect(steps.map((one) => one['status'])).toEqual([1, 2, 5]);
    expect(steps[1]).toMatchObject({ billCode: waybillNo, userMobile: expect.stringMatching(/^137/) });
    expect(steps[1]?.['printCode']).toMatch(/^\d{4}$/);
    const weights = heard().filter((one) => 'BillCode' in one);
    expect(weights).toEqual([{ BillCode: waybillNo, SettleWeight: '3.00' }]);
    expect(heard().find((one) => one['waybillNo'] === waybillNo)).toMatchObject({ linkCode: 'R-1' });
  });

  it.each([
    ['rejects', 'ORDER_RETURN_NOTIFY'],
    ['never', 'ORDER_RETURN_NOTIFY'],
    ['cancels', 'ORDER_STATUS_CHANGE_NOTIFY'],
  ])('tell of a courier who %s', async (plan, event) => {
    await sim.call('PUT', '/control/courier-plans', { default: plan });
    await receive();
    await create();
    await pass(36);
    expect(heard().at(-1)?.['event']).toBe(event);
    const { changeInfo, returnInfo } = heard().at(-1) as { changeInfo?: Json; returnInfo?: Json };
    expect(returnInfo?.['reason'] ?? changeInfo?.['status']).toEqual(
      plan === 'cancels' ? 4 : expect.stringMatching(/失败/),
    );
  });

  it('tell of a courier who comes after the slot, and when', async () => {
    await sim.call('PUT', '/control/courier-plans', { default: 'late', parcelPlan: 'never-picked' });
    await receive();
    const now = sim.world.clock.now();
    const hour = (after: number): string => toShanghai(now + after * HOUR);
    await create({ extendFieldMap: { fetch_begin_time: hour(1), fetch_end_time: hour(3) } });
    await pass(6);
    const events = heard().filter(({ event }) => event === 'ORDER_UPDATE_FETCHTIME_NOTIFY');
    expect(events.map((one) => one['modifyInfo'])).toEqual([
      {
        orderId: 'R-1',
        fetchStartTime: hour(4),
        fetchEndTime: hour(6),
        reason: expect.stringMatching(/改约/),
        code: '',
      },
    ]);
  });

  it('tell of a cancellation in an event of its own', async () => {
    await receive();
    const { waybillNo } = await made();
    await cancel({ billCode: waybillNo });
    await pass(1);
    const cancelInfo = { orderId: 'R-1', reason: '不想要了', billCode: waybillNo };
    expect(heard()).toEqual([{ event: 'ORDER_CANCEL_NOTIFY', cancelInfo }]);
  });
});

describe('a wish to stop a parcel', () => {
  it('is taken, whoever it is sent to, until the parcel is signed for', async () => {
    const want = (waybillNo: string): Promise<Answered> =>
      sto.call('INTERCEPT_CREATE_STANDARD', { waybillNo });
    const number = await shipped();
    expect((await want(number)).json).toMatchObject({ success: true });
    expect(words(await want(NUMBER))).toBe('运单号不存在');
    await sim.advance(HOUR);
    expect(words(await want(number))).toBe('快件已签收，不能拦截');
  });
});
