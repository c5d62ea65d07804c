import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TooManyRows } from '../../src/application/ports.js';
import { PushTarget } from './push-target.js';
import {
  APP,
  around,
  CONNECTION,
  failing,
  idOf,
  openAt,
  ref,
  settings,
  SHOP,
  WeimobShop,
} from './weimob-shop.js';

let shop: WeimobShop;
beforeAll(async () => {
  shop = await WeimobShop.open();
});
afterAll(() => shop.sim.stop());

describe('Weimob, a shop’s consent', () => {
  it('is given by its bosId or by a code, which names it, and renewed either way', async () => {
    const { authorisation } = shop.platform;
    expect(shop.tokens.refreshToken).toBe('');
    const held = { refreshToken: '', vendorShopId: SHOP };
    const again = await authorisation.refresh(held);
    expect(again.accessToken).not.toBe(shop.token);
    const code = await shop.sim.consent(SHOP);
    const granted = await authorisation.grant({ kind: 'code', code, redirectUri: 'https://us.example' });
    expect(granted.vendorShopId).toBe(SHOP);
    expect(granted.tokens.accessExpiresAt - granted.tokens.issuedAt).toBe(7_200_000);
    const renewable = { ...held, refreshToken: granted.tokens.refreshToken };
    await expect(authorisation.refresh(renewable)).resolves.toHaveProperty('accessToken');
    await expect(authorisation.refresh(renewable)).rejects.toEqual(failing('auth_expired'));
    const used = authorisation.grant({ kind: 'code', code, redirectUri: 'https://us.example' });
    await expect(used).rejects.toEqual(failing('invalid'));
  });

  it('that is withdrawn is an authorisation that has ended, as far as the merchant’s table knows', async () => {
    const id = await shop.order();
    await shop.sim.control('POST', '/tokens/revoke', { shopId: SHOP });
    await expect(shop.platform.orders.order(ref, shop.token, id)).rejects.toEqual(failing('auth_expired'));
    const untold = shop.told({}).orders.order(ref, shop.token, id);
    await expect(untold).rejects.toEqual(failing('invalid'));
    const anew = shop.platform.authorisation.grant({ kind: 'self', vendorShopId: SHOP });
    await expect(anew).rejects.toEqual(failing('auth_expired'));
    await shop.sim.consent(SHOP);
    await expect(shop.read(id)).resolves.toMatchObject({ platformOrderId: id });
  });

  it('takes a word for a bosId that only the merchant knows', async () => {
    const grant = shop.told({}).authorisation.grant({ kind: 'self', vendorShopId: SHOP });
    await expect(grant).rejects.toEqual(failing('invalid'));
  });
});

describe('Weimob, orders', () => {
  it('reads one as the world has it, and opens its receiver', async () => {
    const address = { name: '张三', phone: '13800001111', region: '330100', detail: '文一路1号' };
    const id = await shop.order({ address });
    const pulled = await shop.platform.orders.order(ref, shop.token, id);
    expect(pulled.unmapped).toEqual([]);
    expect(pulled.order).toMatchObject({
      platformOrderId: id,
      status: 'awaiting_shipment',
      payAmountFen: 11_980,
      receiver: { nameMask: '*', phoneMask: '****', regionCode: '330106' },
      lines: [{ quantity: 2, payAmountFen: 11_980, merchantSkuCode: 'TEE-WHITE-M' }],
      parcels: [],
    });
    expect(BigInt(id) > 2n ** 53n).toBe(true);
    const { name, phone } = pulled.cipher;
    const plain = await shop.platform.orders.decrypt?.(ref, shop.token, id, [name, phone]);
    expect(plain).toEqual(['张三', '13800001111']);
  });

  it('goes through the states the merchant’s table names', async () => {
    const id = await shop.order({ lines: ['TEE-WHITE-M', 'CUP-STEEL-500'].map(line) });
    const parts = [{ skuCode: 'TEE-WHITE-M', quantity: 1 }];
    await shop.ship(id, { carrier: 'YTO', lines: parts });
    expect(await shop.read(id)).toMatchObject({
      status: 'shipped',
      partial: true,
      parcels: [{ carrier: 'YTO', lines: [{ quantity: 1 }] }],
    });
    await shop.ship(id, { carrier: 'SF' });
    expect(await shop.read(id)).toMatchObject({ status: 'shipped', partial: false });
    await shop.sim.control('POST', `/orders/${id}/finish`, {});
    expect(await shop.read(id)).toMatchObject({ status: 'finished', closeReason: 'finished' });
    const unpaid = await shop.order({ pay: false });
    expect((await shop.read(unpaid)).status).toBe('created');
    await shop.sim.control('POST', `/orders/${unpaid}/cancel`, {});
    expect(await shop.read(unpaid)).toMatchObject({ status: 'closed', closeReason: 'cancelled' });
  });

  it('without a row changes nothing, and keeps the value for whoever will write one', async () => {
    const id = await shop.order();
    const less = shop.told({ ...settings, orderStatuses: '30:shipped' });
    const { order, unmapped } = await less.orders.order(ref, shop.token, id);
    expect([order, unmapped]).toEqual([undefined, [{ what: 'order-status', value: '20' }]]);
  });

  it('lists them by either time, and loses none that moves while it is read', async () => {
    const ids = await shop.orders(50);
    const { changed, created } = shop.platform.orders;
    const window = { from: Date.now() - 60_000, to: Date.now() };
    const moved = () => Promise.all(ids.slice(-15).map((id) => shop.ship(id)));
    const first = await shop.all(changed, window, moved);
    expect(first.rows.map(idOf)).toEqual(expect.arrayContaining(ids.slice(0, -15)));
    expect(first.pages).toBeGreaterThanOrEqual(3);
    expect(first.asked).toBe(first.pages + 1);
    const second = await shop.all(created ?? changed);
    expect(second.rows.map(idOf)).toEqual(expect.arrayContaining([...ids]));
  });

  it('lists nothing by a time nobody has said how to ask for, and says so beforehand', async () => {
    const less = shop.told({ timeUnit: 'ms', orderChangedType: '4' });
    await expect(shop.all(less.cases.changed)).rejects.toEqual(failing('invalid'));
    await expect(shop.all(shop.told({ orderChangedType: '4' }).orders.changed)).rejects.toEqual(
      failing('invalid'),
    );
    expect(Object.keys(less.withheld ?? {}).sort()).toEqual([
      'agree-return',
      'authorise-self',
      'cases-changed',
      'cases-created',
      'orders-created',
    ]);
    expect(shop.platform.withheld).toEqual({});
  });
});

