import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MINUTE } from '@cartrail/kernel';
import type { CaseSign } from '../../src/application/ports.js';
import { kindOf, LINE, shop, SHOP, XiaohongshuShop } from './xiaohongshu-shop.js';

let at: XiaohongshuShop;
beforeAll(async () => {
  at = await XiaohongshuShop.start();
});
afterAll(() => at.stop());

describe('authorisation', () => {
  it('leads to the platform’s page, and takes the code it brings', async () => {
    const url = new URL(at.platform.authorisation.url?.('s 1', 'https://x.example/?a=b') ?? '');
    expect(url.pathname).toBe('/xiaohongshu/ark/authorization');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      appId: 'sample-xiaohongshu-app',
      redirectUri: 'https://x.example/?a=b',
      state: 's 1',
    });
    const granted = await at.grant();
    expect(granted).toMatchObject({ vendorShopId: SHOP, shopName: '薯店' });
    const { issuedAt, accessExpiresAt, refreshExpiresAt = 0 } = granted.tokens;
    expect(Math.round((accessExpiresAt - issuedAt) / MINUTE)).toBe(7 * 24 * 60);
    expect(Math.round((refreshExpiresAt - issuedAt) / MINUTE)).toBe(14 * 24 * 60);
    expect(await kindOf(at.platform.authorisation.grant({ kind: 'self', vendorShopId: SHOP }))).toBe(
      'invalid',
    );
  });

  it('keeps the same tokens while they are young, and gets new ones once they are not', async () => {
    const { tokens } = await at.grant();
    const refresh = () =>
      at.platform.authorisation.refresh({ refreshToken: tokens.refreshToken, vendorShopId: SHOP });
    expect((await refresh()).accessToken).toBe(tokens.accessToken);
    await at.world.control('POST', '/tokens/expire', { shopId: SHOP });
    expect(await kindOf(at.platform.orders.order(shop, tokens.accessToken, await at.order()))).toBe(
      'auth_expired',
    );
    const renewed = await refresh();
    expect(renewed.accessToken).not.toBe(tokens.accessToken);
    at.token = renewed.accessToken;
    expect((await at.read(await at.order()))?.status).toBe('awaiting_shipment');
    expect(await kindOf(refresh())).toBe('auth_expired');
  });

  it('tells silence, noise and throttling apart', async () => {
    const id = await at.order();
    const faults = [
      ['throttled', 'throttled'],
      ['500', 'transient'],
      ['malformed', 'transient'],
      ['unanswered-query', 'transient'],
    ] as const;
    for (const [fault, kind] of faults) {
      await at.world.fault(id, fault);
      expect(await kindOf(at.platform.orders.order(shop, at.token, id))).toBe(kind);
    }
    expect(await kindOf(at.platform.orders.order(shop, at.token, 'P1'))).toBe('invalid');
  });
});

describe('an order', () => {
  it('is read whole, with its receiver sealed, and opened for whoever may see it', async () => {
    const id = await at.order({
      address: { name: '张三', phone: '13800001234', region: '330100', detail: '文一路1号' },
      anchor: { anchorId: '88001', name: '达人' },
    });
    const pulled = await at.platform.orders.order(shop, at.token, id);
    expect(pulled.unmapped).toEqual([]);
    expect(pulled.order).toMatchObject({
      platformOrderId: id,
      status: 'awaiting_shipment',
      payAmountFen: 19_881,
      attribution: { by: 'platform', anchorId: '88001' },
      receiver: { regionCode: '330106', nameMask: '' },
      lines: [
        { merchantSkuCode: 'TEE-WHITE-M', quantity: 2, payAmountFen: 11_980 },
        { merchantSkuCode: 'CUP-STEEL-500', quantity: 1, payAmountFen: 7_901 },
      ],
    });
    expect(JSON.stringify(pulled)).not.toMatch(/张三|13800001234|文一路/);
    const { name, phone, address } = pulled.cipher;
    const opened = await at.platform.orders.decrypt?.(shop, at.token, id, [name, phone, address, '']);
    expect(opened).toEqual(['张三', expect.stringMatching(/^184\d{8}-\d{4}$/), '文一路1号', '']);
    const other = await at.order();
    expect(await kindOf(at.platform.orders.decrypt?.(shop, at.token, other, [name]))).toBe('invalid');
  });

  it('keeps its receiver when the platform no longer tells it, and knows a new address', async () => {
    const id = await at.order();
    const before = await at.read(id);
    await at.world.control('POST', `/orders/${id}/address`, { detail: '解放街9号' });
    const moved = await at.read(id);
    expect(moved?.receiver.fingerprint).not.toBe(before?.receiver.fingerprint);
    await at.world.control('POST', `/orders/${id}/ship`, { parcels: [{ carrier: 'YTO' }] });
    const after = await at.platform.orders.order(shop, at.token, id);
    expect(after.order?.receiver.fingerprint).toBe(moved?.receiver.fingerprint);
    expect(after.order).toMatchObject({ status: 'shipped', parcels: [{ carrier: 'YTO', lines: [{}, {}] }] });
    expect(after.cipher.phone).toBe('');
  });

  it('is shipped by us: part by part, each told once although the answer to it was lost', async () => {
    const id = await at.order();
    const lines = (await at.read(id))?.lines ?? [];
    const part = (index: number, number: string, more: object = {}) => {
      const line = lines[index];
      if (!line) throw new Error('no line');
      const { platformLineId, skuId, quantity } = line;
      const shipment = { platformOrderId: id, number, carrier: 'ZTO', whole: false, requestId: number };
      return Promise.resolve(
        at.platform.shipping?.ship(shop, at.token, {
          ...shipment,
          lines: [{ platformLineId, skuId, quantity }],
          ...more,
        }),
      );
    };
    expect(at.platform.shipping?.companyOf('ZTO')).toBe('zto');
    expect(await kindOf(part(0, '73110000000001', { carrier: 'HHTT' }))).toBe('invalid');
    const piece = { lines: lines.slice(0, 1).map((line) => ({ ...line, quantity: 1 })) };
    expect(await kindOf(part(0, '73110000000001', piece))).toBe('invalid');
    await at.world.fault(id, 'lost-answer');
    expect(await kindOf(part(0, '73110000000001'))).toBe('transient');
    await part(0, '73110000000001');
    expect(await at.read(id)).toMatchObject({ status: 'shipped', partial: true, parcels: [{ lines: [{}] }] });
    await part(1, '73110000000002');
    const whole = await at.read(id);
    expect(whole).toMatchObject({ status: 'shipped', partial: false });
    expect(whole?.parcels.map(({ number }) => number)).toEqual(['73110000000001', '73110000000002']);
    expect(await kindOf(part(1, '73110000000003'))).toBe('conflict');
  });

  it('is shipped whole in one word', async () => {
    const id = await at.order();
    const shipment = {
      platformOrderId: id,
      number: '73110000000009',
      carrier: 'ZTO',
      requestId: 'r',
      lines: [],
    };
    await at.platform.shipping?.ship(shop, at.token, { ...shipment, whole: true });
    expect(await at.read(id)).toMatchObject({
      status: 'shipped',
      partial: false,
      parcels: [{ carrier: 'ZTO' }],
    });
  });
});

