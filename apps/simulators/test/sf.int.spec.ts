import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { HOUR, MINUTE, PHONE } from './returns.js';
import { Running, Target, type Json } from './running.js';
import { CARD, order, routesOf, Sf, type Said } from './sf-client.js';

const ROUTE_ACK = '{"return_code":"0000","return_msg":"成功"}';
let sim: Running;
let sf: Sf;
let target: Target;

beforeEach(async () => {
  sim = await Running.start();
  sf = new Sf(sim);
  target = new Target(ROUTE_ACK);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const create = (orderId = 'R-1', more: Json = {}): Promise<Said> =>
  sf.call('EXP_RECE_CREATE_ORDER', order(orderId, more));
const numberIn = ({ data }: Said): string =>
  (data['waybillNoInfoList'] as { waybillNo: string }[])[0]?.waybillNo ?? '';
const codes = async (said: Promise<Said>): Promise<unknown[]> => (await said).codes;
const plan = (body: Json): Promise<unknown> => sim.call('PUT', '/control/courier-plans', body);

async function shipped(parcel: Json = {}): Promise<string> {
  const id = await sim.order({ address: { phone: '13800005678' } });
  return sim.shipped(id, { carrier: 'SF', plan: 'quick', ...parcel });
}

describe('the gateway', () => {
  const ask = (options: Parameters<Sf['call']>[2]): Promise<unknown[]> =>
    codes(sf.call('EXP_RECE_SEARCH_ROUTES', routesOf(['SF1234567890123']), options));

  it('refuses what SF refuses, each with its code', async () => {
    for (const without of ['partnerID', 'requestID', 'serviceCode', 'timestamp', 'msgDigest', 'msgData'])
      expect(await ask({ without })).toEqual(['A1001']);
    expect(await ask({ checkWord: 'guess' })).toEqual(['A1006']);
    expect(await ask({ tampered: JSON.stringify(routesOf(['SF9999999999999'])) })).toEqual(['A1006']);
    expect(await ask({ partner: 'NOBODY' })).toEqual(['A1004']);
    expect(await codes(sf.call('EXP_RECE_SEND_FLOWERS', {}))).toEqual(['A1004']);
    expect(await ask({ timestamp: String(Date.now() - 11 * MINUTE) })).toEqual(['A1002']);
    expect(await ask({ timestamp: 'now' })).toEqual(['A1002']);
    const requestId = randomUUID();
    expect(await ask({ requestId })).toEqual(['A1000', 'S0000']);
    expect(await ask({ requestId })).toEqual(['A1007']);
  });

  it('takes seconds and milliseconds, by the machine’s clock and by the simulated one', async () => {
    await sim.advance(5 * HOUR);
    for (const at of [Date.now(), Date.now() + 5 * HOUR]) {
      expect(await ask({ timestamp: String(at) })).toEqual(['A1000', 'S0000']);
      expect(await ask({ timestamp: String(Math.floor(at / 1_000)) })).toEqual(['A1000', 'S0000']);
    }
  });

  it('encodes as Java does before it digests', async () => {
    const trackingNumber = ["SF1234567890123 *~!'()+%"];
    expect(await codes(sf.call('EXP_RECE_SEARCH_ROUTES', routesOf(trackingNumber)))).toEqual([
      'A1000',
      '8191',
    ]);
  });

  it('throttles, breaks and falls silent as told, and the ledger knows', async () => {
    await sim.call('POST', '/control/faults', { target: 'sf', name: 'throttled', times: 1 });
    expect(await ask({})).toEqual(['A1005']);
    await sim.call('POST', '/control/faults', { target: 'sf', name: '500', times: 1 });
    await expect(ask({})).resolves.toEqual([undefined]);
    await sim.call('POST', '/control/faults', { target: 'sf', name: 'malformed', times: 1 });
    await expect(ask({})).rejects.toThrow(SyntaxError);
    await sim.call('POST', '/control/faults', { target: '/sf/std/service', name: 'huge', times: 1 });
    await expect(ask({})).resolves.toEqual([undefined]);
    const seen = (await sim.ledger('requests')).map((one) => [one['method'], one['fault'], one['code']]);
    expect(seen).toEqual([
      ['EXP_RECE_SEARCH_ROUTES', 'throttled', 'A1005'],
      ['EXP_RECE_SEARCH_ROUTES', '500', ''],
      ['EXP_RECE_SEARCH_ROUTES', 'malformed', ''],
      ['EXP_RECE_SEARCH_ROUTES', 'huge', ''],
    ]);
  });
});

describe('accounts', () => {
  it('are made by the control API, which never shows the check word', async () => {
    const body = { partnerId: 'OTHER', checkWord: 'another-word', monthlyCard: '1' };
    const { json } = await sim.call('PUT', '/control/sf-accounts', body);
    expect(json).toEqual({ partnerId: 'OTHER', monthlyCard: '1' });
    const options = { partner: 'OTHER', checkWord: 'another-word' };
    const said = await sf.call('EXP_RECE_SEARCH_ROUTES', routesOf(['SF1234567890123']), options);
    expect(said.codes).toEqual(['A1000', 'S0000']);
    expect((await sim.call('PUT', '/control/sf-accounts', { partnerId: 'X' })).status).toBe(400);
    expect((await sim.call('GET', '/control/')).text).toContain('PUT /control/sf-accounts');
  });
});

describe('routes', () => {
  it('are told in their order to whoever knows a phone, and to nobody else', async () => {
    const number = await shipped();
    await sim.advance(HOUR);
    expect(await sf.routes(number, '1111')).toEqual([]);
    expect(await sf.routes(number)).toEqual([]);
    const told = await sf.routes(number, '5678');
    expect(told[0]).toMatchObject({ opCode: '50', firstStatusCode: '1', secondaryStatusCode: '101' });
    expect(told.at(-1)).toMatchObject({ firstStatusCode: '4' });
    const times = told.map((one) => String(one['acceptTime']));
    expect(times).toEqual([...times].sort());
    expect(times[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(told.some((one) => !('firstStatusCode' in one))).toBe(true);
  });

  it('are told without a phone to whoever ordered the courier, by number and by order', async () => {
    await plan({ default: 'comes', parcelPlan: 'quick' });
    const number = numberIn(await create());
    await sim.advance(6 * HOUR);
    expect((await sf.routes(number)).length).toBeGreaterThan(0);
    const { data } = await sf.call('EXP_RECE_SEARCH_ROUTES', routesOf('R-1', '', '2'));
    expect(data['routeResps']).toMatchObject([{ mailNo: number }]);
  });

  it('refuses what is no number, too many numbers, and an order it does not know', async () => {
    const ask = (...args: Parameters<typeof routesOf>): Promise<unknown[]> =>
      codes(sf.call('EXP_RECE_SEARCH_ROUTES', routesOf(...args)));
    expect(await ask(['nonsense'])).toEqual(['A1000', '8191']);
    expect(await ask(Array.from({ length: 11 }, () => 'SF1234567890123'))).toEqual(['A1000', '8003']);
    expect(await ask(['R-404'], '', '2')).toEqual(['A1000', '6150']);
    expect(await ask(['SF1234567890123'])).toEqual(['A1000', 'S0000']);
  });
});

describe('route pushes', () => {
  const receive = async (more: Json = {}): Promise<void> => {
    const account = { partnerId: 'SAMPLESF', checkWord: 'sample-sf-check-word', ...more };
    await sim.call('PUT', '/control/sf-accounts', { ...account, pushUrl: await target.listen() });
  };
  const register = (attributeNo: string, checkPhoneNo = '5678'): Promise<Said> =>
    sf.call('EXP_RECE_REGISTER_ROUTE', {
      type: '2',
      attributeNo,
      checkPhoneNo,
      language: 'zh-CN',
      country: 'CN',
    });
  const pushed = (): Json[][] =>
    target.got.map((one) => (JSON.parse(one.body) as { Body: { WaybillRoute: Json[] } }).Body.WaybillRoute);

  it('carry one new node each, in the same words as the query, without a signature', async () => {
    await receive();
    const number = await shipped();
    expect((await register(number)).codes).toEqual(['A1000', 'S0000']);
    await sim.advance(HOUR);
    const told = await sf.routes(number, '5678');
    expect(pushed().map((nodes) => nodes.length)).toEqual(told.map(() => 1));
    expect(
      pushed()
        .flat()
        .map((one) => [one['opCode'], one['acceptTime'], one['remark']]),
    ).toEqual(told.map((one) => [one['opCode'], one['acceptTime'], one['remark']]));
    expect(pushed().flat()[0]).toMatchObject({ mailno: number, orderid: '', reasonCode: '' });
    expect(Object.keys(target.got[0]?.headers ?? {}).filter((name) => /sign|digest/.test(name))).toEqual([]);
  });

  it('bring what is known already in one push', async () => {
    await receive();
    const number = await shipped();
    await sim.advance(HOUR);
    await register(number);
    await sim.call('POST', '/control/settle', {});
    expect(pushed().map((nodes) => nodes.length)).toEqual([(await sf.routes(number, '5678')).length]);
  });

  it('do not come to whoever gave the wrong phone', async () => {
    await receive();
    const number = await shipped();
    await register(number, '1111');
    await sim.advance(HOUR);
    expect(target.got).toEqual([]);
  });

  it('are XML for an account of the old kind, acknowledged in XML', async () => {
    await receive({ routeFormat: 'xml' });
    target.answers = [
      { status: 200, body: '<Response service="RoutePushService"><Head>ERR</Head></Response>' },
      { status: 200, body: '<Response service="RoutePushService"><Head>OK</Head></Response>' },
    ];
    const number = await shipped();
    await register(number);
    await sim.advance(HOUR);
    expect(target.got[0]?.headers['content-type']).toContain('text/xml');
    expect(target.got[0]?.body).toMatch(
      new RegExp(`^<Request .*<WaybillRoute id="[^"]+" mailno="${number}"`),
    );
    expect(target.got[1]?.body).toBe(target.got[0]?.body);
    expect(target.got).toHaveLength((await sf.routes(number, '5678')).length + 1);
  });

  it('are sent again while the answer is not 0000', async () => {
    await receive();
    target.answers = [
      { status: 200, body: '{"return_code":"1000","return_msg":"系统异常"}' },
      { status: 500, body: '' },
      { status: 200, body: ROUTE_ACK },
    ];
    const number = await shipped();
    await register(number);
    await sim.advance(HOUR);
    const opCodes = pushed()
      .flat()
      .map((one) => one['opCode']);
    expect(opCodes.slice(0, 3)).toEqual(['50', '50', '50']);
    expect(opCodes[3]).not.toBe('50');
  });

  it('come twice under another id, the newer before the older, or late, as the fault says', async () => {
    await receive();
    const numbers: Record<string, string> = {};
    for (const fault of ['duplicate', 'reversed', 'late', 'bad-signature']) {
      numbers[fault] = await shipped({ faults: [fault], plan: 'normal' });
      await register(numbers[fault]);
    }
    await sim.advance(120 * HOUR);
    const of = (fault: string): Json[] =>
      pushed()
        .flat()
        .filter((one) => one['mailno'] === numbers[fault]);
    const [first, second] = of('duplicate');
    expect([second?.['acceptTime'], second?.['opCode']]).toEqual([first?.['acceptTime'], first?.['opCode']]);
    expect(second?.['id']).not.toBe(first?.['id']);
    const times = (fault: string): string[] => of(fault).map((one) => String(one['acceptTime']));
    const [newer = '', older = ''] = times('reversed');
    expect(newer > older).toBe(true);
    const late = times('late');
    expect((late[1] ?? '') > (late[2] ?? '')).toBe(true);
    expect(of('bad-signature')[0]).toMatchObject({ opCode: '80', remark: '伪造签收' });
  });
});

describe('a restart', () => {
  it('forgets neither accounts nor orders nor who asked for pushes', async () => {
    const account = { partnerId: 'OTHER', checkWord: 'another-word', pushUrl: await target.listen() };
    await sim.call('PUT', '/control/sf-accounts', account);
    const options = { partner: 'OTHER', checkWord: 'another-word' };
    const number = await shipped();
    const asked = { type: '2', attributeNo: number, checkPhoneNo: '5678' };
    await sf.call('EXP_RECE_REGISTER_ROUTE', asked, options);
    await create();
    await sim.stop({ keep: true });
    sim = await Running.start(sim.dir);
    sf = new Sf(sim);
    await sim.advance(HOUR);
    expect(target.got.length).toBeGreaterThan(0);
    expect(await codes(create())).toEqual(['A1000', '8016']);
  });
});

describe('orders', () => {
  it('send a courier, give the number at once, and are found again by their id', async () => {
    const made = await create();
    expect(made.codes).toEqual(['A1000', 'S0000']);
    expect(made.data).toMatchObject({ orderId: 'R-1', filterResult: 2 });
    expect(numberIn(made)).toMatch(/^SF\d{13}$/);
    const found = await sf.call('EXP_RECE_SEARCH_ORDER_RESP', { orderId: 'R-1', searchType: '1' });
    expect(found.data).toEqual(made.data);
    expect((await sim.call('GET', '/control/bookings')).json).toMatchObject({
      items: [{ vendor: 'sf', reference: 'R-1', carrier: 'SF', state: 'placed', senderPhone: PHONE }],
    });
  });

  it('are refused for what SF refuses', async () => {
    const refused = async (more: Json): Promise<unknown> => (await create(randomUUID(), more)).codes[1];
    expect(await refused({ monthlyCard: '9999999999' })).toBe('8119');
    expect(await refused({ cargoDetails: [{ name: '易燃气体' }] })).toBe('20035');
    expect(await refused({ contactInfoList: [] })).toBe('1010');
    expect(await refused({ sendStartTm: '2099-01-01 02:00:00' })).toBe('8096');
    expect(await refused({ sendStartTm: 'tomorrow' })).toBe('S0001');
    expect(await codes(create('x'.repeat(65)))).toEqual(['A1000', 'S0001']);
    expect(await codes(sf.call('EXP_RECE_SEARCH_ORDER_RESP', { orderId: 'R-404' }))).toEqual([
      'A1000',
      '6150',
    ]);
  });

  it('use their id up for ever, also when cancelled', async () => {
    await create();
    expect(await codes(create())).toEqual(['A1000', '8016']);
    const cancel = (more: Json = {}): Promise<Said> =>
      sf.call('EXP_RECE_UPDATE_ORDER', { orderId: 'R-1', dealType: 2, ...more });
    const other = [{ waybillType: 1, waybillNo: 'SF0000000000000' }];
    expect((await cancel({ waybillNoInfoList: other })).data['resStatus']).toBe(1);
    expect((await cancel()).data['resStatus']).toBe(2);
    expect(await codes(cancel())).toEqual(['A1000', '8037']);
    expect(await codes(create())).toEqual(['A1000', '8016']);
  });

  it('cannot be cancelled once the courier has the parcel', async () => {
    await create();
    await sim.advance(6 * HOUR);
    const cancel = sf.call('EXP_RECE_UPDATE_ORDER', { orderId: 'R-1', dealType: 2 });
    expect(await codes(cancel)).toEqual(['A1000', '8252']);
  });

  it('wait for SF’s people without a number, and may be refused by them', async () => {
    await plan({ default: 'rejects' });
    const made = await create();
    expect(made.data).toMatchObject({ filterResult: 1, waybillNoInfoList: [] });
    await sim.advance(HOUR);
    const found = await sf.call('EXP_RECE_SEARCH_ORDER_RESP', { orderId: 'R-1' });
    expect(found.data).toMatchObject({ filterResult: 3, waybillNoInfoList: [] });
  });

  it('take effect although the answer is lost', async () => {
    await sim.call('POST', '/control/faults', { target: PHONE, name: 'lost-answer' });
    await expect(create()).rejects.toThrow();
    expect(await codes(create())).toEqual(['A1000', '8016']);
  });
});

describe('order pushes', () => {
  it('tell each step, then the fees, each again until it is acknowledged in its own form', async () => {
    await plan({ default: 'reweighs', parcelPlan: 'never-picked' });
    const account = { partnerId: 'SAMPLESF', checkWord: 'sample-sf-check-word', monthlyCard: CARD };
    await sim.call('PUT', '/control/sf-accounts', { ...account, pushUrl: await target.listen() });
    await create();
    target.answers = [
      { status: 200, body: '{"success":false,"code":1}' },
      { status: 200, body: '{"success":true,"code":0,"msg":"成功"}' },
    ];
    await sim.advance(4 * HOUR);
    target.answers = ['{"code":500}', '{"code":200}'].map((body) => ({ status: 200, body }));
    await sim.advance(6 * HOUR);
    const steps = target.got.filter((one) => one.body.startsWith('['));
    const told = steps.map((one) => (JSON.parse(one.body) as Json[])[0] ?? {});
    expect(told.map((one) => one['orderStateDesc'])).toEqual([
      ...['下单成功', '下单成功', '已派单', '收派员已接单', '已收件'],
    ]);
    expect(told.at(-1)).toMatchObject({ orderNo: 'R-1', empPhone: expect.stringMatching(/^137\d{8}$/) });
    const fees = target.got.filter((one) => one.body.startsWith('content='));
    expect(fees).toHaveLength(3);
    const content = new URLSearchParams(fees.at(-1)?.body).get('content') ?? '';
    expect(JSON.parse(content)).toMatchObject({
      orderNo: 'R-1',
      meterageWeightQty: 3,
      feeList: [{}, { feeAmt: 3 }],
    });
  });
});

describe('prices and reach', () => {
  const place = (province: string, city: string): Json => ({
    province,
    city,
    address: `${province}${city}一路1号`,
  });
  const price = (destAddress: Json, more: Json = {}): Promise<Said> =>
    sf.call('EXP_RECE_QUERY_DELIVERTM', {
      businessType: '1',
      consignedTime: '2026-01-01 10:00:00',
      searchPrice: '1',
      srcAddress: place('上海市', '上海市'),
      destAddress,
      weight: 1.5,
      ...more,
    });

  it('come in yuan for the product asked for, and not where SF does not go', async () => {
    const { data } = await price(place('浙江省', '杭州市'));
    expect(data['deliverTmDto']).toMatchObject([{ businessType: '1', fee: 14 }]);
    expect((await price(place('台湾省', '台北市'))).data['deliverTmDto']).toEqual([]);
    expect(await codes(price({ address: '浙江省杭州市' }))).toEqual(['A1000', 'S0001']);
    const unpriced = await price(place('浙江省', '杭州市'), { searchPrice: '0' });
    expect(unpriced.data['deliverTmDto']).toMatchObject([{ fee: null }]);
  });

  it('say yes, no, or that the address is not understood', async () => {
    const reach = async (address: string): Promise<unknown> => {
      const contactInfos = [
        { contactType: 1, address: '上海市浦东新区人民路1号' },
        { contactType: 2, address },
      ];
      const { list } = await sf.call('EXP_RECE_FILTER_ORDER_BSP', [{ filterType: 1, contactInfos }]);
      return list[0]?.['filterResult'];
    };
    expect(await reach('浙江省杭州市西湖区文一路1号')).toBe(2);
    expect(await reach('香港九龙')).toBe(3);
    expect(await reach('somewhere')).toBe(4);
  });
});
