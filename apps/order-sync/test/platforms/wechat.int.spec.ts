import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY } from '@cartrail/kernel';
import type { Ask, Listing, OpenPlatform, Window } from '../../src/application/ports.js';
import type { ObservedCase } from '../../src/domain/after-sale.state.js';
import type { ObservedOrder } from '../../src/domain/order.state.js';
import { Simulators, type Json } from './simulators.js';
import { Callback, openWeChat, saveUrl, shop } from './wechat-shop.js';

let sim: Simulators;
let wechat: OpenPlatform;
let token: string;

beforeAll(async () => {
  sim = await Simulators.start();
  wechat = openWeChat(sim);
  token = (await wechat.authorisation.grant({ kind: 'self', vendorShopId: shop.vendorShopId })).tokens
    .accessToken;
});
afterAll(() => sim.stop());

const line = { skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 };

async function make(more: Json = {}): Promise<string> {
  const [id = ''] = await sim.orders(shop.vendorShopId, [{ lines: [line], ...more }]);
  return id;
}

async function read(id: string): Promise<ObservedOrder> {
  const { order } = await wechat.orders.order(shop, token, id);
  if (!order) throw new Error(`order ${id} was not understood`);
  return order;
}

async function claim(orderId: string, type: number): Promise<string> {
  const { lines } = (await sim.control('GET', `/orders/${orderId}`)) as { lines: Json[] };
  const about = [{ platformLineId: lines[0]?.['platformLineId'], quantity: 1 }];
  const made = await sim.control('POST', `/orders/${orderId}/after-sales`, {
    type,
    lines: about,
    reasonCode: 2,
  });
  return String(made['platformAfterSaleId']);
}

async function readCase(id: string): Promise<ObservedCase> {
  const { seen, unmapped } = await wechat.cases.case(shop, token, { platformAfterSaleId: id });
  expect(unmapped).toEqual([]);
  if (!seen) throw new Error(`case ${id} was not understood`);
  return seen;
}

const addressId = async (): Promise<string> => {
  const { addresses } = await sim.control('PUT', '/shops', { shopId: shop.vendorShopId });
  return String((addresses as Json[])[0]?.['addressId']);
};

const ask: Ask = (call) => call(token);
const around = (span = DAY): Window => ({ from: Date.now() - span / 2, to: Date.now() + span / 4 });

