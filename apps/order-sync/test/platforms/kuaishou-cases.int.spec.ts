import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY } from '@cartrail/kernel';
import { waitUntil } from '@cartrail/testing';
import type { CaseSign, PushHint } from '../../src/application/ports.js';
import { all, APP, around, failing, KuaishouShop, Letterbox, ref, SHOP } from './kuaishou-shop.js';

let shop: KuaishouShop;
beforeAll(async () => {
  shop = await KuaishouShop.open();
});
afterAll(() => shop.sim.stop());

const acts = () => shop.platform.cases.actions;
const named = ({ rows }: { rows: readonly CaseSign[] }) => rows.map((row) => row.platformAfterSaleId);
const ADDRESS = { addressId: `${SHOP}01` };

describe('Kuaishou, cases', () => {
  it('are read with their order: kind, money, article and the version to act on', async () => {
    const id = await shop.shippedCase(0);
    const seen = await shop.seen(id);
    const truth = await shop.sim.control('GET', `/after-sales/${id}`);
    expect(seen).toMatchObject({
      platformOrderId: truth['platformOrderId'],
      kind: 'return_refund',
      status: 'requested',
      refunding: false,
      reason: 'quality',
      refundAmountFen: 5_990,
      version: String(Date.parse(String(truth['updatedAt']))),
      lines: [{ quantity: 1 }],
    });
    expect(seen.statusDeadline).toBe(Date.parse(String(truth['deadline'])));
    const { order } = await shop.platform.orders.order(ref, shop.token, seen.platformOrderId);
    expect(seen.lines[0]?.platformLineId).toBe(order?.lines[0]?.platformLineId);
  });

  it('are of the kind their order makes them, an exchange ending without money', async () => {
    expect((await shop.seen(await shop.claim(await shop.order(), 2))).kind).toBe('refund_only_unshipped');
    expect((await shop.seen(await shop.shippedCase(1))).kind).toBe('refund_only_shipped');
    const exchange = await shop.shippedCase(3);
    const merchant = (act: string) => shop.sim.control('POST', `/after-sales/${exchange}/merchant`, { act });
    await merchant('agree-return');
    await shop.sim.control('POST', `/after-sales/${exchange}/ship`, {});
    await merchant('ship');
    expect(await shop.seen(exchange)).toMatchObject({ kind: 'exchange', status: 'reship' });
    await shop.sim.control('POST', `/after-sales/${exchange}/confirm`, {});
    expect(await shop.seen(exchange)).toMatchObject({ status: 'completed', outcome: 'completed' });
  });

  it('are disputed, and closed when the buyer takes them back', async () => {
    const [disputed, closed] = [await shop.shippedCase(0), await shop.shippedCase(1)];
    await shop.sim.control('POST', `/after-sales/${disputed}/escalate`, {});
    await shop.sim.control('POST', `/after-sales/${closed}/cancel`, {});
    expect(await shop.seen(disputed)).toMatchObject({ status: 'in_dispute' });
    expect(await shop.seen(closed)).toMatchObject({ status: 'closed', outcome: 'closed' });
  });

  it('are listed by either time, page by page, and none that moves is lost', async () => {
    const orders = await shop.orders(110);
    const ids: string[] = [];
    for (const orderId of orders) ids.push(await shop.claim(orderId, 2));
    const cancel = (id: string) => shop.sim.control('POST', `/after-sales/${id}/cancel`, {});
    const { changed, created } = shop.platform.cases;
    const first = await all(shop, changed, around(), () => Promise.all(ids.slice(20, 30).map(cancel)));
    expect(named(first)).toEqual(expect.arrayContaining(ids));
    expect(first.pages).toBeGreaterThanOrEqual(2);
    expect(first.asked).toBe(first.pages);
    const second = await all(shop, created ?? changed);
    expect(named(second)).toEqual(expect.arrayContaining(ids));
    expect(second.pages).toBe(Math.ceil(second.rows.length / 100));
    const last = first.rows.at(-1);
    const seen = await shop.seen(last?.platformAfterSaleId ?? '');
    expect(last).toMatchObject({ status: seen.platformState.status, updatedAt: seen.sourceUpdatedAt });
  });

  it('are told by the time they changed from the time they were opened', async () => {
    const id = await shop.claim(await shop.order(), 2);
    const { appliedAt } = await shop.sim.control('GET', `/after-sales/${id}`);
    await shop.sim.control('POST', `/after-sales/${id}/cancel`, {});
    const { changed, created } = shop.platform.cases;
    const after = { ...around(), from: Date.parse(String(appliedAt)) + 1 };
    expect(named(await all(shop, changed, after))).toContain(id);
    expect(named(await all(shop, created ?? changed, after))).not.toContain(id);
  });

  it('that a window is too long for are asked for in halves', async () => {
    const { changed } = shop.platform.cases;
    const to = Date.now();
    await expect(all(shop, changed, { from: to - changed.maxSpanMs, to })).resolves.toBeDefined();
    await expect(all(shop, changed, { from: to - DAY - 1, to })).rejects.toMatchObject({
      total: Number.POSITIVE_INFINITY,
    });
  });
});

