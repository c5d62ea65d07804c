import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ACK, Kdniao, signOf } from './kdniao-client.js';
import { Running, Target, type Answered, type Json } from './running.js';

const HOUR = 3_600_000;
let sim: Running;
let target: Target;

beforeEach(async () => {
  sim = await Running.start();
  target = new Target(ACK);
  await sim.call('PUT', '/control/targets', { kdniaoPushUrl: await target.listen() });
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const kdniao = (...call: Parameters<Kdniao['call']>): Promise<Answered> => new Kdniao(sim).call(...call);

interface Pushed {
  Count: string;
  Data: { State: string; StateEx: string; Traces: { Action: string }[]; CallBack: string }[];
}
const fields = (body: string): URLSearchParams => new URLSearchParams(body);
const pushed = (): Pushed[] =>
  target.got.map((one) => JSON.parse(fields(one.body).get('RequestData') ?? '') as Pushed);
const lengths = (): (number | undefined)[] => pushed().map((one) => one.Data[0]?.Traces.length);
const subscribe = (number: string, more: Json = {}): Promise<Answered> =>
  kdniao('8008', { ShipperCode: 'YTO', LogisticCode: number, Callback: 'mine', ...more });

describe('requests', () => {
  it('refuses what the aggregator refuses, each with its ResultCode', async () => {
    const fine = { ShipperCode: 'YTO', LogisticCode: 'YT1234567890123' };
    const code = async (answer: Promise<Answered>): Promise<unknown> => (await answer).json['ResultCode'];
    expect(await code(kdniao('8001', fine, { key: 'guess' }))).toBe('102');
    expect(await code(kdniao('8001', '{broken'))).toBe('401');
    expect(await code(kdniao('8001', { ShipperCode: 'YTO' }))).toBe('402');
    expect(await code(kdniao('8001', { ...fine, LogisticCode: 'YT 12345!' }))).toBe('403');
    expect(await code(kdniao('8001', { ...fine, LogisticCode: 'YT1' }))).toBe('404');
    expect(await code(kdniao('9999', fine))).toBe('103');
    expect(
      await code(sim.raw('/kdniao/api/dist', '', { 'content-type': 'application/x-www-form-urlencoded' })),
    ).toBe('101');
  });

  it('takes a request that is form-encoded twice', async () => {
    const { json } = await kdniao(
      '8001',
      { ShipperCode: 'YTO', LogisticCode: 'YT1234567890123', OrderCode: '中文 1' },
      {
        encode: encodeURIComponent,
      },
    );
    expect(json).toMatchObject({ Success: true, State: '0', Traces: [] });
  });

  it('tells nothing about a ZTO parcel without the right phone tail', async () => {
    const number = await sim.shipped(await sim.order({ address: { phone: '13800005678' } }), {
      carrier: 'ZTO',
    });
    await sim.advance(24 * HOUR);
    const traces = async (CustomerName: string): Promise<unknown[]> =>
      (await kdniao('8001', { ShipperCode: 'ZTO', LogisticCode: number, CustomerName })).json[
        'Traces'
      ] as unknown[];
    expect(await traces('1111')).toEqual([]);
    expect((await traces('5678')).length).toBeGreaterThan(0);
  });

  it('throttles beyond 20 queries in a second', async () => {
    const one = { ShipperCode: 'YTO', LogisticCode: 'YT1234567890123' };
    const answers = await Promise.all(Array.from({ length: 25 }, () => kdniao('8001', one)));
    expect(answers.filter(({ json }) => json['ResultCode'] === '405').length).toBeGreaterThanOrEqual(1);
    expect(answers.filter(({ json }) => json['Success'] === true)).toHaveLength(20);
  });

  it('names whose number it may be, ten times a second', async () => {
    const ask = (LogisticCode: string): Promise<Answered> => kdniao('2002', { LogisticCode });
    expect((await ask('YT1234567890123')).json).toEqual({
      EBusinessID: '1000001',
      LogisticCode: 'YT1234567890123',
      Success: true,
      Shippers: [{ ShipperCode: 'YTO', ShipperName: '圆通速递' }],
    });
    expect((await ask('XX1234567890123')).json).toMatchObject({ Success: true, Shippers: [] });
    expect((await ask('YT1')).json['ResultCode']).toBe('404');
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('YT1234567890123')));
    expect(answers.filter(({ json }) => json['ResultCode'] === '405').length).toBeGreaterThanOrEqual(1);
  });

  it('cuts the first two queries under unanswered-query, then answers', async () => {
    const number = await sim.shipped(await sim.order(), { faults: ['unanswered-query'] });
    const ask = (): Promise<Answered> => kdniao('8001', { ShipperCode: 'YTO', LogisticCode: number });
    await expect(ask()).rejects.toThrow();
    await expect(ask()).rejects.toThrow();
    expect((await ask()).json['Success']).toBe(true);
  });
});