/** `between` is told how many pages there were. */
async function drain<T>(
  list: Listing<T> | undefined,
  between: (pages: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<T[]> {
  const rows: T[] = [];
  let pages = 0;
  for await (const page of list?.pages(shop, around(), ask) ?? []) {
    rows.push(...page);
    pages += 1;
    await between(pages);
  }
  return rows;
}

describe('the authorisation of a WeChat shop', () => {
  it('is given for the shop’s own AppID, and renewed by asking again', async () => {
    const granted = await wechat.authorisation.grant({ kind: 'self', vendorShopId: shop.vendorShopId });
    expect(granted.vendorShopId).toBe(shop.vendorShopId);
    const { accessExpiresAt, issuedAt } = granted.tokens;
    expect(accessExpiresAt - issuedAt).toBeGreaterThan(7_000_000);
    const held = { refreshToken: '', vendorShopId: shop.vendorShopId };
    expect((await wechat.authorisation.refresh(held)).accessToken).toBe(granted.tokens.accessToken);
  });

  it('is refused for another shop, for a code and with a wrong secret', async () => {
    const grant = (given: Parameters<OpenPlatform['authorisation']['grant']>[0]) =>
      wechat.authorisation.grant(given);
    await expect(grant({ kind: 'self', vendorShopId: 'wx0' })).rejects.toMatchObject({ kind: 'invalid' });
    const code = { kind: 'code', code: 'c', redirectUri: 'https://x' } as const;
    await expect(grant(code)).rejects.toMatchObject({ kind: 'invalid' });
    const stranger = openWeChat(sim, { secret: 'guess' }).authorisation;
    const self = { kind: 'self', vendorShopId: shop.vendorShopId } as const;
    await expect(stranger.grant(self)).rejects.toMatchObject({ kind: 'auth_expired' });
  });

  it('ends with the token, and another one is given at once', async () => {
    await sim.control('POST', '/tokens/expire', { shopId: shop.vendorShopId });
    const id = await make();
    await expect(wechat.orders.order(shop, token, id)).rejects.toMatchObject({ kind: 'auth_expired' });
    const held = { refreshToken: '', vendorShopId: shop.vendorShopId };
    token = (await wechat.authorisation.refresh(held)).accessToken;
    expect((await read(id)).platformOrderId).toBe(id);
  });
});

describe('failures of the platform', () => {
  it.each([
    ['throttled', 'throttled'],
    ['500', 'transient'],
    ['503', 'transient'],
    ['no-answer', 'transient'],
    ['malformed', 'transient'],
  ])('under %s are %s', async (fault, kind) => {
    const id = await make();
    await sim.fault(fault === '503' || fault === 'no-answer' ? 'wechat' : id, fault);
    await expect(wechat.orders.order(shop, token, id)).rejects.toMatchObject({ kind });
    expect((await read(id)).platformOrderId).toBe(id);
  });

  it('name no token', async () => {
    await sim.fault('wechat', '503');
    const error = await wechat.orders.order(shop, token, '1').catch((thrown: unknown) => String(thrown));
    expect(error).toContain('wechat');
    expect(error).not.toContain(token);
  });
});

describe('an order of a WeChat shop', () => {
  it('is read as the simulated world knows it', async () => {
    const address = { name: '王小红', phone: '13912345678', region: '330100', detail: '文三路1号' };
    const anchor = { anchorId: '88', name: '主播' };
    const id = await make({ address, anchor, buyer: 'o_buyer' });
    const pulled = await wechat.orders.order(shop, token, id);
    expect(pulled).toMatchObject({ buyerId: 'o_buyer', skuCodes: ['TEE-WHITE-M'], unmapped: [] });
    expect(pulled.order).toMatchObject({
      status: 'awaiting_shipment',
      orderAmountFen: 11_980,
      payAmountFen: 11_980,
      attribution: { by: 'platform', anchorId: '88', anchorName: '主播' },
      receiver: { nameMask: '王**', phoneMask: '139****5678', regionCode: '330106', phoneTail: '5678' },
      lines: [{ quantity: 2, amountFen: 11_980, payAmountFen: 11_980 }],
    });
    expect(pulled.order?.lines[0]?.platformLineId).toBe(`${id}/${pulled.order?.lines[0]?.skuId ?? ''}`);
    const { name, phone, address: place } = pulled.cipher;
    const plain = await wechat.orders.decrypt?.(shop, token, id, [name, phone, place]);
    expect(plain).toEqual(['王小红', '13912345678', '文三路1号']);
    expect(JSON.stringify(pulled)).not.toMatch(/王小红|13912345678|文三路/);
  });

  it('shows another receiver once the address changed, and nothing paid before it is', async () => {
    const id = await make({ pay: false });
    const before = await read(id);
    expect(before).toMatchObject({ status: 'created', payAmountFen: 0 });
    await sim.control('POST', `/orders/${id}/address`, { detail: '别处2号' });
    expect((await read(id)).receiver.fingerprint).not.toBe(before.receiver.fingerprint);
    await sim.control('POST', `/orders/${id}/cancel`, {});
    expect(await read(id)).toMatchObject({ status: 'closed', closeReason: 'cancelled' });
  });

  it('is an error where the shop has no such order', async () => {
    await expect(wechat.orders.order(shop, token, '1')).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('is listed by its id alone, over several pages, and not lost when it moves while they are read', async () => {
    const orders = Array.from({ length: 230 }, () => ({ lines: [line] }));
    const ids = await sim.orders(shop.vendorShopId, orders);
    const rows = await drain(wechat.orders.changed, async (pages) => {
      if (pages <= 2) await sim.control('POST', `/orders/${ids[pages] ?? ''}/cancel`, {});
      if (pages === 1) await sim.control('POST', `/orders/${ids.at(-1) ?? ''}/cancel`, {});
    });
    const seen = new Set(rows.map((row) => (row.kind === 'sign' ? row.platformOrderId : '')));
    expect(ids.filter((id) => !seen.has(id))).toEqual([]);
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['kind', 'platformOrderId']);
    const created = await drain(wechat.orders.created);
    expect(created.length).toBeGreaterThanOrEqual(230);
  });
});

describe('shipping for a WeChat shop', () => {
  const ship = async (id: string, number: string, quantity: number, carrier = 'YD'): Promise<void> => {
    const { lines } = await read(id);
    const whole = lines.map(({ platformLineId, skuId }) => ({ platformLineId, skuId, quantity }));
    const shipment = { platformOrderId: id, number, carrier, lines: whole, whole: false, requestId: number };
    await wechat.shipping?.ship(shop, token, shipment);
  };

  it('tells the platform part by part, in its own company codes', async () => {
    const id = await make();
    await ship(id, 'YD1000001', 1);
    expect(await read(id)).toMatchObject({ status: 'shipped', partial: true });
    await ship(id, 'YD1000002', 1);
    const order = await read(id);
    expect(order).toMatchObject({ status: 'shipped', partial: false });
    const [first] = order.lines;
    expect(order.parcels).toMatchObject(
      ['YD1000001', 'YD1000002'].map((number) => ({
        number,
        carrier: 'YD',
        platformCarrierCode: 'YUNDA',
        lines: [{ platformLineId: first?.platformLineId, quantity: 1 }],
      })),
    );
  });

  it('happens once, although its answer is lost and it is told again', async () => {
    const id = await make();
    await sim.fault(id, 'lost-answer');
    await expect(ship(id, 'YD1000003', 1)).rejects.toMatchObject({ kind: 'transient' });
    await ship(id, 'YD1000003', 1);
    expect(await read(id)).toMatchObject({ partial: true, parcels: [{ lines: [{ quantity: 1 }] }] });
  });

  it('is refused for a carrier without a code, and for an order that is over', async () => {
    const id = await make();
    await expect(ship(id, 'X1000001', 1, 'PIGEON')).rejects.toMatchObject({ kind: 'invalid' });
    await sim.control('POST', `/orders/${id}/cancel`, {});
    await expect(ship(id, 'YD1000004', 1)).rejects.toMatchObject({ kind: 'conflict' });
  });
});

describe('an after-sale case of a WeChat shop', () => {
  it('is agreed, comes back and is paid, each word once', async () => {
    const orderId = await make();
    await sim.control('POST', `/orders/${orderId}/ship`, { parcels: [{}] });
    const id = await claim(orderId, 0);
    const { actions } = wechat.cases;
    const asked = await readCase(id);
    expect(asked).toMatchObject({
      kind: 'return_refund',
      status: 'requested',
      reason: 'quality',
      refundAmountFen: 5_990,
      platformOrderId: orderId,
      lines: [{ platformLineId: (await read(orderId)).lines[0]?.platformLineId, quantity: 1 }],
    });
    await expect(actions.refundReceived?.(shop, token, asked)).rejects.toMatchObject({ kind: 'conflict' });
    const nowhere = actions.agreeReturn?.(shop, token, asked, { addressId: '404' });
    await expect(nowhere).rejects.toMatchObject({ kind: 'invalid' });
    await actions.agreeReturn?.(shop, token, asked, { addressId: await addressId() });
    expect((await readCase(id)).status).toBe('awaiting_return');
    const again = actions.agreeReturn?.(shop, token, asked, { addressId: await addressId() });
    await expect(again).rejects.toMatchObject({ kind: 'conflict' });
    await sim.control('POST', `/after-sales/${id}/ship`, { number: 'YT7654321', carrier: 'YTO' });
    const back = await readCase(id);
    expect(back).toMatchObject({
      status: 'return_shipped',
      returnParcel: { number: 'YT7654321', carrier: 'YTO' },
    });
    await actions.refundReceived?.(shop, token, back);
    expect(await readCase(id)).toMatchObject({ status: 'return_shipped', refunding: true });
    await expect(actions.refundReceived?.(shop, token, back)).rejects.toMatchObject({ kind: 'throttled' });
    await sim.advance(61_000);
    expect(await readCase(id)).toMatchObject({ status: 'refunded', outcome: 'refunded', refundedFen: 5_990 });
    await expect(actions.refundReceived?.(shop, token, back)).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('of goods that have not left is paid at once, also when the answer is lost', async () => {
    const id = await claim(await make(), 2);
    const asked = await readCase(id);
    expect(asked).toMatchObject({ kind: 'refund_only_unshipped', status: 'requested' });
    await sim.fault(id, 'lost-answer');
    const refund = wechat.cases.actions.agreeRefund?.(shop, token, asked);
    await expect(refund).rejects.toMatchObject({ kind: 'transient' });
    expect((await readCase(id)).refunding).toBe(true);
  });

  it('is in dispute from the buyer’s call until the platform has decided', async () => {
    const id = await claim(await make(), 2);
    const deadline = (await readCase(id)).statusDeadline ?? 0;
    const { deadline: told } = await sim.control('GET', `/after-sales/${id}`);
    const late = Date.parse(String(told)) - deadline;
    expect(Math.abs(late)).toBeLessThan(10 * 60_000);
    await sim.control('POST', `/after-sales/${id}/escalate`, {});
    expect(await readCase(id)).toMatchObject({ status: 'in_dispute', platformState: { arbitration: '103' } });
    await sim.control('POST', `/after-sales/${id}/decide`, { winner: 'merchant' });
    expect(await readCase(id)).toMatchObject({ status: 'closed', platformState: { arbitration: '112' } });
  });

  it('of goods that have left is told apart, and refused with a number of the platform', async () => {
    const orderId = await make();
    await sim.control('POST', `/orders/${orderId}/ship`, { parcels: [{}] });
    const id = await claim(orderId, 1);
    const asked = await readCase(id);
    expect(asked.kind).toBe('refund_only_shipped');
    const reject = (reasonCode: string) =>
      wechat.cases.actions.reject?.(shop, token, asked, { reasonCode, text: '已签收' });
    await expect(reject('not a number')).rejects.toThrow('not one of wechat’s numbers');
    await sim.control('POST', '/faults', { target: id, name: 'manual-only' });
    await expect(reject('1')).rejects.toMatchObject({ kind: 'manual_only' });
    await sim.control('DELETE', '/faults');
    await reject('1');
    expect((await readCase(id)).status).toBe('rejected');
    await sim.control('POST', `/after-sales/${id}/cancel`, {});
    expect(await readCase(id)).toMatchObject({ status: 'closed', outcome: 'cancelled' });
  });

  it('is listed by its id alone, over several pages, and not lost when it moves while they are read', async () => {
    const ids: string[] = [];
    for (const id of await sim.orders(
      shop.vendorShopId,
      Array.from({ length: 45 }, () => ({ lines: [line] })),
    ))
      ids.push(await claim(id, 2));
    const rows = await drain(wechat.cases.changed, async (pages) => {
      if (pages <= 2) await sim.control('POST', `/after-sales/${ids[pages] ?? ''}/cancel`, {});
      if (pages === 1) await sim.control('POST', `/after-sales/${ids.at(-1) ?? ''}/cancel`, {});
    });
    const seen = new Set(rows.map((row) => row.platformAfterSaleId));
    expect(ids.filter((id) => !seen.has(id))).toEqual([]);
    expect(Object.keys(rows[0] ?? {})).toEqual(['platformAfterSaleId']);
    expect((await drain(wechat.cases.created)).length).toBeGreaterThanOrEqual(45);
  });
});

describe.each(['safe', 'plain'])('a push of the platform in its %s mode', (mode) => {
  it('passes the door, is known again by its key, and names the order or the case', async () => {
    const callback = new Callback(wechat);
    try {
      await saveUrl(sim, await callback.listen(), mode);
      const check = await callback.checked;
      expect(check.admission).toMatchObject({
        kind: 'probe',
        answer: { type: 'text/plain', body: check.request.query.get('echostr') },
      });
      await sim.control('POST', '/faults', { target: shop.vendorShopId, name: 'duplicate' });
      const orderId = await make();
      const caseId = await claim(orderId, 2);
      await sim.control('POST', '/settle', {});
      await sim.control('DELETE', '/faults');
      const pushes = callback.admitted.slice(1);
      expect(pushes.map(({ admission }) => admission.kind)).toEqual(Array(8).fill('accepted'));
      const keys = pushes.map(({ admission }) => (admission.kind === 'accepted' ? admission.dedupeKey : ''));
      expect(new Set(keys).size).toBe(4);
      const hints = pushes.flatMap(({ request }) => wechat.door?.read(request.body.toString()).hints ?? []);
      const order = { vendorShopId: shop.vendorShopId, platformOrderId: orderId };
      expect(hints).toHaveLength(8);
      expect(hints).toContainEqual(order);
      expect(hints).toContainEqual({ ...order, afterSale: { platformAfterSaleId: caseId } });
    } finally {
      await saveUrl(sim, null);
      await callback.close();
      await sim.control('DELETE', '/faults');
    }
  });

  it('is refused when it is forged', async () => {
    const callback = new Callback(wechat);
    try {
      await saveUrl(sim, await callback.listen(), mode);
      await sim.control('POST', '/faults', { target: shop.vendorShopId, name: 'bad-signature' });
      await make({ pay: false });
      await sim.control('POST', '/settle', {});
      const posts = callback.admitted.filter(({ request }) => request.method === 'POST');
      expect(posts.map(({ admission }) => admission)).toMatchObject([
        { kind: 'refused', reason: 'signature', answer: { status: 403 } },
        { kind: 'accepted' },
      ]);
    } finally {
      await saveUrl(sim, null);
      await callback.close();
      await sim.control('DELETE', '/faults');
    }
  });
});
