import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SECOND } from '@cartrail/kernel';
import type { TokenPair } from '../../src/application/ports.js';
import { failure, lines, PinduoduoShop, ref, SHOP } from './pinduoduo-shop.js';

/** Its messages are asked for, and nobody else's. */
const HEARD = '90071992547409933';

let pdd: PinduoduoShop;
let tokens: TokenPair;

beforeAll(async () => {
  pdd = await PinduoduoShop.open();
});
afterAll(() => pdd.sim.stop());
beforeEach(async () => {
  tokens = await pdd.renew();
});

describe('authorisation at Pinduoduo', () => {
  it('sends the merchant to a page that knows where he comes back to', () => {
    const url = new URL(pdd.platform.authorisation.url?.('state-1', 'https://x.example/cb') ?? '');
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
    const fresh = await pdd.platform.authorisation.refresh(held);
    expect(fresh.accessToken).not.toBe(pdd.token);
    expect(fresh.accessExpiresAt - fresh.issuedAt).toBeGreaterThan(86_000 * SECOND);
    await expect(pdd.platform.authorisation.refresh(held)).rejects.toMatchObject({ kind: 'auth_expired' });
  });

  it('tells an expired token, a consent that was taken back and a wrong secret apart from any other no', async () => {
    const id = await pdd.buy();
    await pdd.sim.control('POST', '/tokens/expire', { shopId: SHOP });
    await expect(pdd.order(id)).rejects.toEqual(failure('auth_expired'));
    await pdd.sim.control('POST', '/tokens/revoke', { shopId: SHOP });
    await expect(pdd.order(id)).rejects.toEqual(failure('auth_expired'));
    const forged = pdd.connect({ credentials: { clientSecret: 'guess' } });
    await expect(forged.orders.order(ref, pdd.token, id)).rejects.toEqual(failure('invalid'));
  });

  it('needs a code', async () => {
    const self = { kind: 'self', vendorShopId: SHOP } as const;
    await expect(pdd.platform.authorisation.grant(self)).rejects.toEqual(failure('invalid'));
  });
});

