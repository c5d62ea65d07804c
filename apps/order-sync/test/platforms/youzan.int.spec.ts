import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, HOUR } from '@cartrail/kernel';
import { TooManyRows, type OpenPlatform } from '../../src/application/ports.js';
import { PushTarget } from './push-target.js';
import { APP, around, failing, idOf, openAt, ref, SHOP, YouzanShop } from './youzan-shop.js';

let shop: YouzanShop;
beforeAll(async () => {
  shop = await YouzanShop.open();
});
afterAll(() => shop.sim.stop());

describe('Youzan, a shop’s consent', () => {
  it('is given by its id or by a code, which names it, and renewed', async () => {
    const { authorisation } = shop.platform;
    const self = await authorisation.grant({ kind: 'self', vendorShopId: SHOP });
    expect(self.tokens.accessExpiresAt).toBeGreaterThan(Date.now() + DAY);
    const code = await shop.sim.consent(SHOP);
    const granted = await authorisation.grant({ kind: 'code', code, redirectUri: 'https://us.example' });
    expect(granted.vendorShopId).toBe(SHOP);
    const held = { refreshToken: granted.tokens.refreshToken, vendorShopId: SHOP };
    const renewed = await authorisation.refresh(held);
    expect(renewed.accessToken).not.toBe(granted.tokens.accessToken);
    await expect(authorisation.refresh(held)).rejects.toEqual(failing('auth_expired'));
    await expect(authorisation.refresh({ ...held, refreshToken: '' })).resolves.toMatchObject({});
    const again = authorisation.grant({ kind: 'code', code, redirectUri: 'https://us.example' });
    await expect(again).rejects.toEqual(failing('invalid'));
  });

  it('that is withdrawn is an authorisation that has ended', async () => {
    const id = await shop.order();
    await expect(shop.platform.orders.order(ref, 'nobody', id)).rejects.toEqual(failing('auth_expired'));
    await shop.sim.control('POST', '/tokens/revoke', { shopId: SHOP });
    await expect(shop.platform.orders.order(ref, shop.token, id)).rejects.toEqual(failing('auth_expired'));
    const silent = shop.platform.authorisation.grant({ kind: 'self', vendorShopId: SHOP });
    await expect(silent).rejects.toEqual(failing('auth_expired'));
    await shop.sim.consent(SHOP);
    await expect(shop.read(id)).resolves.toMatchObject({ platformOrderId: id });
  });
});

describe('Youzan, orders', () => {
  it('reads one as the world has it, and opens its receiver', async () => {
    const address = { name: '张三', phone: '13800001111', region: '330100', detail: '文一路1号' };
    const id = await shop.order({ address });
    const pulled = await shop.platform.orders.order(ref, shop.token, id);
    expect(pulled.unmapped).toEqual([]);
    expect(pulled.order).toMatchObject({
      platformOrderId: id,
      status: 'awaiting_shipment',
      orderAmountFen: 19_880,
      payAmountFen: 19_880,
      receiver: { nameMask: '*', phoneMask: '****', regionCode: '330106' },
      lines: [
        { quantity: 2, payAmountFen: 11_980, merchantSkuCode: 'TEE-WHITE-M' },
        { quantity: 1, payAmountFen: 7_900 },
      ],
      parcels: [],
    });
    const { name, phone, address: detail } = pulled.cipher;
    const plain = await shop.platform.orders.decrypt?.(ref, shop.token, id, [name, phone, detail]);
    expect(plain).toEqual(['张三', '13800001111', '文一路1号']);
    const forged = shop.platform.orders.decrypt?.(ref, shop.token, id, ['nothing']);
    await expect(forged).rejects.toEqual(failing('invalid'));
  });

  it('ends in the words of ours', async () => {
    const [unpaid, cancelled, finished] = await shop.orders(3, { pay: false });
    const act = (id: string | undefined, what: string, body = {}) =>
      shop.sim.control('POST', `/orders/${id ?? ''}/${what}`, body);
    expect(await shop.read(unpaid ?? '')).toMatchObject({ status: 'created', payAmountFen: 0 });
    await act(cancelled, 'cancel');
    expect(await shop.read(cancelled ?? '')).toMatchObject({ status: 'closed', closeReason: 'cancelled' });
    await act(finished, 'pay');
    await act(finished, 'ship', { parcels: [{}] });
    await act(finished, 'finish');
    expect(await shop.read(finished ?? '')).toMatchObject({ status: 'finished', closeReason: 'finished' });
  });

  it('lists them by either time, and loses none that moves while it is read', async () => {
    const ids = await shop.orders(230);
    await shop.late();
    const moved = () =>
      Promise.all(
        ids.slice(-40).map((id) => shop.sim.control('POST', `/orders/${id}/ship`, { parcels: [{}] })),
      );
    const window = { from: Date.now() - HOUR, to: Date.now() + HOUR };
    const { changed, created } = shop.platform.orders;
    const first = await shop.all(changed, window, moved);
    const still = ids.slice(0, -40);
    expect(first.rows.map(idOf)).toEqual(expect.arrayContaining(still));
    expect(first.pages).toBeGreaterThanOrEqual(3);
    expect(first.asked).toBe(first.pages + 1);
    await shop.late();
    const second = await shop.all(created ?? changed);
    expect(second.rows.map(idOf)).toEqual(expect.arrayContaining([...ids]));
    expect(second.rows.every((row) => row.kind === 'sign' && row.updatedAt !== undefined)).toBe(true);
  }, 60_000);

  it('asks for no window longer than the platform takes, and for none of no length', async () => {
    const { changed } = shop.platform.orders;
    const to = Date.now();
    await expect(
      shop.all(changed, { from: 1_700_000_000_000, to: 1_700_000_000_000 }),
    ).resolves.toBeDefined();
    await expect(shop.all(changed, { from: to - changed.maxSpanMs, to })).resolves.toBeDefined();
    await expect(shop.all(changed, { from: to - 93 * DAY, to })).rejects.toEqual(failing('invalid'));
  });

  it('ships line by line and then the rest, and nothing twice', async () => {
    const id = await shop.order();
    const [line, other] = (await shop.read(id)).lines;
    const { shipping } = shop.platform;
    const ship = (carrier: string, number: string, part: typeof line) =>
      shipping?.ship(ref, shop.token, {
        platformOrderId: id,
        carrier,
        number,
        lines: part ? [part] : [],
        whole: part === undefined,
        requestId: number,
      });
    expect([shipping?.companyOf('SF'), shipping?.companyOf('JTSD')]).toEqual(['7', undefined]);
    await expect(ship('JTSD', 'JT0000001', line)).rejects.toEqual(failing('invalid'));
    await ship('YTO', 'YT1000001', line);
    expect(await shop.read(id)).toMatchObject({
      status: 'shipped',
      partial: true,
      parcels: [{ number: 'YT1000001', carrier: 'YTO', lines: [{ quantity: 2 }] }],
    });
    await expect(ship('YTO', 'YT1000002', line)).rejects.toEqual(failing('invalid'));
    await ship('SF', 'SF1000001', undefined);
    const whole = await shop.read(id);
    expect(whole).toMatchObject({ status: 'shipped', partial: false });
    expect(whole.parcels[1]).toMatchObject({
      carrier: 'SF',
      lines: [{ platformLineId: other?.platformLineId }],
    });
  });
});

