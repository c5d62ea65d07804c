import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ACK, ID, Kdniao, KEY, order, told, type Told } from './kdniao-client.js';
import { HOUR, MINUTE, PHONE } from './returns.js';
import { Running, Target, type Json } from './running.js';

let sim: Running;
let target: Target;
let kdniao: Kdniao;

beforeEach(async () => {
  sim = await Running.start();
  kdniao = new Kdniao(sim);
  target = new Target(ACK);
  pushUrl = await target.listen();
  await account();
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

/** Such as the product's are. */
const REFERENCE = '0123456789abcdefghjkmnpqrs';
let pushUrl: string;
const account = async (more: Json = {}): Promise<void> => {
  await sim.call('PUT', '/control/kdniao-accounts', { eBusinessId: ID, apiKey: KEY, pushUrl, ...more });
};
const plan = (name: string): Promise<unknown> =>
  sim.call('PUT', '/control/courier-plans', { default: name, parcelPlan: 'quick' });
const tolds = (): Told[] => target.got.map((one) => told(one));
const states = (): unknown[] => tolds().map(({ item }) => item['State']);
const bookings = async (reference = 'RB-1'): Promise<Json[]> =>
  (await sim.call('GET', `/control/bookings?reference=${reference}`)).json['items'] as Json[];
const halfADay = async (): Promise<void> => {
  for (let hours = 0; hours < 12; hours += 6) await sim.advance(6 * HOUR);
};

describe('an order', () => {
  it('is taken without a number, which is told later, and brings a courier who is paid for', async () => {
    await plan('comes');
    const { json } = await kdniao.call('1801', order());
    expect(json).toMatchObject({
      Success: true,
      ResultCode: '100',
      Order: { OrderCode: 'RB-1', KDNOrderCode: expect.stringMatching(/^KDN\d+$/), LogisticCode: '' },
    });
    await halfADay();
    expect(states()).toEqual(expect.arrayContaining(['120', '102', '103', '104', '2', '3', '301']));
    const [named, , assigned] = tolds();
    expect(named?.item).toMatchObject({ State: '120', LogisticCode: expect.stringMatching(/^YT\d{13}$/) });
    expect(assigned?.item).toMatchObject({ State: '103', PickerInfo: [{ PersonTel: expect.any(String) }] });
    const fee = tolds().find(({ item }) => item['State'] === '301')?.item;
    expect(fee).toMatchObject({ Weight: '1.50', Cost: '8.50', PackageFee: '0.00', TotalFee: '8.50' });
    expect(tolds().every(({ type, proven }) => type === '103' && proven)).toBe(true);
  });

  it('that is weighed again is told with its new weight, and with a sum in the place of the last', async () => {
    await plan('reweighs');
    await kdniao.call('1801', order());
    await halfADay();
    const money = tolds().filter(({ item }) => item['TotalFee'] !== undefined);
    expect(money.map(({ item }) => [item['State'], item['Weight'], item['TotalFee']])).toEqual([
      ['208', '3.00', '10.50'],
      ['301', '3.00', '10.50'],
      ['208', '3.00', '13.50'],
    ]);
    expect(await bookings()).toMatchObject([{ billedGrams: 3_000, settledFen: 1_350 }]);
  });

  it('that goes by STO is charged by 601', async () => {
    await kdniao.call('1801', order({ ShipperCode: 'STO' }));
    await halfADay();
    expect(states()).toContain('601');
    expect(states()).not.toContain('301');
  });

  it.each([
    ['rejects', ['99']],
    ['cancels', ['120', '102', '203']],
    ['never', ['120', '102', '203']],
    ['late', ['120', '102', '110', '103']],
  ])('whose courier %s is told so', async (name, expected) => {
    await plan(name);
    const now = sim.world.clock.now();
    const wall = (at: number): string => new Date(at + 8 * HOUR).toISOString().slice(0, 19).replace('T', ' ');
    await kdniao.call('1801', order({ StartDate: wall(now + HOUR), EndDate: wall(now + 3 * HOUR) }));
    for (let hours = 0; hours < 30; hours += 6) await sim.advance(6 * HOUR);
    expect(states().slice(0, expected.length)).toEqual(expected);
  });

  it('is one courier, however often its code is sent, and after a cancellation too', async () => {
    const first = (await kdniao.call('1801', order())).json['Order'];
    const again = await kdniao.call('1801', order({ Weight: 9 }));
    expect(again.json).toMatchObject({ Success: false, ResultCode: '106', Order: first });
    expect((await kdniao.call('1802', { OrderCode: 'RB-1' })).json['Success']).toBe(true);
    expect(await kdniao.code('1801', order())).toBe('106');
    expect(await bookings()).toMatchObject([{ state: 'cancelled' }]);
  });

  it('is called off until the courier has been there, and told so once', async () => {
    await kdniao.call('1801', order());
    await sim.advance(5 * MINUTE);
    expect((await kdniao.call('1802', { OrderCode: 'RB-1', CancelMsg: '改约' })).json).toMatchObject({
      Success: true,
      ResultCode: '100',
    });
    expect((await kdniao.call('1802', { OrderCode: 'RB-1' })).json['Success']).toBe(true);
    await halfADay();
    // Whether he had accepted by then is the courier's business.
    expect(states().filter((one) => one !== '102')).toEqual(['120', '203']);
    expect(await bookings()).toMatchObject([{ state: 'cancelled', cancelMsg: '改约' }]);

    await kdniao.call('1801', order({ OrderCode: 'RB-2' }));
    await halfADay();
    expect((await kdniao.call('1802', { OrderCode: 'RB-2' })).json).toMatchObject({
      Success: false,
      Reason: '当前订单状态不允许取消',
    });
    expect((await kdniao.call('1802', { OrderCode: 'RB-3' })).json['Reason']).toBe('订单不存在');
  });

  it('with something wrong in it is refused, each with its ResultCode', async () => {
    const wrong = async (more: Json): Promise<unknown> => kdniao.code('1801', order(more));
    const sender = order()['Sender'] as Json;
    expect(await kdniao.code('1801', order(), { key: 'guess' })).toBe('102');
    expect(await wrong({ OrderCode: '' })).toBe('101');
    expect(await wrong({ Sender: { ...sender, Mobile: '' } })).toBe('101');
    expect(await wrong({ OrderCode: 'x'.repeat(31) })).toBe('103');
    expect(await wrong({ Sender: { ...sender, ProvinceName: '上海市' } })).toBe('103');
    expect(await wrong({ Sender: { ...sender, CityName: '上海' } })).toBe('103');
    expect(await wrong({ Sender: { ...sender, ExpAreaName: '浦东' } })).toBe('103');
    expect(await wrong({ Quantity: 2 })).toBe('103');
    expect(await wrong({ PayType: 4 })).toBe('103');
    expect(await wrong({ Weight: 'much' })).toBe('103');
    expect(await wrong({ Remark: '字'.repeat(61) })).toBe('103');
    expect(await wrong({ ShipperCode: 'NOBODY' })).toBe('103');
    expect(await wrong({ StartDate: '2026-01-02 10:00:00', EndDate: '2026-01-02 09:00:00' })).toBe('103');
    expect(await kdniao.code('1804', { OrderCode: 'RB-1' })).toBe('103');
    const far = { ...sender, ProvinceName: '香港特别行政区', CityName: '香港市', ExpAreaName: '' };
    expect((await kdniao.call('1801', order({ Sender: far }))).json).toMatchObject({ Success: false });
    expect(await bookings()).toEqual([]);
  });

  it('names its carrier only where the account may; else whoever takes the least comes', async () => {
    await account({ namesCarrier: 'no' });
    expect(await kdniao.code('1801', order())).toBe('104');
    const anyone = order();
    delete anyone['ShipperCode'];
    expect((await kdniao.call('1801', anyone)).json).toMatchObject({ Order: { ShipperCode: 'JTSD' } });
  });
});

describe('pushes of orders', () => {
  it('are signed over what their sender encoded twice', async () => {
    await account({ pushEncoding: 'twice' });
    await kdniao.call('1801', order({ OrderCode: REFERENCE }));
    await sim.advance(4 * MINUTE);
    const [first] = target.got.map((one) => told(one, decodeURIComponent));
    expect(first).toMatchObject({ proven: true, item: { State: '120' } });
    expect(new URLSearchParams(target.got[0]?.body).get('RequestData')).toMatch(/^%7B%22/);
  });

  it('misbehave by the name of a fault, given for the order or for the phone', async () => {
    await plan('rejects');
    await sim.call('POST', '/control/faults', { target: REFERENCE, name: 'duplicate' });
    await sim.call('POST', '/control/faults', { target: PHONE, name: 'bad-signature' });
    await kdniao.call('1801', order({ OrderCode: REFERENCE }));
    await sim.advance(4 * MINUTE);
    expect(tolds().map(({ proven }) => proven)).toEqual([false, true, true]);
  });

  it('are lost with the answer of the order where that is the fault, and the order stands', async () => {
    await sim.call('POST', '/control/faults', { target: REFERENCE, name: 'lost-answer' });
    await expect(kdniao.call('1801', order({ OrderCode: REFERENCE }))).rejects.toThrow();
    expect(await kdniao.code('1801', order({ OrderCode: REFERENCE }))).toBe('106');
  });
});

describe('prices', () => {
  it('are of everybody who goes there, in yuan', async () => {
    const { json } = await kdniao.call('1815', order());
    const rows = json['Data'] as Json[];
    expect(rows.map((row) => row['shipperCode'])).not.toContain('DBL');
    expect(rows.find((row) => row['shipperCode'] === 'YTO')).toEqual({
      shipperCode: 'YTO',
      weight: '1.50',
      firstWeight: '1',
      firstWeightAmount: '6.50',
      continuousWeightPrice: '2.00',
      continuousWeightAmount: '2.00',
      cost: '8.50',
      totalFee: '8.50',
    });
  });

  it('are not asked for where nobody comes', async () => {
    expect((await kdniao.call('1814', order())).json['Success']).toBe(true);
    const receiver = { ...(order()['Receiver'] as Json), ProvinceName: '台湾省', CityName: '台北市' };
    expect((await kdniao.call('1814', order({ Receiver: receiver }))).json['Success']).toBe(false);
  });
});