describe('orders at Pinduoduo', () => {
  it('are read as the platform has them, from paid to shipped under a number of ours', async () => {
    const id = await pdd.buy({ address: { name: '张三', phone: '13812341234', region: '330100' } });
    const { order: seen, cipher, unmapped, warehouseId } = await pdd.order(id);
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
    await pdd.platform.shipping?.ship(ref, pdd.token, { ...shipment, requestId: 'r1' });
    const shipped = await pdd.order(id);
    expect(shipped.order).toMatchObject({
      status: 'shipped',
      parcels: [{ number: 'ZT777000001', carrier: 'ZTO', lines: [{ quantity: 2 }] }],
    });
    expect(shipped.cipher.phone).toBe('');
    expect([seen?.receiver.hidden, shipped.order?.receiver.hidden]).toEqual([undefined, true]);
  });

  it('are shipped once: a repetition is no failure, another number is', async () => {
    const id = await pdd.buy();
    const shipment = {
      platformOrderId: id,
      number: 'ZT777000002',
      carrier: 'ZTO',
      lines: [],
      requestId: 'r1',
    };
    const ship = (more: object): Promise<void> | undefined =>
      pdd.platform.shipping?.ship(ref, pdd.token, { ...shipment, whole: true, ...more });
    await pdd.sim.fault(id, 'lost-answer');
    await expect(ship({})).rejects.toEqual(failure('transient'));
    await expect(ship({})).resolves.toBeUndefined();
    await expect(ship({ number: 'ZT777000003' })).rejects.toEqual(failure('invalid'));
    await expect(ship({ carrier: 'HTKY' })).rejects.toEqual(failure('invalid'));
    await expect(ship({ whole: false })).rejects.toEqual(failure('invalid'));
  });

  it('disclose a receiver while they wait, and no more once the goods have left', async () => {
    const id = await pdd.buy({ address: { name: '李四' } });
    const { cipher } = await pdd.order(id);
    const texts = [cipher.name, cipher.phone];
    const plain = await pdd.platform.orders.decrypt?.(ref, pdd.token, id, texts);
    expect(plain).toEqual(['李四', expect.stringMatching(/^184\d{8}-\d{4}$/)]);
    const other = await pdd.buy();
    const foreign = pdd.platform.orders.decrypt?.(ref, pdd.token, other, texts);
    await expect(foreign).rejects.toEqual(failure('invalid'));
    const some = await pdd.platform.orders.decrypt?.(ref, pdd.token, id, ['', cipher.name]);
    expect(some).toEqual(['', '李四']);
    const gone = pdd.platform.orders.decrypt?.(ref, pdd.token, id, ['', '']);
    await expect(gone).rejects.toEqual(failure('manual_only'));
  });

  it('are cancelled, unpaid and confirmed in our words', async () => {
    const [unpaid, cancelled, confirmed] = [await pdd.buy({ pay: false }), await pdd.buy(), await pdd.buy()];
    await pdd.sim.control('POST', `/orders/${cancelled}/cancel`, {});
    await pdd.sim.control('POST', `/orders/${confirmed}/ship`, { parcels: [{}] });
    await pdd.sim.control('POST', `/orders/${confirmed}/finish`, {});
    expect((await pdd.order(unpaid)).order?.status).toBe('created');
    expect((await pdd.order(cancelled)).order).toMatchObject({ status: 'closed', closeReason: 'cancelled' });
    expect((await pdd.order(confirmed)).order?.status).toBe('shipped');
  });

  it.each(['changed', 'created'] as const)(
    'are listed by %s over several pages, each of them once',
    async (by) => {
      const from = Date.now() - SECOND;
      const made = await pdd.sim.orders(
        SHOP,
        Array.from({ length: 205 }, () => ({ lines })),
      );
      const listing = pdd.platform.orders[by];
      const rows = listing ? await pdd.all(listing, { from, to: (await pdd.now()) + SECOND }) : [];
      const ids = rows.map((row) => (row.kind === 'whole' ? row.pulled.platformOrderId : ''));
      expect(made.every((id) => ids.includes(id))).toBe(true);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  it('slip through no gap when they move while they are read', async () => {
    const from = Date.now() - SECOND;
    const made = await pdd.sim.orders(
      SHOP,
      Array.from({ length: 250 }, () => ({ lines })),
    );
    const to = await pdd.now();
    const seen = new Set<string>();
    // What is cancelled from now on leaves the window, and all that stood behind it moves up.
    await pdd.sim.advance(2 * SECOND);
    for await (const page of pdd.platform.orders.changed.pages(ref, { from, to }, (call) =>
      call(pdd.token),
    )) {
      for (const row of page) if (row.kind === 'whole') seen.add(row.pulled.platformOrderId);
      for (const id of made.filter((one) => !seen.has(one)).slice(0, 10)) {
        await pdd.sim.control('POST', `/orders/${id}/cancel`, {});
        seen.add(id);
      }
    }
    expect(made.filter((id) => !seen.has(id))).toEqual([]);
  });

  it('are asked for in windows the platform takes, to the second', async () => {
    for (const listing of [
      pdd.platform.orders.changed,
      pdd.platform.orders.created,
      pdd.platform.cases.changed,
    ]) {
      const from = Date.now() - (listing?.maxSpanMs ?? 0) - 500;
      const window = { from, to: from + (listing?.maxSpanMs ?? 0) };
      await expect(listing && pdd.all<unknown>(listing, window)).resolves.toBeDefined();
      const longer = { from: window.from - 2 * SECOND, to: window.to };
      await expect(listing && pdd.all<unknown>(listing, longer)).rejects.toEqual(failure('invalid'));
    }
  });

  it.each([
    ['throttled', 'throttled'],
    ['500', 'transient'],
    ['malformed', 'transient'],
  ])('that meet %s are told to be %s', async (fault, kind) => {
    const id = await pdd.buy();
    await pdd.sim.fault(id, fault);
    await expect(pdd.order(id)).rejects.toEqual(failure(kind));
    await expect(pdd.order(id)).resolves.toMatchObject({ platformOrderId: id });
  });

  it('that are another shop’s are not shown', async () => {
    await expect(pdd.order('231115-452750051')).rejects.toEqual(failure('invalid'));
  });
});

describe('messages of Pinduoduo', () => {
  it('name what to ask for, come again until they are kept, and are confirmed then', async () => {
    const { channel } = pdd.platform;
    if (!channel) throw new Error('there is a channel');
    await pdd.sim.control('PUT', '/shops', { shopId: HEARD, platform: 'pinduoduo', name: '听得见' });
    await channel.permit?.((await pdd.grant(HEARD, '听得见')).accessToken);
    const [id = ''] = await pdd.sim.orders(HEARD, [{ lines }]);
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
    await pdd.sim.control('POST', '/settle', {});
    expect(new Set(kept).size).toBe(kept.length);
    stop.abort();
  });

  it('come to nobody who signs with another secret', async () => {
    const forged = pdd.connect({ credentials: { clientSecret: 'guess' } });
    const listening = forged.channel?.listen(() => Promise.resolve(), new AbortController().signal);
    await expect(listening).rejects.toEqual(failure('forbidden'));
  });
});
