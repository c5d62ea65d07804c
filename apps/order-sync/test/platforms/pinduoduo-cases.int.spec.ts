import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MINUTE } from '@cartrail/kernel';
import type { ObservedCase } from '../../src/domain/after-sale.state.js';
import { pinduoduoConnector } from '../../src/outbound/platforms/pinduoduo/connector.js';
import { failure, PinduoduoShop, ref, SHOP } from './pinduoduo-shop.js';

let pdd: PinduoduoShop;

beforeAll(async () => {
  pdd = await PinduoduoShop.open();
});
afterAll(() => pdd.sim.stop());
beforeEach(() => pdd.renew());

describe('cases at Pinduoduo', () => {
  const claim = async (type: number, ship: boolean): Promise<{ id: string; orderId: string }> => {
    const orderId = await pdd.buy();
    if (ship) await pdd.sim.control('POST', `/orders/${orderId}/ship`, { parcels: [{ plan: 'quick' }] });
    const truth = await pdd.sim.control('GET', `/orders/${orderId}`);
    const [line] = truth['lines'] as { platformLineId: string }[];
    const body = { type, lines: [{ platformLineId: line?.platformLineId, quantity: 2 }], reasonCode: 2 };
    const made = await pdd.sim.control('POST', `/orders/${orderId}/after-sales`, body);
    return { id: String(made['platformAfterSaleId']), orderId };
  };
  const read = ({ id, orderId }: { id: string; orderId: string }) =>
    pdd.platform.cases.case(ref, pdd.token, { platformAfterSaleId: id, platformOrderId: orderId });
  const seen = async (one: { id: string; orderId: string }): Promise<ObservedCase> => {
    const { seen: state, unmapped } = await read(one);
    if (!state || unmapped.length > 0) throw new Error(`case ${one.id}: ${JSON.stringify(unmapped)}`);
    return state;
  };

  it('go from asked for over agreed, sent back and received to refunded', async () => {
    const one = await claim(0, true);
    const asked = await seen(one);
    const { platformOrderId } = asked;
    const bought = (await pdd.order(platformOrderId)).order?.lines[0];
    expect(asked).toMatchObject({
      platformAfterSaleId: one.id,
      kind: 'return_refund',
      status: 'requested',
      reason: 'quality',
      refundAmountFen: 11_980,
      lines: [{ platformLineId: bought?.platformLineId, quantity: 2 }],
    });
    const address = { addressId: `${SHOP}01` };
    await pdd.platform.cases.actions.agreeReturn?.(ref, pdd.token, asked, address);
    expect(await seen(one)).toMatchObject({ status: 'awaiting_return' });
    const sent = await pdd.sim.control('POST', `/after-sales/${one.id}/ship`, {
      carrier: 'ZTO',
      plan: 'quick',
    });
    const { number } = sent['parcel'] as { number: string };
    const returning = await seen(one);
    expect(returning).toMatchObject({ status: 'return_shipped', returnParcel: { number, carrier: 'ZTO' } });
    const goods = { receivedAt: Date.now() };
    await pdd.platform.cases.actions.reportReceived?.(ref, pdd.token, returning, goods);
    const truth = await pdd.sim.control('GET', `/after-sales/${one.id}`);
    expect(truth).toMatchObject({ gotPackage: true, refunds: [], reports: [{ trackingNo: number }] });
    await pdd.platform.cases.actions.refundReceived?.(ref, pdd.token, await seen(one));
    expect(await seen(one)).toMatchObject({ status: 'return_shipped', refunding: true });
    await pdd.sim.advance(MINUTE);
    expect(await seen(one)).toMatchObject({ status: 'refunded', outcome: 'refunded', refundedFen: 11_980 });
    expect((await pdd.order(platformOrderId)).order).toMatchObject({
      status: 'closed',
      closeReason: 'refunded',
    });
  });

  it.each([
    [2, false, 'refund_only_unshipped'],
    [1, true, 'refund_only_shipped'],
  ])('of type %s, shipped %s, are %s and paid without goods', async (type, shipped, kind) => {
    const one = await claim(type, shipped);
    const asked = await seen(one);
    expect(asked).toMatchObject({ kind, status: 'requested' });
    await pdd.platform.cases.actions.agreeRefund?.(ref, pdd.token, asked);
    expect(await seen(one)).toMatchObject({ refunding: true });
  });

  it('answer conflict to a word about a case that has moved, and invalid to one that has not', async () => {
    const moved = await claim(0, true);
    const asked = await seen(moved);
    await pdd.sim.control('POST', `/after-sales/${moved.id}/cancel`, {});
    const late = pdd.platform.cases.actions.agreeReturn?.(ref, pdd.token, asked, {
      addressId: `${SHOP}01`,
    });
    await expect(late).rejects.toEqual(failure('conflict'));
    const still = await seen(await claim(0, true));
    const nowhere = pdd.platform.cases.actions.agreeReturn?.(ref, pdd.token, still, { addressId: '7' });
    await expect(nowhere).rejects.toEqual(failure('invalid'));
    const early = pdd.platform.cases.actions.reportReceived?.(ref, pdd.token, still, {
      receivedAt: Date.now(),
    });
    await expect(early).rejects.toMatchObject({ kind: 'invalid', message: /tracking number/ });
  });

  it('leave it open whether a word was heard whose answer was lost: reading tells', async () => {
    const one = await claim(1, true);
    const asked = await seen(one);
    await pdd.sim.fault(one.id, 'lost-answer');
    const lost = pdd.platform.cases.actions.agreeRefund?.(ref, pdd.token, asked);
    await expect(lost).rejects.toEqual(failure('transient'));
    expect(await seen(one)).toMatchObject({ refunding: true });
  });

  it('are in dispute, refused and exchanged in our words', async () => {
    const [disputed, refused, exchanged] = [await claim(1, true), await claim(1, true), await claim(3, true)];
    await pdd.sim.control('POST', `/after-sales/${disputed.id}/escalate`, {});
    await pdd.sim.control('POST', `/after-sales/${refused.id}/refuse`, {});
    expect(await seen(disputed)).toMatchObject({ status: 'in_dispute', platformState: { arbitration: '1' } });
    expect(await seen(refused)).toMatchObject({ status: 'rejected' });
    expect(await seen(exchanged)).toMatchObject({ kind: 'exchange', status: 'reship' });
  });

  it('are listed by their change, as signs of what to ask for', async () => {
    const one = await claim(1, true);
    const { sourceUpdatedAt } = await seen(one);
    const window = { from: sourceUpdatedAt, to: sourceUpdatedAt + MINUTE };
    expect(await pdd.all(pdd.platform.cases.changed, window)).toContainEqual({
      platformAfterSaleId: one.id,
      platformOrderId: one.orderId,
      updatedAt: sourceUpdatedAt,
      status: '2',
    });
  });

  it('and orders in states nobody has heard of change nothing, and are reported as they came', async () => {
    const one = await claim(0, true);
    for (const target of [one.id, one.orderId]) await pdd.sim.fault(target, 'unknown-code');
    expect(await pdd.order(one.orderId)).toMatchObject({
      unmapped: [{ what: 'order-status', value: 'order 9, confirm 1, risk 0, refund 2' }],
    });
    expect((await pdd.order(one.orderId)).order).toBeUndefined();
    const { seen: state, unmapped } = await read(one);
    expect(unmapped).toEqual([{ what: 'after-sale-status', value: '99' }]);
    expect(state?.status).toBeUndefined();
    expect(state?.platformState).toMatchObject({ status: '99' });
  });

  it('are not found by a name that is no case of the order', async () => {
    await expect(read({ id: '1', orderId: (await claim(1, true)).orderId })).rejects.toEqual(
      failure('transient'),
    );
    const nameless = pdd.platform.cases.case(ref, pdd.token, { platformAfterSaleId: '1' });
    await expect(nameless).rejects.toEqual(failure('invalid'));
  });

  it('report no goods while nobody has said what unit operate_time is in', () => {
    const silent = pdd.connect({ settings: {} });
    expect(silent.cases.actions.reportReceived).toBeUndefined();
    expect(silent.withheld).toEqual({ 'report-received': 'the setting operateTimeUnit is empty' });
    expect(pdd.platform.withheld).toEqual({});
  });

  it('have no word for a no: the platform documents none', () => {
    expect(pdd.platform.cases.actions.reject).toBeUndefined();
    expect(pinduoduoConnector.manifest.notSupported.reject).toContain('商家后台');
  });
});
