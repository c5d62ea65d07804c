import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ACCOUNT, ACK, CUSTOMER, Jt, KEY, order, PASSWORD, proof, told, type Told } from './jt-client.js';
import { HOUR, PHONE } from './returns.js';
import { Running, Target, type Answered, type Json } from './running.js';

let sim: Running;
let target: Target;
let jt: Jt;

beforeEach(async () => {
  sim = await Running.start();
  target = new Target(ACK);
  jt = new Jt(sim);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const codeOf = async (answer: Promise<Answered>): Promise<unknown> => (await answer).json['code'];
const heard = (): Told[] => target.got.map(told);
const details = ({ content }: Told): Json[] => content['details'] as Json[];
const pass = async (hours: number): Promise<void> => {
  for (let left = hours; left > 0; left -= 6) await sim.advance(Math.min(left, 6) * HOUR);
};

async function receive(more: Json = {}): Promise<void> {
  const account = {
    apiAccount: ACCOUNT,
    privateKey: KEY,
    customerCode: CUSTOMER,
    customerPassword: PASSWORD,
  };
  await sim.call('PUT', '/control/jt-accounts', { ...account, ...more, pushUrl: await target.listen() });
}

async function shipped(parcel: Json = {}): Promise<string> {
  return sim.shipped(await sim.order(), { carrier: 'JTSD', plan: 'quick', ...parcel });
}

/** A number of which the course ends in a locker, or with a signature. */
async function ending(code: string): Promise<string> {
  for (;;) {
    const number = await shipped();
    const last = sim.world.state.parcels.get(number)?.scans.at(-1);
    if (last?.code === code) return number;
  }
}

const add = (more: Json = {}, reference = 'R-1'): Promise<Answered> =>
  jt.call('order/addOrder', order(reference, more));

describe('the gate', () => {
  const ask = (
    options: Parameters<Jt['call']>[2],
    request: Json | string = { billCodes: 'JT1' },
  ): Promise<unknown> => codeOf(jt.call('logistics/trace', request, options));

  it('refuses what J&T refuses, each with its code', async () => {
    expect(await ask({})).toBe('1');
    expect(await ask({ without: 'apiAccount' })).toBe('145003051');
    expect(await ask({ without: 'digest' })).toBe('145003052');
    expect(await ask({ without: 'timestamp' })).toBe('145003053');
    expect(await ask({ account: '42' })).toBe('145003010');
    expect(await ask({ key: 'guess' })).toBe('145003030');
    expect(await ask({ tampered: '{"billCodes":"JT2"}' })).toBe('145003030');
    expect(await ask({}, '{broken')).toBe('145003050');
    expect(await ask({ timestamp: 'now' })).toBe('145003050');
    expect(await ask({}, { billCodes: '' })).toBe('999001010');
  });

  it('throttles in words as told, and its accounts never show their secrets', async () => {
    await sim.call('POST', '/control/faults', { target: 'jt', name: 'throttled', times: 1 });
    expect((await jt.trace('JT1')).json['msg']).toMatch(/频繁/);
    const { json } = await sim.call('PUT', '/control/jt-accounts', {
      apiAccount: '42',
      privateKey: 'secret',
    });
    expect(json).toEqual({ apiAccount: '42' });
  });
});

describe('traces', () => {
  it('are told newest first, of several numbers at once, without a phone', async () => {
    const [one, other] = [await shipped(), await shipped()];
    await sim.advance(HOUR);
    for (const billCodes of [`${one},${other},JT9999999999999`, [one, other]]) {
      const rows = (await jt.trace(billCodes)).json['data'] as Json[];
      expect(rows.map((row) => row['billCode'])).toEqual([one, other]);
      const scans = rows[0]?.['details'] as Json[];
      expect(scans[0]).toMatchObject({ scanType: '10' });
      expect(scans.at(-1)).toMatchObject({ scanType: '1', scanNetworkCity: '杭州市' });
      const times = scans.map((scan) => String(scan['scanTime']));
      expect(times).toEqual([...times].sort().reverse());
    }
  });

  it('name the trouble of a parcel that could not be handed over', async () => {
    const number = await shipped({ plan: 'fails-then-delivers' });
    await pass(126);
    const [row] = (await jt.trace(number)).json['data'] as Json[];
    const trouble = (row?.['details'] as Json[]).filter((scan) => scan['problemType'] !== '');
    expect(trouble).toMatchObject([{ scanType: '11', problemType: 'A9' }]);
  });
});

describe('trace pushes', () => {
  it('repeat the scan before the new one, newest first, signed in the headers', async () => {
    await receive();
    const number = await ending('301');
    expect(await codeOf(jt.subscribe(number))).toBe('1');
    await sim.advance(HOUR);
    const [row] = (await jt.trace(number)).json['data'] as Json[];
    const all = (row?.['details'] as Json[]).map((scan) => scan['scanTime']).reverse();
    expect(heard().map((one) => details(one)[0]?.['scanTime'])).toEqual(all);
    expect(heard().map((one) => details(one).length)).toEqual(all.map((_, index) => (index === 0 ? 1 : 2)));
    expect(details(heard()[1] ?? { proven: false, content: {} })[1]?.['scanTime']).toBe(all[0]);
    expect(heard().every(({ proven }) => proven)).toBe(true);
  });

  it('tell a locker together with the signature', async () => {
    await receive();
    const number = await ending('311');
    await jt.subscribe(number);
    await sim.advance(HOUR);
    const last = heard().at(-1);
    expect(last && details(last).map((scan) => scan['scanType'])).toEqual(['10', '6', '9']);
  });

  it('come only for the scan types that were asked for, by name where the account says so', async () => {
    await receive({ scanTypes: 'names' });
    const number = await shipped();
    await jt.subscribe(number, '1&9');
    expect(await codeOf(jt.subscribe(number, '1&15'))).toBe('999001010');
    expect(await codeOf(jt.subscribe('ZT1'))).toBe('999001010');
    await sim.advance(HOUR);
    expect(heard().map((one) => details(one)[0]?.['scanType'])).toEqual(['快件揽收', '出库']);
  });

  it('are sent again until the code is 1, doubled or forged as told', async () => {
    await receive();
    target.answers = [
      { status: 200, body: '{"code":"0","msg":"fail","data":null}' },
      { status: 200, body: ACK },
    ];
    const number = await shipped();
    await jt.subscribe(number);
    await sim.advance(HOUR);
    expect(target.got[1]?.body).toBe(target.got[0]?.body);
    const [doubled, forged] = [
      await shipped({ faults: ['duplicate'] }),
      await shipped({ faults: ['bad-signature'] }),
    ];
    await jt.subscribe(doubled);
    await jt.subscribe(forged);
    await sim.advance(HOUR);
    const of = (billCode: string): Told[] =>
      heard().filter(({ content }) => content['billCode'] === billCode);
    expect(of(doubled)[1]).toEqual(of(doubled)[0]);
    expect(
      of(forged)
        .map(({ proven }) => proven)
        .slice(0, 2),
    ).toEqual([false, true]);
  });
});

describe('orders', () => {
  it('have a number at once and one id for ever', async () => {
    expect((await add()).json).toMatchObject({
      code: '1',
      data: { txlogisticId: 'R-1', billCode: expect.stringMatching(/^JT\d{13}$/) },
    });
    expect(await codeOf(add())).toBe('999001030');
    expect((await sim.call('GET', '/control/bookings')).json).toMatchObject({
      items: [{ vendor: 'jt', reference: 'R-1', carrier: 'JTSD', senderPhone: PHONE }],
    });
  });

  it('are refused for what J&T does not take', async () => {
    for (const more of [
      { weight: '30.5' },
      { weight: '0' },
      { totalQuantity: 2 },
      { expressType: 'XX' },
      { goodsType: 'books' },
      { sender: { name: '王', mobile: PHONE, countryCode: 'CHN' } },
      { sendStartTime: 'x', sendEndTime: 'y' },
    ])
      expect([more, await codeOf(add(more))]).toEqual([more, '999001010']);
    expect(await codeOf(add(proof('J9999999999')))).toBe('999001030');
    expect(await codeOf(add(proof(CUSTOMER, 'guess')))).toBe('999001030');
    await sim.call('PUT', '/control/jt-accounts', { apiAccount: ACCOUNT, privateKey: KEY });
    expect(await codeOf(add())).toBe('145003012');
  });

  it('are cancelled before the courier has the parcel; afterwards the yes names no waybill', async () => {
    await add();
    await add({}, 'R-2');
    expect((await jt.cancel('R-1')).json).toMatchObject({ data: { billCode: expect.stringMatching(/^JT/) } });
    expect(await codeOf(jt.cancel('R-1'))).toBe('999001030');
    expect(await codeOf(jt.cancel('R-9'))).toBe('999001030');
    expect(await codeOf(jt.cancel('R-2', { reason: '' }))).toBe('999001010');
    expect(await codeOf(jt.cancel('R-2', { digest: 'guess' }))).toBe('999001030');
    await sim.advance(6 * HOUR);
    expect((await jt.cancel('R-2')).json).toMatchObject({ code: '1', data: { billCode: null } });
  });

  it('take effect although the answer is lost', async () => {
    await sim.call('POST', '/control/faults', { target: PHONE, name: 'lost-answer' });
    await expect(add()).rejects.toThrow();
    expect(await codeOf(add())).toBe('999001030');
  });
});

describe('order pushes', () => {
  it('tell the courier’s steps and weight, then a bill for each settlement, and our id in the traces', async () => {
    await sim.call('PUT', '/control/courier-plans', { default: 'reweighs', parcelPlan: 'quick' });
    await receive();
    const billCode = ((await add()).json['data'] as Json)['billCode'];
    await jt.subscribe(String(billCode));
    await pass(12);
    const steps = heard().filter(({ content }) => 'jtOrderId' in content);
    expect(steps.map(({ content }) => [content['scanType'], content['weight']])).toEqual([
      ...[
        ['已调派业务员', ''],
        ['已取件', ''],
        ['已揽收', '1.50'],
      ],
    ]);
    const bills = heard().filter(({ content }) => 'totalFreight' in content);
    expect(bills.map(({ content }) => content)).toMatchObject([
      { waybillNo: billCode, totalFreight: '9.60', freight: '9.60', customerCode: CUSTOMER },
      { waybillNo: billCode, totalFreight: '12.60', freight: '9.60', packageChargeWeight: '3.00' },
    ]);
    const traces = heard().filter(({ content }) => 'details' in content);
    expect(traces.every(({ content }) => content['txlogisticId'] === 'R-1')).toBe(true);
    expect(heard().every(({ proven }) => proven)).toBe(true);
  });

  it.each([['rejects'], ['cancels'], ['never']])(
    'tell that a courier who %s is cancelled, and why',
    async (plan) => {
      await sim.call('PUT', '/control/courier-plans', { default: plan });
      await receive();
      await add();
      await pass(36);
      expect(heard().at(-1)?.content).toMatchObject({
        scanType: '已取消',
        reason: expect.stringMatching(/./),
      });
    },
  );
});