describe('pushes', () => {
  it('repeats the whole history with every new scan, signed, to the subscriber', async () => {
    const number = await sim.shipped(await sim.order());
    expect((await subscribe(number)).json['Success']).toBe(true);
    await sim.advance(110 * HOUR);
    const truth = (await sim.call('GET', `/control/parcels/${number}`)).json as {
      scans: Json[];
      expected: Json;
    };
    expect(lengths()).toEqual(truth.scans.map((_, index) => index + 1));
    expect(truth.expected).toEqual({ status: 'DELIVERED', alerts: [] });
    expect(pushed().at(-1)).toMatchObject({ Count: '1', Data: [{ State: '3', CallBack: 'mine' }] });
    for (const { body } of target.got) {
      expect(fields(body).get('RequestType')).toBe('102');
      expect(fields(body).get('DataSign')).toBe(signOf(fields(body).get('RequestData') ?? ''));
    }
  });

  it('pushes again while the answer is not Success', async () => {
    const number = await sim.shipped(await sim.order(), { plan: 'quick' });
    await subscribe(number);
    target.answers = [
      { status: 200, body: ACK.replace('true', 'false') },
      { status: 503, body: '' },
      { status: 200, body: ACK },
    ];
    await sim.advance(HOUR);
    expect(lengths().slice(0, 4)).toEqual([1, 1, 1, 2]);
  });

  it('sends what is known to one who subscribes late', async () => {
    const number = await sim.shipped(await sim.order());
    await sim.advance(30 * HOUR);
    await subscribe(number);
    await sim.call('POST', '/control/settle', {});
    expect(lengths()).toHaveLength(1);
    expect(lengths()[0]).toBeGreaterThan(1);
  });

  it('pushes the older snapshot after the newer one under reversed', async () => {
    const number = await sim.shipped(await sim.order(), { faults: ['reversed'] });
    await subscribe(number);
    await sim.advance(110 * HOUR);
    expect(lengths().slice(0, 4)).toEqual([2, 1, 4, 3]);
  });

  it('reports the second scan only after the third under late', async () => {
    const number = await sim.shipped(await sim.order(), { faults: ['late'] });
    await subscribe(number);
    await sim.advance(110 * HOUR);
    const truth = (await sim.call('GET', `/control/parcels/${number}`)).json as { scans: { code: string }[] };
    const codes = truth.scans.map((scan) => scan.code);
    const second = pushed()[1]?.Data[0]?.Traces.map((one) => one.Action);
    expect(second).toEqual([codes[0], codes[2]]);
    expect(
      pushed()
        .at(-1)
        ?.Data[0]?.Traces.map((one) => one.Action),
    ).toEqual(codes);
  });

  it('stops moving a number that was replaced, and moves its successor', async () => {
    const order = await sim.order();
    const old = await sim.shipped(order);
    const { json } = await sim.call('POST', `/control/orders/${order}/replace-number`, {
      old,
      carrier: 'YTO',
    });
    await sim.advance(110 * HOUR);
    expect((await sim.call('GET', `/control/parcels/${old}`)).json).toMatchObject({
      scans: [],
      replacedBy: json['number'],
    });
    const successor = await sim.call('GET', `/control/parcels/${String(json['number'])}`);
    expect(successor.json).toMatchObject({ expected: { status: 'DELIVERED' } });
  });
});