describe('Kuaishou, a merchant’s words', () => {
  it('agree to a return, tell its number, and pay once the goods are back', async () => {
    const id = await shop.shippedCase(0);
    const asked = await shop.seen(id);
    const agree = (seen = asked, given = ADDRESS) => acts().agreeReturn?.(ref, shop.token, seen, given);
    await expect(agree(asked, { addressId: '9' })).rejects.toEqual(failing('invalid'));
    await expect(agree({ ...asked, refundAmountFen: 1 })).rejects.toEqual(failing('invalid'));
    await agree();
    await expect(agree()).rejects.toEqual(failing('conflict'));
    const agreed = await shop.seen(id);
    expect(agreed.status).toBe('awaiting_return');
    await expect(acts().refundReceived?.(ref, shop.token, agreed)).rejects.toEqual(failing('conflict'));
    const parcel = { number: 'SF7700000001', carrier: 'SF' };
    await acts().fillReturnWaybill?.(ref, shop.token, agreed, parcel);
    const back = await shop.seen(id);
    expect(back).toMatchObject({ status: 'return_shipped', returnParcel: parcel });
    await acts().refundReceived?.(ref, shop.token, back);
    expect(await shop.seen(id)).toMatchObject({ status: 'return_shipped', refunding: true });
    await expect(acts().refundReceived?.(ref, shop.token, back)).rejects.toEqual(failing('conflict'));
    await shop.sim.advance(20_000);
    expect(await shop.seen(id)).toMatchObject({ status: 'refunded', refundedFen: 5_990 });
  });

  it('pay a case about money only, and a return without the goods', async () => {
    const [money, goods] = [await shop.claim(await shop.order(), 2), await shop.shippedCase(0)];
    const moneySeen = await shop.seen(money);
    const differs = { ...moneySeen, platformState: { ...moneySeen.platformState, arbitration: '2' } };
    await expect(acts().agreeRefund?.(ref, shop.token, differs)).rejects.toEqual(failing('conflict'));
    await acts().agreeRefund?.(ref, shop.token, moneySeen);
    expect(await shop.seen(money)).toMatchObject({ status: 'requested', refunding: true });
    const goodsSeen = await shop.seen(goods);
    const old = { ...goodsSeen, version: '1700000000000' };
    await expect(acts().agreeRefund?.(ref, shop.token, old)).rejects.toEqual(failing('conflict'));
    await acts().agreeRefund?.(ref, shop.token, goodsSeen);
    expect(await shop.seen(goods)).toMatchObject({ refunding: true });
  });

  it('say no to the version that was read, and to no other', async () => {
    const id = await shop.shippedCase(0);
    const seen = await shop.seen(id);
    const reject = (version: string, images: string[] = []) =>
      acts().reject?.(ref, shop.token, { ...seen, version }, { reasonCode: '3', text: '不符', images });
    await expect(reject('1')).rejects.toEqual(failing('conflict'));
    await expect(reject(seen.version ?? '', Array<string>(7).fill('u'))).rejects.toEqual(failing('invalid'));
    await reject(seen.version ?? '', ['https://us.example/1.jpg']);
    expect(await shop.seen(id)).toMatchObject({
      status: 'rejected',
      platformState: { status: '12', arbitration: '3' },
    });
  });

  it('whose answer is lost may have been heard', async () => {
    const id = await shop.claim(await shop.order(), 2);
    const seen = await shop.seen(id);
    await shop.sim.fault(id, 'lost-answer');
    await expect(acts().agreeRefund?.(ref, shop.token, seen)).rejects.toEqual(failing('transient'));
    expect(await shop.seen(id)).toMatchObject({ refunding: true });
  });

  it('have no way to say that goods are back without paying', () => {
    expect(acts().reportReceived).toBeUndefined();
  });
});

describe('Kuaishou, messages', () => {
  let box: Letterbox;
  const door = () => {
    if (!shop.platform.door) throw new Error('no door');
    return shop.platform.door;
  };
  beforeAll(async () => {
    box = await Letterbox.open();
    await shop.sim.control('PUT', '/kuaishou-apps', { ...APP, pushUrl: box.url });
    await shop.sim.control('POST', '/settle', {});
  });
  afterAll(async () => {
    await shop.sim.control('PUT', '/kuaishou-apps', APP);
    await box.close();
  });

  /** What came since, once nothing more is on its way. */
  const heard = async (since: number) => {
    await shop.sim.control('POST', '/settle', {});
    return box.got.slice(since);
  };

  it('begin with a heartbeat that is answered and not kept', async () => {
    await waitUntil(() => (box.got.length < 2 ? 'both heartbeats' : undefined));
    for (const beat of box.got.slice(0, 2)) {
      expect(door().admit(beat)).toMatchObject({ kind: 'probe', answer: door().accepted });
    }
  });

  it('are let in, known again, and name the order and the case that moved', async () => {
    const since = box.got.length;
    const orderId = await shop.order();
    const caseId = await shop.claim(orderId, 2);
    const pushes = await heard(since);
    const keys = pushes.map((push) => door().admit(push));
    expect(keys.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(3);
    const hints: PushHint[] = pushes.flatMap(({ body }) => {
      const { hints, unmapped } = door().read(body.toString('utf8'));
      expect(unmapped).toEqual([]);
      return [...hints];
    });
    const order = { vendorShopId: SHOP, platformOrderId: orderId };
    expect(hints).toHaveLength(3);
    expect(hints).toEqual(
      expect.arrayContaining([order, { ...order, afterSale: { platformAfterSaleId: caseId } }]),
    );
  });

  it('of a forger are turned away, and one sent twice is known', async () => {
    const since = box.got.length;
    await shop.order({ faults: ['bad-signature'], pay: false });
    const forged = await heard(since);
    expect(forged.map((push) => door().admit(push).kind).sort()).toEqual(['accepted', 'refused']);
    const later = box.got.length;
    await shop.order({ faults: ['duplicate'], pay: false });
    const [one, two] = (await heard(later)).map((push) => door().admit(push));
    expect(one).toMatchObject({ kind: 'accepted' });
    expect(two).toEqual(one);
  });
});
