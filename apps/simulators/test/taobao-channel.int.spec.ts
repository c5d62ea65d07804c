import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Running, type Json } from './running.js';
import { granted, SHOP, Tmc, top, type Heard } from './taobao-client.js';

let sim: Running;
const open: Tmc[] = [];

beforeEach(async () => {
  sim = await Running.start();
});
afterEach(async () => {
  for (const tmc of open.splice(0)) tmc.close();
  await sim.stop();
});

const line = async (): Promise<Tmc> => {
  const tmc = await Tmc.open(sim);
  open.push(tmc);
  return tmc;
};
/** Let in and asking. */
const asking = async (): Promise<{ tmc: Tmc; token: string }> => {
  const tmc = await line();
  tmc.connect();
  const token = (await tmc.next())?.token ?? '';
  tmc.say(1, token);
  return { tmc, token };
};
const permit = async (): Promise<void> => {
  const { access_token: session } = await granted(sim);
  await top(sim, String(session), 'taobao.tmc.user.permit');
};
const buy = async (): Promise<string> => {
  const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 1, priceFen: 5_990 }];
  const { json } = await sim.call('POST', '/control/orders', { shopId: SHOP, orders: [{ lines }] });
  return (json['orders'] as { platformOrderId: string }[])[0]?.platformOrderId ?? '';
};
const idOf = (heard: Heard | undefined): bigint => heard?.fields['id'] as bigint;
/** Confirms so many messages and gives their topics and contents. */
async function confirmed(tmc: Tmc, token: string, count: number): Promise<[unknown, string][]> {
  const all: [unknown, string][] = [];
  while (all.length < count) {
    const heard = await tmc.next();
    all.push([heard?.fields['topic'], String(heard?.fields['content'])]);
    tmc.say(2, token, idOf(heard));
  }
  return all;
}

describe('the message channel of TOP', () => {
  it('lets in who has signed, with a token, and nobody else', async () => {
    const good = await line();
    good.connect();
    expect(await good.next()).toMatchObject({ type: 1, token: expect.stringMatching(/.+/) as unknown });
    const bad = await line();
    bad.connect('wrong');
    expect(await bad.next()).toMatchObject({ type: 1, code: 401 });
    expect(await bad.next()).toBeUndefined();
  });

  it('says what happens at the shops that are permitted, to who has asked', async () => {
    const { tmc, token } = await asking();
    await buy();
    await permit();
    const tid = await buy();
    await sim.shipped(tid);
    const told = await confirmed(tmc, token, 3);
    expect(told.map(([topic]) => topic)).toEqual([
      'taobao_trade_TradeCreate',
      'taobao_trade_TradeBuyerPay',
      'taobao_trade_TradeSellerShip',
    ]);
    expect(told.every(([, content]) => content.includes(`"tid":${tid}`))).toBe(true);
  });

  it('tells whose message it is, when, and how often it was said before', async () => {
    await permit();
    const { tmc } = await asking();
    await buy();
    const fields: Json = (await tmc.next())?.fields ?? {};
    expect(fields).toMatchObject({ userid: BigInt(SHOP), retried: 0, publisher: '4272' });
    expect(typeof fields['id']).toBe('bigint');
  });

  it('tells of refunds with their id', async () => {
    await permit();
    const { tmc, token } = await asking();
    const tid = await buy();
    const { lines } = (await sim.call('GET', `/control/orders/${tid}`)).json as { lines: Json[] };
    const body = {
      type: 2,
      lines: [{ platformLineId: lines[0]?.['platformLineId'], quantity: 1 }],
      reasonCode: 1,
    };
    const made = await sim.call('POST', `/control/orders/${tid}/after-sales`, body);
    const id = String(made.json['platformAfterSaleId']);
    await sim.call('POST', `/control/after-sales/${id}/merchant`, { act: 'agree-refund' });
    const told = confirmed(tmc, token, 5);
    await sim.call('POST', '/clock/advance', { ms: 60_000 });
    const [, , ...refunds] = await told;
    expect(refunds.map(([topic]) => topic)).toEqual([
      'taobao_refund_RefundCreated',
      'taobao_refund_RefundSellerAgreeAgreement',
      'taobao_refund_RefundSuccess',
    ]);
    expect(refunds.every(([, content]) => content.includes(`"refund_id":${id},"refund_fee":"59.90"`))).toBe(
      true,
    );
  });

  it('says again what was said to be a failure, and what a broken line had not confirmed', async () => {
    await permit();
    const first = await asking();
    await buy();
    const once = await first.tmc.next();
    first.tmc.say(20, first.token, idOf(once));
    const twice = await first.tmc.next();
    expect([idOf(twice), twice?.fields['retried']]).toEqual([idOf(once), 1]);
    first.tmc.close();
    const second = await asking();
    const again = await second.tmc.next();
    expect(idOf(again)).toBe(idOf(once));
    second.tmc.say(2, second.token, idOf(again));
    expect((await second.tmc.next())?.fields['topic']).toBe('taobao_trade_TradeBuyerPay');
  });

  it('loses and doubles messages as told', async () => {
    await permit();
    const { tmc, token } = await asking();
    await sim.call('POST', '/control/faults', { target: 'taobao', name: 'dropped-push' });
    await buy();
    await sim.call('DELETE', '/control/faults');
    await sim.call('POST', '/control/faults', { target: 'taobao', name: 'duplicate' });
    const tid = await buy();
    const told = await confirmed(tmc, token, 4);
    expect(told.map(([topic]) => String(topic).split('_').at(-1))).toEqual([
      'TradeCreate',
      'TradeCreate',
      'TradeBuyerPay',
      'TradeBuyerPay',
    ]);
    expect(told.every(([, content]) => content.includes(tid))).toBe(true);
  });

  it('refuses a token that it has not given, and ends a line that speaks no frames', async () => {
    const tmc = await line();
    tmc.connect();
    await tmc.next();
    tmc.say(1, 'another');
    expect(await tmc.next()).toMatchObject({ type: 3, code: 401 });
    tmc.raw(Buffer.from('hello'));
    expect(await tmc.next()).toBeUndefined();
  });

  it('is away while the platform is down', async () => {
    await sim.call('POST', '/control/faults', { target: 'taobao', name: '503', times: 1 });
    await expect(Tmc.open(sim)).rejects.toThrow();
    await expect(line()).resolves.toBeDefined();
  });
});