describe('Youzan, calls that go wrong', () => {
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
});

describe('Youzan, answers no simulator gives', () => {
  const answering = async (
    body: object,
    ask: (platform: OpenPlatform) => Promise<unknown>,
  ): Promise<void> => {
    const server = new PushTarget(() => ({
      status: 200,
      type: 'application/json',
      body: JSON.stringify(body),
    }));
    try {
      await ask(openAt(await server.listen()));
    } finally {
      await server.close();
    }
  };
  const list = (platform: OpenPlatform) => shop.all(platform.orders.changed);
  const read = (platform: OpenPlatform) => platform.orders.order(ref, 'token', 'E1');

  it('of more rows than the list can reach ask for a smaller window', async () => {
    const orders = { success: true, code: 200, data: { total_results: 10_001, full_order_info_list: [] } };
    await answering(orders, (platform) => expect(list(platform)).rejects.toThrow(TooManyRows));
    const refunds = { success: true, code: 200, data: { total: 3_001, refunds: [] } };
    const cases = (platform: OpenPlatform) => shop.all(platform.cases.changed);
    await answering(refunds, (platform) => expect(cases(platform)).rejects.toThrow(TooManyRows));
  });

  it('that do not say how long their list is are not taken for a short one', async () => {
    const endless = { success: true, code: 200, data: { full_order_info_list: [] } };
    await answering(endless, (platform) => expect(list(platform)).rejects.toEqual(failing('invalid')));
  });

  it('that are empty come too early, and older ones have their own words for no', async () => {
    const early = { success: true, code: 200, data: null };
    await answering(early, (platform) => expect(read(platform)).rejects.toEqual(failing('transient')));
    const old = { error_response: { code: 40010, msg: '参数 token 无效' } };
    await answering(old, (platform) => expect(read(platform)).rejects.toEqual(failing('auth_expired')));
  });

  it('that say yes and do nothing are no yes', async () => {
    const seen = await shop.seen(await shop.shippedCase(1));
    const idle = { response: { is_success: false } };
    await answering(idle, (platform) =>
      expect(platform.cases.actions.agreeRefund?.(ref, 'token', seen)).rejects.toEqual(failing('invalid')),
    );
  });
});

describe('Youzan, pushes', () => {
  it('are let in as they come, and turned away forged', async () => {
    const { door } = shop.platform;
    if (!door) throw new Error('Youzan pushes');
    const target = new PushTarget((request) => {
      const admission = door.admit(request);
      return admission.kind === 'accepted' ? door.accepted : admission.answer;
    });
    await shop.sim.control('PUT', '/youzan-apps', { ...APP, pushUrl: await target.listen() });
    try {
      await shop.sim.control('POST', '/settle', {});
      expect(target.got.map((push) => door.admit(push).kind)).toEqual(['probe']);
      const id = await shop.order();
      await shop.sim.control('POST', `/orders/${id}/ship`, { parcels: [{}] });
      await shop.sim.control('POST', '/settle', {});
      await shop.sim.fault('youzan', 'bad-signature');
      const refund = await shop.claim(id, 0);
      await shop.sim.control('POST', '/settle', {});
      const got = target.got.slice(1);
      const kinds = got.map((push) => door.admit(push).kind);
      expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(1);
      const admitted = got.filter((push) => door.admit(push).kind === 'accepted');
      const read = admitted.map((push) => door.read(push.body.toString()));
      expect(read.flatMap(({ unmapped }) => unmapped)).toEqual([]);
      const hint = { vendorShopId: SHOP, platformOrderId: id };
      expect(read.map(({ hints }) => hints)).toEqual([
        ...Array.from({ length: 4 }, () => [hint]),
        [{ ...hint, afterSale: { platformAfterSaleId: refund } }],
      ]);
    } finally {
      await shop.sim.control('PUT', '/youzan-apps', APP);
      await shop.sim.control('DELETE', '/faults');
      await target.close();
    }
  });
});

describe('Youzan, cases in lists', () => {
  it('are found by either time, page by page', async () => {
    const ids: string[] = [];
    for (let made = 0; made < 3; made++) ids.push(await shop.shippedCase(0));
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