describe('the lists', () => {
  it('of orders lose nothing though rows leave the pages while they are read', async () => {
    const from = (await at.now()) - MINUTE;
    const ids = await at.world.orders(
      SHOP,
      Array.from({ length: 250 }, () => ({ lines: [LINE] })),
    );
    const to = (await at.now()) + 500;
    await at.world.advance(2 * MINUTE);
    const leave = () =>
      Promise.all(ids.slice(0, 3).map((id) => at.world.control('POST', `/orders/${id}/cancel`, {})));
    const pages = await at.walk(at.platform.orders.changed, from, to, leave);
    expect(pages.length).toBeGreaterThan(2);
    const rows = pages.flat().map((row) => (row.kind === 'sign' ? row.platformOrderId : ''));
    expect(ids.slice(3).filter((id) => !rows.includes(id))).toEqual([]);
    const made = (await at.walk(at.platform.orders.created ?? at.platform.orders.changed, from, to)).flat();
    expect(made.length).toBeGreaterThanOrEqual(250);
    expect(made.every((row) => row.kind === 'sign' && (row.updatedAt ?? 0) > from)).toBe(true);
  });

  it.each(['changed', 'created'] as const)(
    'of orders and cases %s take their longest window',
    async (which) => {
      for (const listing of [at.platform.orders[which], at.platform.cases[which]]) {
        if (!listing) throw new Error('no list');
        const to = (await at.now()) - 333;
        const pages = await at.walk<unknown>(listing, to - listing.maxSpanMs, to);
        expect(pages.length).toBeGreaterThan(0);
        const tooLong = at.walk<unknown>(listing, to - listing.maxSpanMs - 3_000, to);
        expect(await kindOf(tooLong)).toBe('invalid');
      }
    },
  );

  it('of cases tell which have moved', async () => {
    const from = (await at.now()) - MINUTE;
    const id = await at.claim(await at.shipped(), 0);
    const signs: readonly CaseSign[] = (
      await at.walk(at.platform.cases.changed, from, from + 2 * MINUTE)
    ).flat();
    const { sourceUpdatedAt, platformOrderId } = await at.seen(id);
    expect(signs.find(({ platformAfterSaleId }) => platformAfterSaleId === id)).toEqual({
      platformAfterSaleId: id,
      platformOrderId,
      updatedAt: sourceUpdatedAt,
      status: '1',
    });
  });

  it('ask for a token per page', async () => {
    const from = (await at.now()) - MINUTE;
    await at.world.orders(
      SHOP,
      Array.from({ length: 101 }, () => ({ lines: [LINE] })),
    );
    const to = (await at.now()) + MINUTE;
    let asked = 0;
    const pages = at.platform.orders.changed.pages(shop, { from, to }, (call) => {
      asked += 1;
      return call(at.token);
    });
    for await (const page of pages) expect(page.length).toBeLessThanOrEqual(100);
    expect(asked).toBeGreaterThan(2);
  });
});
