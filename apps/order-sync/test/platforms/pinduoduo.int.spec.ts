import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { machineClock, MINUTE, SECOND } from '@cartrail/kernel';
import type { Ask, Listing, OpenPlatform, TokenPair, Window } from '../../src/application/ports.js';
import type { ObservedCase } from '../../src/domain/after-sale.state.js';
import { pinduoduoConnector } from '../../src/outbound/platforms/pinduoduo/connector.js';
import { Simulators, type Json } from './simulators.js';

const SHOP = '90071992547409931';
/** Its messages are asked for, and nobody else's. */
const HEARD = '90071992547409933';
const shop = { tenantId: 't1', shopId: 's1', vendorShopId: SHOP, platform: 'pinduoduo' } as const;

let sim: Simulators;
let open: OpenPlatform;
let tokens: TokenPair;
const ask: Ask = (call) => call(tokens.accessToken);

const connect = (more: { credentials?: object; settings?: Record<string, string> } = {}): OpenPlatform => {
  const host = `${sim.url}/pinduoduo`;
  return pinduoduoConnector.open(
    {
      connectionId: 'c1',
      credentials: { clientId: 'sample-pdd-client', clientSecret: 'sample-pdd-secret', ...more.credentials },
      settings: more.settings ?? { operateTimeUnit: 's', reasons: '质量问题:quality' },
      hosts: { api: host, authorise: host, push: host },
      timeoutMs: 5_000,
    },
    machineClock,
  );
};

const grant = async (shopId: string, shopName: string): Promise<TokenPair> => {
  const code = await sim.consent(shopId);
  const granted = await open.authorisation.grant({ kind: 'code', code, redirectUri: 'https://x.example/cb' });
  expect(granted).toMatchObject({ vendorShopId: shopId, shopName });
  return granted.tokens;
};

beforeAll(async () => {
  sim = await Simulators.start();
  open = connect();
});
afterAll(() => sim.stop());
beforeEach(async () => {
  tokens = await grant(SHOP, '拼多多演示店');
});

const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 }];
const buy = async (more: Json = {}): Promise<string> => {
  const [id = ''] = await sim.orders(SHOP, [{ lines, ...more }]);
  return id;
};
const order = (id: string) => open.orders.order(shop, tokens.accessToken, id);
const failure = (kind: string) => expect.objectContaining({ kind });

/** The clock of the simulated world, which tests move. */
async function worldNow(): Promise<number> {
  const response = await fetch(`${sim.url}/clock`);
  return ((await response.json()) as { now: number }).now;
}

async function all<T>(listing: Listing<T>, window: Window): Promise<readonly T[]> {
  const rows: T[] = [];
  for await (const page of listing.pages(shop, window, ask)) rows.push(...page);
  return rows;
}

describe('authorisation at Pinduoduo', () => {
  it('sends the merchant to a page that knows where he comes back to', () => {
    const url = new URL(open.authorisation.url?.('state-1', 'https://x.example/cb') ?? '');
    expect(url.pathname).toBe('/pinduoduo/service-market/auth');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'sample-pdd-client',
      redirect_uri: 'https://x.example/cb',
      state: 'state-1',
    });
  });

  it('renews a token, after which the old pair renews nothing', async () => {
    const held = { refreshToken: tokens.refreshToken, vendorShopId: SHOP };
    const fresh = await open.authorisation.refresh(held);
    expect(fresh.accessToken).not.toBe(tokens.accessToken);
    expect(fresh.accessExpiresAt - fresh.issuedAt).toBeGreaterThan(86_000 * SECOND);
    await expect(open.authorisation.refresh(held)).rejects.toMatchObject({ kind: 'auth_expired' });
  });

  it('tells an expired token, a consent that was taken back and a wrong secret apart from any other no', async () => {
    const id = await buy();
    await sim.control('POST', '/tokens/expire', { shopId: SHOP });
    await expect(order(id)).rejects.toEqual(failure('auth_expired'));
    await sim.control('POST', '/tokens/revoke', { shopId: SHOP });
    await expect(order(id)).rejects.toEqual(failure('auth_expired'));
    const forged = connect({ credentials: { clientSecret: 'guess' } });
    await expect(forged.orders.order(shop, tokens.accessToken, id)).rejects.toEqual(failure('invalid'));
  });

  it('needs a code', async () => {
    const self = { kind: 'self', vendorShopId: SHOP } as const;
    await expect(open.authorisation.grant(self)).rejects.toEqual(failure('invalid'));
  });
});