const line = (skuCode: string) => ({ skuCode, quantity: 1, priceFen: 5_990 });

describe('Weimob, calls that go wrong', () => {
  it.each([
    ['throttled', 'throttled'],
    ['500', 'transient'],
    ['malformed', 'transient'],
    ['unanswered-query', 'transient'],
  ])('under %s are %s', async (fault, kind) => {
    const id = await shop.order();
    await shop.sim.fault(id, fault);
    await expect(shop.platform.orders.order(ref, shop.token, id)).rejects.toEqual(failing(kind));
    await expect(shop.read(id)).resolves.toMatchObject({ platformOrderId: id });
  });

  it('name no order but one of the platform’s', async () => {
    await expect(shop.platform.orders.order(ref, shop.token, 'E2023')).rejects.toEqual(failing('invalid'));
    await expect(shop.platform.orders.order(ref, shop.token, '1')).rejects.toEqual(failing('invalid'));
  });
});

describe('Weimob, answers no simulator gives', () => {
  const listOf = async (data: object): Promise<unknown> => {
    const body = JSON.stringify({ code: { errcode: 0, errmsg: 'success' }, data });
    const server = new PushTarget(() => ({ status: 200, type: 'application/json', body }));
    try {
      return await shop.all(openAt(await server.listen(), settings).orders.changed);
    } finally {
      await server.close();
    }
  };

  it('of more rows than we read in one window ask for a smaller one', async () => {
    await expect(listOf({ totalCount: 2_001, pageSize: 20, pageList: [] })).rejects.toThrow(TooManyRows);
  });

  it('paged otherwise than asked for, or of no length, are not read on', async () => {
    await expect(listOf({ totalCount: 30, pageSize: 10, pageList: [] })).rejects.toEqual(failing('invalid'));
    await expect(listOf({ pageSize: 20, pageList: [] })).rejects.toEqual(failing('invalid'));
    await expect(listOf({ totalCount: 0 })).resolves.toMatchObject({ rows: [], pages: 1 });
  });
});

describe('Weimob, pushes', () => {
  it('are hints to whoever has the secret URL, and nothing to any other', async () => {
    const { door } = shop.platform;
    if (!door) throw new Error('Weimob pushes');
    const target = new PushTarget((request) => {
      const admission = door.admit(request);
      return admission.kind === 'accepted' ? door.accepted : admission.answer;
    });
    const base = await target.listen();
    const pushUrl = `${base}/callbacks/weimob/${CONNECTION}`;
    try {
      await shop.sim.control('PUT', '/weimob-apps', { ...APP, pushUrl });
      await shop.sim.control('POST', '/settle', {});
      expect(target.got.map((push) => door.admit(push).kind)).toEqual(['probe']);
      const id = await shop.order();
      await shop.ship(id);
      await shop.sim.control('POST', '/settle', {});
      const rights = await shop.claim(id, 0);
      await shop.sim.control('POST', '/settle', {});
      const got = target.got.slice(1);
      expect(got.map((push) => door.admit(push).kind)).toEqual(got.map(() => 'accepted'));
      const read = got.map((push) => door.read(push.body.toString()));
      expect(read.flatMap(({ unmapped }) => unmapped)).toEqual([]);
      const hint = { vendorShopId: SHOP, platformOrderId: id };
      expect(read.map(({ hints }) => hints)).toEqual([
        ...Array.from({ length: 3 }, () => [hint]),
        [{ ...hint, afterSale: { platformAfterSaleId: rights } }],
      ]);
      const stranger = { ...got[0], path: '/callbacks/weimob/guessed' } as (typeof got)[number];
      expect(door.admit(stranger)).toMatchObject({ kind: 'refused', reason: 'signature' });
    } finally {
      await shop.sim.control('PUT', '/weimob-apps', APP);
      await target.close();
    }
  });
});

describe('Weimob, cases in lists', () => {
  it('are found by either time', async () => {
    const ids = [await shop.shippedCase(0), await shop.shippedCase(1)];
    const { changed, created } = shop.platform.cases;
    for (const listing of [changed, created ?? changed]) {
      const { rows } = await shop.all(listing, around());
      expect(rows.map((row) => row.platformAfterSaleId)).toEqual(expect.arrayContaining(ids));
      expect(rows.every((row) => row.updatedAt !== undefined && row.platformOrderId !== undefined)).toBe(
        true,
      );
    }
  });
});
