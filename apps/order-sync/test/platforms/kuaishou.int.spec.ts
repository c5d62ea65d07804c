import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, MINUTE } from '@cartrail/kernel';
import type { OrderRow } from '../../src/application/ports.js';
import { all, APP, around, failing, KuaishouShop, ref, SHOP } from './kuaishou-shop.js';

let shop: KuaishouShop;
beforeAll(async () => {
  shop = await KuaishouShop.open();
});
afterAll(() => shop.sim.stop());

const idOf = (row: OrderRow): string =>
  row.kind === 'whole' ? row.pulled.platformOrderId : row.platformOrderId;

describe('Kuaishou, a shop’s consent', () => {
  it('names the seller that pushes name, and ends on the same day however often it is renewed', async () => {
    const { authorisation } = shop.platform;
    const code = await shop.sim.consent(SHOP);
    const granted = await authorisation.grant({ kind: 'code', code, redirectUri: '-' });
    expect(granted).toMatchObject({ vendorShopId: SHOP, shopName: '快手店' });
    const wall = granted.tokens.refreshExpiresAt ?? 0;
    expect(Math.abs(wall - Date.now() - 180 * DAY)).toBeLessThan(MINUTE);
    expect(granted.tokens.accessExpiresAt - granted.tokens.issuedAt).toBe(2 * DAY);
    const held = { refreshToken: granted.tokens.refreshToken, vendorShopId: SHOP };
    const renewed = await authorisation.refresh(held);
    expect(renewed.refreshToken).not.toBe(held.refreshToken);
    expect(Math.abs((renewed.refreshExpiresAt ?? 0) - wall)).toBeLessThan(MINUTE);
    await expect(authorisation.refresh(held)).rejects.toEqual(failing('auth_expired'));
    await expect(authorisation.grant({ kind: 'code', code, redirectUri: '-' })).rejects.toEqual(
      failing('invalid'),
    );
    await expect(authorisation.grant({ kind: 'self', vendorShopId: SHOP })).rejects.toEqual(
      failing('invalid'),
    );
  });

  it('is asked for on a page that carries our state', () => {
    const url = new URL(shop.platform.authorisation.url?.('state-1', 'https://us.example/back') ?? '');
    expect(url.pathname).toBe('/kuaishou/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      app_id: APP.appKey,
      response_type: 'code',
      redirect_uri: 'https://us.example/back',
      state: 'state-1',
    });
  });

  it('that is withdrawn, or old, is an authorisation that has ended', async () => {
    const id = await shop.order();
    await expect(shop.platform.orders.order(ref, 'nobody', id)).rejects.toEqual(failing('auth_expired'));
    await shop.sim.control('POST', '/tokens/revoke', { shopId: SHOP });
    await expect(shop.platform.orders.order(ref, shop.token, id)).rejects.toEqual(failing('auth_expired'));
    await shop.sim.consent(SHOP);
    await expect(shop.platform.orders.order(ref, shop.token, id)).resolves.toMatchObject({
      platformOrderId: id,
    });
  });
});