describe('orders at Pinduoduo', () => {
  it('are read as the platform has them, from paid to shipped under a number of ours', async () => {
    const id = await buy({ address: { name: '张三', phone: '13812341234', region: '330100' } });
    const { order: seen, cipher, unmapped, warehouseId } = await order(id);
    expect(unmapped).toEqual([]);
    expect(warehouseId).toBe('WH-330100');
    expect(seen).toMatchObject({
      platformOrderId: id,
      status: 'awaiting_shipment',
      orderAmountFen: 11_980,
      payAmountFen: 11_980,
      receiver: { nameMask: '张*', phoneMask: '138****1234', regionCode: '330106' },
      lines: [{ merchantSkuCode: 'TEE-WHITE-M', quantity: 2, payAmountFen: 11_980 }],
    });
    expect(cipher.phone).toMatch(/^\$.+\$\$$/);
    const shipment = { platformOrderId: id, number: 'ZT777000001', carrier: 'ZTO', lines: [], whole: true };
    await open.shipping?.ship(shop, tokens.accessToken, { ...shipment, requestId: 'r1' });
    const shipped = await order(id);
    expect(shipped.order).toMatchObject({
      status: 'shipped',
      parcels: [{ number: 'ZT777000001', carrier: 'ZTO', lines: [{ quantity: 2 }] }],
    });
    expect(shipped.cipher.phone).toBe('');
    expect(shipped.order?.receiver.fingerprint).toBe(seen?.receiver.fingerprint);
  });

  it('are shipped once: a repetition is no failure, another number is', async () => {
    const id = await buy();
    const shipment = {
      platformOrderId: id,
      number: 'ZT777000002',
      carrier: 'ZTO',
      lines: [],
      requestId: 'r1',
    };
    const ship = (more: object): Promise<void> | undefined =>
      open.shipping?.ship(shop, tokens.accessToken, { ...shipment, whole: true, ...more });
    await sim.fault(id, 'lost-answer');
    await expect(ship({})).rejects.toEqual(failure('transient'));
    await expect(ship({})).resolves.toBeUndefined();
    await expect(ship({ number: 'ZT777000003' })).rejects.toEqual(failure('invalid'));
    await expect(ship({ carrier: 'HTKY' })).rejects.toEqual(failure('invalid'));
    await expect(ship({ whole: false })).rejects.toEqual(failure('invalid'));
  });

  it('disclose a receiver while they wait, and no more once the goods have left', async () => {
    const id = await buy({ address: { name: '李四' } });
    const { cipher } = await order(id);
    const texts = [cipher.name, cipher.phone];
    const plain = await open.orders.decrypt?.(shop, tokens.accessToken, id, texts);
    expect(plain).toEqual(['李四', expect.stringMatching(/^184\d{8}-\d{4}$/)]);
    const other = await buy();
    const foreign = open.orders.decrypt?.(shop, tokens.accessToken, other, texts);
    await expect(foreign).rejects.toEqual(failure('invalid'));
    const some = await open.orders.decrypt?.(shop, tokens.accessToken, id, ['', cipher.name]);
    expect(some).toEqual(['', '李四']);
    const gone = open.orders.decrypt?.(shop, tokens.accessToken, id, ['', '']);
    await expect(gone).rejects.toEqual(failure('manual_only'));
  });

  it('are cancelled, unpaid and confirmed in our words', async () => {
    const [unpaid, cancelled, confirmed] = [await buy({ pay: false }), await buy(), await buy()];
    await sim.control('POST', `/orders/${cancelled}/cancel`, {});
    await sim.control('POST', `/orders/${confirmed}/ship`, { parcels: [{}] });
    await sim.control('POST', `/orders/${confirmed}/finish`, {});
    expect((await order(unpaid)).order?.status).toBe('created');
    expect((await order(cancelled)).order).toMatchObject({ status: 'closed', closeReason: 'cancelled' });
    expect((await order(confirmed)).order?.status).toBe('shipped');
  });

  it.each(['changed', 'created'] as const)(
    'are listed by %s over several pages, each of them once',
    async (by) => {
      const from = Date.now() - SECOND;
      const made = await sim.orders(
        SHOP,
        Array.from({ length: 205 }, () => ({ lines })),
      );
      const listing = open.orders[by];
      const rows = listing ? await all(listing, { from, to: (await worldNow()) + SECOND }) : [];
      const ids = rows.map((row) => (row.kind === 'whole' ? row.pulled.platformOrderId : ''));
      expect(made.every((id) => ids.includes(id))).toBe(true);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  it('slip through no gap when they move while they are read', async () => {
    const from = Date.now() - SECOND;
    const made = await sim.orders(
      SHOP,
      Array.from({ length: 250 }, () => ({ lines })),
    );
    const to = await worldNow();
    const seen = new Set<string>();
    // What is cancelled from now on leaves the window, and all that stood behind it moves up.
    await sim.advance(2 * SECOND);
    for await (const page of open.orders.changed.pages(shop, { from, to }, ask)) {
      for (const row of page) if (row.kind === 'whole') seen.add(row.pulled.platformOrderId);
      for (const id of made.filter((one) => !seen.has(one)).slice(0, 10)) {
        await sim.control('POST', `/orders/${id}/cancel`, {});
        seen.add(id);
      }
    }
    expect(made.filter((id) => !seen.has(id))).toEqual([]);
  });

  it('are asked for in windows the platform takes, to the second', async () => {
    for (const listing of [open.orders.changed, open.orders.created, open.cases.changed]) {
      const from = Date.now() - (listing?.maxSpanMs ?? 0) - 500;
      const window = { from, to: from + (listing?.maxSpanMs ?? 0) };
      await expect(listing && all<unknown>(listing, window)).resolves.toBeDefined();
      const longer = { from: window.from - 2 * SECOND, to: window.to };
      await expect(listing && all<unknown>(listing, longer)).rejects.toEqual(failure('invalid'));
    }
  });

  it.each([
    ['throttled', 'throttled'],
    ['500', 'transient'],
    ['malformed', 'transient'],
  ])('that meet %s are told to be %s', async (fault, kind) => {
    const id = await buy();
    await sim.fault(id, fault);
    await expect(order(id)).rejects.toEqual(failure(kind));
    await expect(order(id)).resolves.toMatchObject({ platformOrderId: id });
  });

  it('that are another shop’s are not shown', async () => {
    await expect(order('231115-452750051')).rejects.toEqual(failure('invalid'));
  });
});

describe('cases at Pinduoduo', () => {
  const claim = async (type: number, ship: boolean): Promise<{ id: string; orderId: string }> => {
    const orderId = await buy();
    if (ship) await sim.control('POST', `/orders/${orderId}/ship`, { parcels: [{ plan: 'quick' }] });
    const truth = await sim.control('GET', `/orders/${orderId}`);
    const [line] = truth['lines'] as { platformLineId: string }[];
    const body = { type, lines: [{ platformLineId: line?.platformLineId, quantity: 2 }], reasonCode: 2 };
    const made = await sim.control('POST', `/orders/${orderId}/after-sales`, body);
    return { id: String(made['platformAfterSaleId']), orderId };
  };
  const read = ({ id, orderId }: { id: string; orderId: string }) =>
    open.cases.case(shop, tokens.accessToken, { platformAfterSaleId: id, platformOrderId: orderId });
  const seen = async (one: { id: string; orderId: string }): Promise<ObservedCase> => {
    const { seen: state, unmapped } = await read(one);
    if (!state || unmapped.length > 0) throw new Error(`case ${one.id}: ${JSON.stringify(unmapped)}`);
    return state;
  };

  it('go from asked for over agreed, sent back and received to refunded', async () => {
    const one = await claim(0, true);
    const asked = await seen(one);
    const { platformOrderId } = asked;
    const bought = (await order(platformOrderId)).order?.lines[0];
    expect(asked).toMatchObject({
      platformAfterSaleId: one.id,
      kind: 'return_refund',
      status: 'requested',
      reason: 'quality',
      refundAmountFen: 11_980,
      lines: [{ platformLineId: bought?.platformLineId, quantity: 2 }],
    });
    const address = { addressId: `${SHOP}01` };
    await open.cases.actions.agreeReturn?.(shop, tokens.accessToken, asked, address);
    expect(await seen(one)).toMatchObject({ status: 'awaiting_return' });
    const sent = await sim.control('POST', `/after-sales/${one.id}/ship`, { carrier: 'ZTO', plan: 'quick' });
    const { number } = sent['parcel'] as { number: string };
    const returning = await seen(one);
    expect(returning).toMatchObject({ status: 'return_shipped', returnParcel: { number, carrier: 'ZTO' } });
    const goods = { receivedAt: Date.now() };
    await open.cases.actions.reportReceived?.(shop, tokens.accessToken, returning, goods);
    const truth = await sim.control('GET', `/after-sales/${one.id}`);
    expect(truth).toMatchObject({ gotPackage: true, refunds: [], reports: [{ trackingNo: number }] });
    await open.cases.actions.refundReceived?.(shop, tokens.accessToken, await seen(one));
    expect(await seen(one)).toMatchObject({ status: 'return_shipped', refunding: true });
    await sim.advance(MINUTE);
    expect(await seen(one)).toMatchObject({ status: 'refunded', outcome: 'refunded', refundedFen: 11_980 });
    expect((await order(platformOrderId)).order).toMatchObject({ status: 'closed', closeReason: 'refunded' });
  });

  it.each([
    [2, false, 'refund_only_unshipped'],
    [1, true, 'refund_only_shipped'],
  ])('of type %s, shipped %s, are %s and paid without goods', async (type, shipped, kind) => {
    const one = await claim(type, shipped);
    const asked = await seen(one);
    expect(asked).toMatchObject({ kind, status: 'requested' });
    await open.cases.actions.agreeRefund?.(shop, tokens.accessToken, asked);
    expect(await seen(one)).toMatchObject({ refunding: true });
  });

  it('answer conflict to a word about a case that has moved, and invalid to one that has not', async () => {
    const moved = await claim(0, true);
    const asked = await seen(moved);
    await sim.control('POST', `/after-sales/${moved.id}/cancel`, {});
    const late = open.cases.actions.agreeReturn?.(shop, tokens.accessToken, asked, {
      addressId: `${SHOP}01`,
    });
    await expect(late).rejects.toEqual(failure('conflict'));
    const still = await seen(await claim(0, true));
    const nowhere = open.cases.actions.agreeReturn?.(shop, tokens.accessToken, still, { addressId: '7' });
    await expect(nowhere).rejects.toEqual(failure('invalid'));
    const early = open.cases.actions.reportReceived?.(shop, tokens.accessToken, still, {
      receivedAt: Date.now(),
    });
    await expect(early).rejects.toMatchObject({ kind: 'invalid', message: /tracking number/ });
  });

  it('leave it open whether a word was heard whose answer was lost: reading tells', async () => {
    const one = await claim(1, true);
    const asked = await seen(one);
    await sim.fault(one.id, 'lost-answer');
    const lost = open.cases.actions.agreeRefund?.(shop, tokens.accessToken, asked);
    await expect(lost).rejects.toEqual(failure('transient'));
    expect(await seen(one)).toMatchObject({ refunding: true });
  });

  it('are in dispute, refused and exchanged in our words', async () => {
    const [disputed, refused, exchanged] = [await claim(1, true), await claim(1, true), await claim(3, true)];
    await sim.control('POST', `/after-sales/${disputed.id}/escalate`, {});
    await sim.control('POST', `/after-sales/${refused.id}/refuse`, {});
    expect(await seen(disputed)).toMatchObject({ status: 'in_dispute', platformState: { arbitration: '1' } });
    expect(await seen(refused)).toMatchObject({ status: 'rejected' });
    expect(await seen(exchanged)).toMatchObject({ kind: 'exchange', status: 'reship' });
  });

  it('are listed by their change, as signs of what to ask for', async () => {
    const one = await claim(1, true);
    const { sourceUpdatedAt } = await seen(one);
    const window = { from: sourceUpdatedAt, to: sourceUpdatedAt + MINUTE };
    expect(await all(open.cases.changed, window)).toContainEqual({
      platformAfterSaleId: one.id,
      platformOrderId: one.orderId,
      updatedAt: sourceUpdatedAt,
      status: '2',
    });
  });

  it('are not found by a name that is no case of the order', async () => {
    await expect(read({ id: '1', orderId: (await claim(1, true)).orderId })).rejects.toEqual(
      failure('transient'),
    );
    const nameless = open.cases.case(shop, tokens.accessToken, { platformAfterSaleId: '1' });
    await expect(nameless).rejects.toEqual(failure('invalid'));
  });

  it('report no goods while nobody has said what unit operate_time is in', () => {
    const silent = connect({ settings: {} });
    expect(silent.cases.actions.reportReceived).toBeUndefined();
    expect(silent.withheld).toEqual({ 'report-received': 'the setting operateTimeUnit is empty' });
    expect(open.withheld).toEqual({});
  });

  it('have no word for a no: the platform documents none', () => {
    expect(open.cases.actions.reject).toBeUndefined();
    expect(pinduoduoConnector.manifest.notSupported.reject).toContain('商家后台');
  });
});

describe('messages of Pinduoduo', () => {
  it('name what to ask for, come again until they are kept, and are confirmed then', async () => {
    const { channel } = open;
    if (!channel) throw new Error('there is a channel');
    await sim.control('PUT', '/shops', { shopId: HEARD, platform: 'pinduoduo', name: '听得见' });
    await channel.permit?.((await grant(HEARD, '听得见')).accessToken);
    const [id = ''] = await sim.orders(HEARD, [{ lines }]);
    const stop = new AbortController();
    const failing = channel.listen(() => Promise.reject(new Error('no database')), stop.signal);
    await expect(failing).rejects.toEqual(failure('transient'));
    const kept: string[] = [];
    const heard = new Promise<string>((resolve) => {
      const keep = ({ body, dedupeKey }: { body: string; dedupeKey: string }): Promise<void> => {
        kept.push(dedupeKey);
        if (channel.read(body).hints.some(({ platformOrderId }) => platformOrderId === id)) resolve(body);
        return Promise.resolve();
      };
      void channel.listen(keep, stop.signal);
    });
    expect(channel.read(await heard)).toEqual({
      hints: [{ vendorShopId: HEARD, platformOrderId: id }],
      unmapped: [],
    });
    await sim.control('POST', '/settle', {});
    expect(new Set(kept).size).toBe(kept.length);
    stop.abort();
  });

  it('come to nobody who signs with another secret', async () => {
    const forged = connect({ credentials: { clientSecret: 'guess' } });
    const listening = forged.channel?.listen(() => Promise.resolve(), new AbortController().signal);
    await expect(listening).rejects.toEqual(failure('forbidden'));
  });
});
