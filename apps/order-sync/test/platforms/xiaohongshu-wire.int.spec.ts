import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MINUTE } from '@cartrail/kernel';
import {
  TooManyRows,
  type PushAdmission,
  type PushAnswer,
  type PushRequest,
} from '../../src/application/ports.js';
import { PushTarget } from './push-target.js';
import { kindOf, open, shop, SHOP, XiaohongshuShop } from './xiaohongshu-shop.js';

describe('pushes', () => {
  const admissions: PushAdmission[] = [];
  let at: XiaohongshuShop;
  let target: PushTarget;

  beforeAll(async () => {
    at = await XiaohongshuShop.start();
    target = new PushTarget((request: PushRequest): PushAnswer => {
      const { door } = at.platform;
      if (!door) throw new Error('no door');
      const admission = door.admit(request);
      admissions.push(admission);
      return admission.kind === 'accepted' ? door.accepted : admission.answer;
    });
  });
  afterAll(async () => {
    await at.stop();
    await target.close();
  });

  it('are admitted when they are the platform’s, name what to ask for, and are refused when forged', async () => {
    const pushUrl = `${await target.listen()}/callbacks/xiaohongshu/c-1?shop=9`;
    await at.world.control('PUT', '/xiaohongshu-apps', { appId: 'sample-xiaohongshu-app', pushUrl });
    const orderId = await at.shipped();
    await at.world.control('POST', '/settle', {});
    await at.world.fault(orderId, 'bad-signature');
    const id = await at.claim(orderId, 0);
    await at.world.control('POST', '/settle', {});
    const kinds = admissions.map((one) => (one.kind === 'refused' ? one.reason : one.kind));
    expect(kinds).toEqual(['probe', 'accepted', 'accepted', 'accepted', 'signature', 'accepted']);
    const hints = target.got.map(({ body }) => at.platform.door?.read(body.toString('utf8')).hints[0]);
    expect(hints[1]).toEqual({ vendorShopId: SHOP, platformOrderId: orderId });
    const told = { vendorShopId: SHOP, platformOrderId: orderId, afterSale: { platformAfterSaleId: id } };
    expect(hints.at(-1)).toEqual(told);
    const { items } = await at.world.control('GET', '/ledger?kind=pushes&limit=1000');
    const acked = (items as { outcome: string }[]).filter(({ outcome }) => outcome === 'acked');
    expect(acked).toHaveLength(5);
  });
});

