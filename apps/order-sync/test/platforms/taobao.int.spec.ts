import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, HOUR, SECOND } from '@cartrail/kernel';
import type { OrderRow, Window } from '../../src/application/ports.js';
import { connect, ref, SHOP, TaobaoShop } from './taobao-shop.js';

let shop: TaobaoShop;

beforeAll(async () => {
  shop = await TaobaoShop.open();
});
afterAll(() => shop.sim.stop());

const around = (): Window => ({ from: Date.now() - HOUR, to: Date.now() + HOUR });
const failing = (kind: string) => expect.objectContaining({ kind });
const idOf = (row: OrderRow): string => (row.kind === 'sign' ? row.platformOrderId : 'whole');

describe('authorising at Taobao', () => {
  it('takes a code for tokens, and knows whose they are', async () => {
    const code = await shop.sim.consent(SHOP);
    const grant = { kind: 'code', code, redirectUri: 'https://us.example/back' } as const;
    const granted = await shop.platform.authorisation.grant(grant);
    expect(granted).toMatchObject({ vendorShopId: SHOP, shopName: '淘宝小店' });
    expect(granted.tokens.accessExpiresAt - granted.tokens.issuedAt).toBe(DAY);
    await expect(shop.platform.authorisation.grant(grant)).rejects.toEqual(failing('auth_expired'));
  });

  it('refreshes, after which the old refresh token refreshes nothing', async () => {
    const held = { refreshToken: shop.tokens.refreshToken, vendorShopId: SHOP };
    shop.tokens = await shop.platform.authorisation.refresh(held);
    const id = await shop.buy();
    expect((await shop.order(id)).platformOrderId).toBe(id);
    await expect(shop.platform.authorisation.refresh(held)).rejects.toEqual(failing('auth_expired'));
  });

  it('tells a token that has expired, a consent taken back and a secret that is wrong apart', async () => {
    const id = await shop.buy();
    await shop.sim.control('POST', '/tokens/expire', { shopId: SHOP });
    await expect(shop.order(id)).rejects.toEqual(failing('auth_expired'));
    await shop.consent();
    await expect(connect(shop.sim, { appSecret: 'wrong' }).orders.order(ref, shop.token, id)).rejects.toEqual(
      failing('invalid'),
    );
    const held = { refreshToken: shop.tokens.refreshToken, vendorShopId: SHOP };
    const stranger = connect(shop.sim, { appSecret: 'wrong' });
    await expect(stranger.authorisation.refresh(held)).rejects.toEqual(failing('forbidden'));
    await shop.sim.control('POST', '/tokens/revoke', { shopId: SHOP });
    await expect(shop.order(id)).rejects.toEqual(failing('auth_expired'));
    await expect(shop.platform.authorisation.refresh(held)).rejects.toEqual(failing('auth_expired'));
    await shop.consent();
    expect((await shop.order(id)).platformOrderId).toBe(id);
  });
});