describe('Kuaishou, orders', () => {
  it('reads one as the world has it, and opens its receiver field by field', async () => {
    const anchor = { anchorId: '880018800188001', name: '达人' };
    const id = await shop.order({
      anchor,
      address: { name: '张三', phone: '13800001111', region: '330100' },
    });
    const { order, cipher, unmapped, skuCodes } = await shop.platform.orders.order(ref, shop.token, id);
    expect(unmapped).toEqual([]);
    expect(skuCodes).toEqual(['TEE-WHITE-M']);
    expect(order).toMatchObject({
      platformOrderId: id,
      status: 'awaiting_shipment',
      payAmountFen: 11_980,
      attribution: { by: 'platform', anchorId: anchor.anchorId, anchorName: '达人' },
      receiver: { nameMask: '张*', phoneMask: '138****1111', regionCode: '330106' },
      lines: [{ quantity: 2, payAmountFen: 11_980 }],
      parcels: [],
    });
    const texts = [cipher.name, cipher.phone];
    const plain = await shop.platform.orders.decrypt?.(ref, shop.token, id, texts);
    expect(plain).toEqual(['张三', '13800001111']);
    const other = await shop.order();
    await expect(shop.platform.orders.decrypt?.(ref, shop.token, other, texts)).rejects.toEqual(
      failing('invalid'),
    );
  });

  it('lists them by either time, page by page, and loses none that moves while it is read', async () => {
    const ids = await shop.orders(120);
    const moved = () => Promise.all(ids.slice(40, 60).map((id) => shop.ship(id)));
    const { changed, created } = shop.platform.orders;
    const first = await all(shop, changed, around(), moved);
    expect(first.rows.map(idOf)).toEqual(expect.arrayContaining([...ids]));
    expect(first.pages).toBeGreaterThanOrEqual(3);
    expect(first.asked).toBe(first.pages);
    const second = await all(shop, created ?? changed);
    expect(second.rows.map(idOf)).toEqual(expect.arrayContaining([...ids]));
    expect(second.pages).toBe(Math.ceil(second.rows.length / 50));
  });

  it('tells the time an order changed from the time it was made', async () => {
    const id = await shop.order();
    const { createdAt } = await shop.sim.control('GET', `/orders/${id}`);
    await shop.ship(id);
    const { changed, created } = shop.platform.orders;
    const after = { ...around(), from: Date.parse(String(createdAt)) + 1 };
    expect((await all(shop, changed, after)).rows.map(idOf)).toContain(id);
    expect((await all(shop, created ?? changed, after)).rows.map(idOf)).not.toContain(id);
  });

  it('has no window longer or older than the platform takes', async () => {
    const { changed } = shop.platform.orders;
    const to = Date.now();
    await expect(all(shop, changed, { from: to - changed.maxSpanMs, to })).resolves.toBeDefined();
    await expect(all(shop, changed, { from: to - changed.maxSpanMs - 1, to })).rejects.toEqual(
      failing('invalid'),
    );
    const old = to - changed.maxAgeMs;
    await expect(all(shop, changed, { from: old, to: old + DAY })).resolves.toMatchObject({ rows: [] });
    await expect(all(shop, changed, { from: to - 90 * DAY - 1, to: old })).rejects.toEqual(
      failing('invalid'),
    );
  });

  it('ships one once, however often it is told, and the number is replaced where it is', async () => {
    const id = await shop.order();
    const given = { platformOrderId: id, number: 'ZT7700000001', lines: [], whole: true, requestId: 'r-1' };
    const { shipping } = shop.platform;
    const ship = (more: object) => shipping?.ship(ref, shop.token, { ...given, carrier: 'ZTO', ...more });
    await ship({});
    await ship({});
    await expect(ship({ number: 'ZT7700000002' })).rejects.toEqual(failing('invalid'));
    await expect(ship({ whole: false })).rejects.toEqual(failing('manual_only'));
    await expect(ship({ carrier: 'NOBODY' })).rejects.toEqual(failing('invalid'));
    const { order } = await shop.platform.orders.order(ref, shop.token, id);
    expect(order).toMatchObject({
      status: 'shipped',
      parcels: [{ number: 'ZT7700000001', carrier: 'ZTO', lines: [{ quantity: 2 }] }],
    });
    expect(shipping?.companyOf('ZTO')).toBe('9');
    await shop.sim.control('POST', `/orders/${id}/replace-number`, { old: 'ZT7700000001' });
    const again = await shop.platform.orders.order(ref, shop.token, id);
    expect(again.order?.parcels).toHaveLength(1);
    expect(again.order?.parcels[0]?.platformParcelId).toBe(order?.parcels[0]?.platformParcelId);
  });

  it('ends in the words of ours', async () => {
    const [cancelled, finished, unpaid] = [
      await shop.order(),
      await shop.order(),
      await shop.order({ pay: false }),
    ];
    await shop.ship(finished);
    await shop.sim.control('POST', `/orders/${finished}/finish`, {});
    await shop.sim.control('POST', `/orders/${unpaid}/cancel`, {});
    await shop.sim.control('POST', `/orders/${cancelled}/cancel`, {});
    const read = async (id: string) => (await shop.platform.orders.order(ref, shop.token, id)).order;
    expect(await read(finished)).toMatchObject({ status: 'finished', closeReason: 'finished' });
    expect(await read(unpaid)).toMatchObject({ status: 'closed', closeReason: 'cancelled' });
    expect((await read(cancelled))?.closeReason).toBeUndefined();
  });
});

describe('Kuaishou, calls that go wrong', () => {
  it.each([
    ['throttled', 'throttled'],
    ['500', 'transient'],
    ['malformed', 'transient'],
    ['unanswered-query', 'transient'],
  ])('under %s are %s', async (fault, kind) => {
    const id = await shop.order();
    await shop.sim.fault(id, fault);
    await expect(shop.platform.orders.order(ref, shop.token, id)).rejects.toEqual(failing(kind));
    await expect(shop.platform.orders.order(ref, shop.token, id)).resolves.toMatchObject({
      platformOrderId: id,
    });
  });

  it('name no order but one of the platform’s', async () => {
    await expect(shop.platform.orders.order(ref, shop.token, 'E2023')).rejects.toEqual(failing('invalid'));
    await expect(shop.platform.orders.order(ref, shop.token, '1')).rejects.toEqual(failing('invalid'));
  });
});