describe('answers', () => {
  let body: unknown;
  /** Instead of `body`, by method. */
  let others: Readonly<Record<string, unknown>> = {};
  const asked: string[] = [];
  let gateway: PushTarget;
  let url: string;

  beforeAll(async () => {
    gateway = new PushTarget((request) => {
      asked.push(request.body.toString('utf8'));
      const { method } = JSON.parse(asked.at(-1) ?? '') as { method: string };
      return { status: 200, type: 'application/json', body: JSON.stringify(others[method] ?? body) };
    });
    url = await gateway.listen();
  });
  afterAll(() => gateway.close());

  const info = {
    returnsId: 'R1',
    orderId: 'P1',
    returnType: 1,
    status: 1,
    updatedAt: 1,
    expectedRefundAmountYuan: 1,
  };
  const readCase = (given: unknown) => {
    body = given;
    return open(url).cases.case(shop, 'token', { platformAfterSaleId: 'R1' });
  };

  it('are understood in both envelopes, and only where they say yes', async () => {
    const data = { afterSaleInfo: info };
    for (const yes of [
      { error_code: 0, success: true, data },
      { code: 0, msg: '', success: true, data },
    ]) {
      expect((await readCase(yes)).seen?.status).toBe('requested');
    }
    const noes: [object, string][] = [
      [{ error_code: 1, success: true, data }, 'invalid'],
      [{ error_code: 0, success: false, data }, 'invalid'],
      [{ error_code: 0, data }, 'invalid'],
      [{ code: -9005, msg: 'token', success: false }, 'auth_expired'],
      [{ error_code: -9006, success: false }, 'throttled'],
      [{ error_code: -2000702, success: false }, 'transient'],
      [{ success: true, data: { afterSaleInfo: { ...info, returnsId: 'R2' } } }, 'invalid'],
    ];
    for (const [no, kind] of noes) expect(await kindOf(readCase(no))).toBe(kind);
  });

  it('of an order are not taken together when its address changed in between, and wait for no receiver', async () => {
    const wire = { orderId: 'P1', orderStatus: 4, updateTime: 1, totalPayAmount: 1, openAddressId: 'a' };
    body = { success: true, error_code: 0, data: wire };
    const readWith = (receiver: object) => {
      others = { 'order.getOrderReceiverInfo': receiver };
      return open(url)
        .orders.order(shop, 'token', 'P1')
        .finally(() => (others = {}));
    };
    const moved = { receiverInfos: [{ orderId: 'P1', matched: false }] };
    expect(await kindOf(readWith({ success: true, error_code: 0, data: moved }))).toBe('conflict');
    expect(await kindOf(readWith({ success: false, error_code: -9006 }))).toBe('throttled');
    const refused = await readWith({ success: false, error_code: 1 });
    expect(refused.order).toMatchObject({ platformOrderId: 'P1', status: 'awaiting_shipment' });
    const told = await readWith({
      success: true,
      error_code: 0,
      data: { receiverInfos: [{ orderId: 'P1' }] },
    });
    expect(told.order?.receiver.fingerprint).not.toBe(refused.order?.receiver.fingerprint);
  });

  it('are not asked for where the document knows them: a word out of turn is not sent', async () => {
    const { seen } = await readCase({ success: true, data: { afterSaleInfo: info } });
    if (!seen) throw new Error('no case');
    const { agreeReturn, agreeRefund, refundReceived, reject } = open(url).cases.actions;
    const received = { ...seen, platformState: { ...seen.platformState, status: '3' } };
    const address = { addressId: '1' };
    const refusal = { reasonCode: '1', text: '' };
    asked.length = 0;
    const refusals = [
      agreeRefund?.(shop, 't', seen),
      agreeReturn?.(shop, 't', { ...seen, kind: 'refund_only_shipped' }, address),
      agreeReturn?.(shop, 't', received, address),
      agreeRefund?.(shop, 't', { ...received, kind: 'refund_only_shipped' }),
      refundReceived?.(shop, 't', seen),
      refundReceived?.(shop, 't', { ...received, kind: 'exchange' }),
      reject?.(shop, 't', { ...seen, kind: 'refund_only_unshipped' }, refusal),
    ];
    expect(await Promise.all(refusals.map(kindOf))).toEqual([
      ...['invalid', 'invalid', 'conflict', 'conflict', 'conflict'],
      ...['manual_only', 'manual_only'],
    ]);
    expect(asked).toEqual([]);
  });

  it('of a list that is too long, or does not say how long, are no list', async () => {
    const { orders, cases } = open(url);
    const first = async (listing: typeof orders.changed | typeof cases.changed): Promise<unknown> => {
      const pages = listing.pages(shop, { from: 0, to: MINUTE }, (call) => call('token'));
      return pages[Symbol.asyncIterator]()
        .next()
        .catch((error: unknown) => error);
    };
    body = { success: true, error_code: 0, data: { total: 10_001, orderList: [] } };
    expect(await first(orders.changed)).toBeInstanceOf(TooManyRows);
    body = { success: true, code: 0, data: { totalCount: 50_001, afterSaleBasicInfos: [] } };
    expect(await first(cases.changed)).toBeInstanceOf(TooManyRows);
    body = { success: true, error_code: 0, data: {} };
    for (const listing of [orders.changed, cases.changed]) {
      expect(await first(listing)).toMatchObject({ kind: 'invalid' });
    }
  });

  it('follow a question whose window is rounded outward, in seconds for orders and in milliseconds for cases', async () => {
    const { orders, cases } = open(url);
    body = { success: true, data: { total: 0, totalCount: 0 } };
    asked.length = 0;
    for (const listing of [orders.changed, orders.created, cases.changed, cases.created]) {
      const pages = listing?.pages(shop, { from: 1_999, to: 61_001 }, (call) => call('token'));
      for await (const page of pages ?? []) expect(page).toEqual([]);
    }
    const sent = asked.map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(
      sent.map(({ method, timeType, startTime, endTime }) => [method, timeType, startTime, endTime]),
    ).toEqual([
      ['order.getOrderList', 2, 1, 62],
      ['order.getOrderList', 1, 1, 62],
      ['afterSale.listAfterSaleInfos', 2, 1_999, 61_001],
      ['afterSale.listAfterSaleInfos', 1, 1_999, 61_001],
    ]);
    expect(sent[0]).toMatchObject({ version: '2.0', accessToken: 'token', pageNo: 1, pageSize: 100 });
    expect(sent[0]?.['timestamp']).toMatch(/^\d{10}$/);
  });

  it('never lose an id: addresses and reasons leave as whole numbers of any length', async () => {
    body = { success: true, error_code: 0, data: { afterSaleInfo: info } };
    const { seen } = await readCase(body);
    if (!seen) throw new Error('no case');
    asked.length = 0;
    await open(url).cases.actions.agreeReturn?.(shop, 'token', seen, { addressId: '4714323456789012345' });
    expect(asked[0]).toContain('"sellerAddressRecordId":4714323456789012345}');
  });
});