describe('an order of Taobao', () => {
  it('is read as the platform knows it', async () => {
    const id = await shop.buy({ address: { name: '王小明', phone: '13812341234', region: '330100' } });
    const number = await shop.ship(id, { carrier: 'ZTO' });
    const truth = await shop.sim.control('GET', `/orders/${id}`);
    const { order, skuCodes, buyerId, unmapped, cipher } = await shop.order(id);
    const lines = truth['lines'] as { platformLineId: string; amountFen: number; quantity: number }[];
    expect(order).toMatchObject({
      platformOrderId: id,
      status: 'shipped',
      orderAmountFen: truth['orderAmountFen'],
      payAmountFen: truth['payAmountFen'],
      createdAt: toSecond(truth['createdAt']),
      paidAt: toSecond(truth['paidAt']),
      sourceUpdatedAt: toSecond(truth['updatedAt']),
      receiver: { nameMask: '王**', phoneMask: '138****1234', phoneTail: '1234' },
      lines: lines.map(({ platformLineId, amountFen, quantity }) => ({
        platformLineId,
        quantity,
        amountFen,
        payAmountFen: amountFen,
      })),
      parcels: [{ number, carrier: 'ZTO' }],
    });
    expect(order?.receiver.addressMask).toMatch(/^浙江省杭州市.*\*\*\*$/);
    expect(order?.parcels[0]?.lines).toHaveLength(2);
    expect({ skuCodes, buyerId, unmapped }).toEqual({
      skuCodes: ['TEE-WHITE-M', 'CUP-STEEL-500'],
      buyerId: truth['buyer'],
      unmapped: [],
    });
    expect(cipher.name).toBe('王**');
  });

  it('is followed through its life, and its address by its fingerprint', async () => {
    const id = await shop.buy({ pay: false });
    const seen = async () => (await shop.order(id)).order;
    expect((await seen())?.status).toBe('created');
    await shop.sim.control('POST', `/orders/${id}/pay`, {});
    const before = await seen();
    expect(before?.status).toBe('awaiting_shipment');
    await shop.sim.control('POST', `/orders/${id}/address`, { detail: '别处9号' });
    expect((await seen())?.receiver.fingerprint).not.toBe(before?.receiver.fingerprint);
    await shop.ship(id, { lines: [{ skuCode: 'TEE-WHITE-M', quantity: 2 }] });
    expect(await seen()).toMatchObject({ status: 'shipped', partial: true });
    await shop.ship(id);
    expect(await seen()).toMatchObject({ status: 'shipped', partial: false });
    await shop.sim.control('POST', `/orders/${id}/finish`, {});
    expect(await seen()).toMatchObject({ status: 'finished', closeReason: 'finished' });
    const cancelled = await shop.buy({ pay: false });
    await shop.sim.control('POST', `/orders/${cancelled}/cancel`, {});
    expect((await shop.order(cancelled)).order).toMatchObject({ status: 'closed', closeReason: 'cancelled' });
  });

  it('is none where the platform has none', async () => {
    await expect(shop.order('1')).rejects.toEqual(failing('invalid'));
  });

  it.each([
    ['throttled', 'throttled'],
    ['500', 'transient'],
    ['503', 'transient'],
    ['malformed', 'transient'],
    ['huge', 'transient'],
    ['no-answer', 'transient'],
  ])('is not read when the platform is %s: %s', async (fault, kind) => {
    const id = await shop.buy();
    await shop.sim.fault('taobao', fault);
    await expect(shop.order(id)).rejects.toEqual(failing(kind));
    expect((await shop.order(id)).order?.status).toBe('awaiting_shipment');
  });

  it('is not waited for without end', async () => {
    const id = await shop.buy();
    await shop.sim.fault('taobao', 'time-out');
    const impatient = connect(shop.sim, { timeoutMs: 200 });
    await expect(impatient.orders.order(ref, shop.token, id)).rejects.toEqual(failing('transient'));
  });
});

describe('the lists of Taobao', () => {
  const ORDERS = 120;
  let ids: readonly string[];

  beforeAll(async () => {
    const line = { skuCode: 'TEE-WHITE-M', quantity: 1, priceFen: 5_990 };
    ids = await shop.sim.orders(
      SHOP,
      Array.from({ length: ORDERS }, () => ({ lines: [line] })),
    );
  });

  it('give every order once a page apiece, with the time of its change', async () => {
    for (const listing of [shop.platform.orders.changed, shop.platform.orders.created]) {
      const { rows, pages, asked } = await shop.all(listing ?? shop.platform.orders.changed, around());
      expect(new Set(rows.map(idOf)).size).toBe(rows.length);
      expect(ids.every((id) => rows.some((row) => idOf(row) === id))).toBe(true);
      expect(pages).toBe(Math.ceil(rows.length / 50));
      expect(asked).toBe(pages + 1);
    }
    const [id = ''] = ids;
    const { rows } = await shop.all(shop.platform.orders.changed, around());
    const { order } = await shop.order(id);
    expect(rows.find((row) => idOf(row) === id)).toEqual({
      kind: 'sign',
      platformOrderId: id,
      updatedAt: order?.sourceUpdatedAt,
    });
  });

  it('lose none when rows leave the window while they are read', async () => {
    const window = { from: Date.now() - HOUR, to: Date.now() };
    const moved = ids.slice(10, 40);
    const { rows } = await shop.all(shop.platform.orders.changed, window, async () => {
      await shop.sim.advance(5 * SECOND);
      for (const id of moved) await shop.sim.control('POST', `/orders/${id}/address`, { detail: '搬到别处' });
    });
    const seen = new Set(rows.map(idOf));
    expect(seen.size).toBeGreaterThan(0);
    expect(ids.filter((id) => !moved.includes(id) && !seen.has(id))).toEqual([]);
  });

  it('are asked within what the platform allows, to the day and to the three months', async () => {
    const { changed, created } = shop.platform.orders;
    const now = Date.now() + 500;
    const longest = { from: now - changed.maxSpanMs, to: now };
    expect((await shop.all(changed, longest)).rows.length).toBeGreaterThan(0);
    await expect(shop.all(changed, { ...longest, from: now - DAY - SECOND })).rejects.toEqual(
      failing('invalid'),
    );
    const oldest = { from: now - changed.maxAgeMs, to: now - changed.maxAgeMs + HOUR };
    expect((await shop.all(changed, oldest)).rows).toEqual([]);
    const all = { from: now - (created?.maxSpanMs ?? 0), to: now };
    expect((await shop.all(created ?? changed, all)).rows.length).toBeGreaterThan(0);
  });
});

const toSecond = (iso: unknown): number => Math.floor(Date.parse(String(iso)) / SECOND) * SECOND;
