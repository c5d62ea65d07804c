import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Running, Target, type Answered, type Json } from './running.js';

const STORE = 'a-store';
const APP = { appKey: 'a-key', token: 'a-token', pushSecret: 'a-push-secret' };
const LINES = [{ skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 }];
const FOREVER = 'since=2000-01-01T00:00:00Z&before=2999-01-01T00:00:00Z';

let sim: Running;
beforeEach(async () => {
  sim = await Running.start();
  await sim.call('PUT', '/control/mall-apps', APP);
  await sim.call('PUT', '/control/shops', { shopId: STORE, platform: 'mall', appKey: APP.appKey });
});
afterEach(() => sim.stop());

async function ask(path: string, body?: object, token = APP.token): Promise<Answered> {
  const answer = await fetch(`${sim.url}/mall/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Token ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text, json: JSON.parse(text) as Json };
}

const result = ({ json }: Answered): Json => json['result'] as Json;
const codeOf = ({ json }: Answered): unknown => (json['error'] as Json)['code'];

async function sell(count = 1): Promise<string[]> {
  const orders = Array.from({ length: count }, () => ({ lines: LINES }));
  const { json } = await sim.call('POST', '/control/orders', { shopId: STORE, orders });
  return (json['orders'] as { platformOrderId: string }[]).map(({ platformOrderId }) => platformOrderId);
}

describe('the private mall', () => {
  it('tells a sale in a shape of its own', async () => {
    const [id = ''] = await sell();
    expect(result(await ask(`/sales/${id}`))).toMatchObject({
      ref: id,
      stage: 'TO_SEND',
      money: { due: '119.80', carriage: '0.00' },
      positions: [{ pieces: 2, sum: '119.80' }],
      sent: [],
    });
  });

  it('pages by a mark that names a place, so that what moves hides nothing', async () => {
    const ids = await sell(25);
    const first = result(await ask(`/sales?${FOREVER}`));
    expect(first).toMatchObject({ more: true });
    await sim.shipped(ids[0] ?? '', { carrier: 'YTO' });
    const second = result(await ask(`/sales?${FOREVER}&mark=${String(first['mark'])}`));
    expect(second).toMatchObject({ more: false });
    const rows = [first, second].flatMap((page) => page['rows'] as { ref: string }[]);
    expect(new Set(rows.map(({ ref }) => ref))).toEqual(new Set(ids));
  });

  it('lets nobody in without the token of the store, and says so of what is not there or not now', async () => {
    const [id = ''] = await sell();
    expect(codeOf(await ask(`/sales/${id}`, undefined, 'x'))).toBe('WHO_ARE_YOU');
    expect(codeOf(await ask('/sales/1'))).toBe('NO_SUCH_SALE');
    expect(codeOf(await ask('/sales'))).toBe('NO_TIME');
    const parcel = { tracking: 'YT7700000000001', by: 'x-yto' };
    expect(result(await ask(`/sales/${id}/dispatch`, parcel))).toMatchObject({ stage: 'SENT' });
    expect(codeOf(await ask(`/sales/${id}/dispatch`, parcel))).toBe('NOT_NOW');
  });

  it('lets its merchant agree to a return and pay for it, each once', async () => {
    const [id = ''] = await sell();
    await sim.shipped(id, { carrier: 'YTO' });
    const { json: order } = await sim.call('GET', `/control/orders/${id}`);
    const lines = (order['lines'] as { platformLineId: string; quantity: number }[]).map(
      ({ platformLineId, quantity }) => ({ platformLineId, quantity }),
    );
    const wanted = { type: 0, lines, reasonCode: 1, plan: 'never-sends' };
    const { json: made } = await sim.call('POST', `/control/orders/${id}/after-sales`, wanted);
    const claim = `/claims/${String(made['platformAfterSaleId'])}`;
    expect(result(await ask(claim))).toMatchObject({ stage: 'NEW', why: 'W1', money: '119.80', back: null });
    expect(codeOf(await ask(`${claim}/accept`, { depot: '1' }))).toBe('NO_SUCH_DEPOT');
    const { json: store } = await sim.call('PUT', '/control/shops', { shopId: STORE });
    const [{ addressId } = { addressId: '' }] = store['addresses'] as { addressId: string }[];
    expect(result(await ask(`${claim}/accept`, { depot: addressId }))).toMatchObject({ stage: 'SEND_BACK' });
    expect(codeOf(await ask(`${claim}/pay`, {}))).toBe('NOT_NOW');
    await sim.call('POST', `/control/after-sales/${String(made['platformAfterSaleId'])}/ship`, {});
    expect(result(await ask(`${claim}/pay`, {}))).toMatchObject({ stage: 'PAYING' });
    expect(codeOf(await ask(`${claim}/pay`, {}))).toBe('NOT_NOW');
  });

  it('pushes what was touched, sealed over the exact body, until it is taken', async () => {
    const target = new Target('{"ok":true}');
    try {
      await sim.call('PUT', '/control/mall-apps', { ...APP, pushUrl: await target.listen() });
      const [id = ''] = await sell();
      await sim.call('POST', '/control/settle', {});
      const news = target.got.map(({ body }) => JSON.parse(body) as { store: string; news: object[] });
      expect(news).toContainEqual(
        expect.objectContaining({ store: STORE, news: [{ what: 'paid', sale: id }] }),
      );
      for (const { body, headers } of target.got)
        expect(headers['x-mall-seal']).toBe(createHmac('sha256', APP.pushSecret).update(body).digest('hex'));
    } finally {
      await target.close();
    }
  });
});
