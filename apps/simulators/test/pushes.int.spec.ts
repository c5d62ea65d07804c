import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { Running, Target, type Got, type Json } from './running.js';

let sim: Running;
let target: Target;

beforeEach(async () => {
  sim = await Running.start();
  target = new Target('{"code":0,"msg":"success"}');
  await sim.call('PUT', '/control/targets', { douyinPushUrl: await target.listen() });
  await sim.call('POST', '/control/settle', {});
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const settle = (): Promise<unknown> => sim.call('POST', '/control/settle', {});
const tagOf = ({ body }: Got): string => (JSON.parse(body) as { tag: string }[])[0]?.tag ?? '';
const tags = (): string[] => target.got.map(tagOf);
const proven = ({ body, headers }: Got): boolean =>
  createHash('md5').update(`7000000000000000001${body}sample-douyin-secret`).digest('hex') ===
  headers['event-sign'];

describe('platform pushes', () => {
  it('posts the test message when the URL is saved', () => {
    expect(tags()).toEqual(['0']);
  });

  it('tells an order’s course in its tags, signed over the exact bytes, ids as bare numbers', async () => {
    const id = await sim.order();
    await sim.call('POST', `/control/orders/${id}/address`, { region: '110100' });
    const first = await sim.call('POST', `/control/orders/${id}/ship`, {
      parcels: [{ lines: [{ skuCode: 'TEE-WHITE-M', quantity: 1 }] }],
    });
    expect(first.status).toBe(200);
    const number = await sim.shipped(id, { carrier: 'ZTO' });
    await sim.call('POST', `/control/orders/${id}/replace-number`, { old: number });
    await sim.call('POST', `/control/orders/${id}/finish`, {});
    const other = await sim.order();
    await sim.call('POST', `/control/orders/${other}/cancel`, {});
    await settle();
    const about = (order: string): string[] =>
      target.got.filter((one) => one.body.includes(order)).map(tagOf);
    expect(about(id)).toEqual(['100', '101', '105', '108', '102', '104', '103']);
    expect(about(other)).toEqual(['100', '101', '106']);
    expect(target.got.every(proven)).toBe(true);
    expect(target.got[1]?.body).toContain(`\\"p_id\\":${id},`);
  });

  it('pushes again until the answer is {"code":0}', async () => {
    target.answers = [
      { status: 500, body: '' },
      { status: 200, body: '{"code":40044}' },
      { status: 200, body: 'success' },
      { status: 200, body: '{"code":0,"msg":"success"}' },
    ];
    const id = await sim.order();
    await settle();
    const sent = target.got.filter((one) => one.body.includes(id));
    expect(sent.map(tagOf)).toEqual(['100', '100', '100', '100', '101']);
    expect(new Set(sent.slice(0, 4).map((one) => one.body)).size).toBe(1);
    const outcomes = (await sim.ledger('pushes'))
      .filter((one) => one['orderId'] === id)
      .map((one) => one['outcome']);
    expect(outcomes).toEqual(['refused', 'refused', 'refused', 'acked', 'acked']);
  });

  it('sends twice, newer first, forged first, or not at all, as the fault says', async () => {
    const ids: Json = {};
    for (const fault of ['duplicate', 'reversed', 'bad-signature', 'dropped-push']) {
      ids[fault] = await sim.order({ faults: [fault] });
    }
    await settle();
    const of = (fault: string): Got[] => target.got.filter((one) => one.body.includes(String(ids[fault])));
    expect(of('duplicate').map(tagOf)).toEqual(['100', '100', '101', '101']);
    expect(of('reversed').map(tagOf)).toEqual(['101', '100']);
    expect(of('bad-signature').map(proven)).toEqual([false, true, false, true]);
    expect(of('dropped-push')).toEqual([]);
    expect((await sim.ledger('pushes')).filter((one) => one['outcome'] === 'dropped')).toHaveLength(2);
  });

  it('holds late pushes for half a simulated hour', async () => {
    const id = await sim.order({ faults: ['late'] });
    await settle();
    expect(target.got.some((one) => one.body.includes(id))).toBe(false);
    await sim.advance(31 * 60_000);
    expect(target.got.filter((one) => one.body.includes(id)).map(tagOf)).toEqual(['100', '101']);
  });
});
