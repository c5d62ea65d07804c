import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseActions } from '../../src/application/ports.js';
import { failing, ref, settings, WeimobShop } from './weimob-shop.js';

type Actions = Required<Omit<CaseActions, 'reportReceived' | 'fillReturnWaybill'>>;

let shop: WeimobShop;
let actions: Actions;
beforeAll(async () => {
  shop = await WeimobShop.open();
  actions = shop.platform.cases.actions as Actions;
});
afterAll(() => shop.sim.stop());

const RETURN = 0;
const REFUND_SHIPPED = 1;
const REFUND_UNSHIPPED = 2;
const EXCHANGE = 3;

describe('Weimob, a return', () => {
  it('is agreed, sent, received and paid', async () => {
    const id = await shop.shippedCase(RETURN);
    const asked = await shop.seen(id);
    expect(asked).toMatchObject({
      kind: 'return_refund',
      status: 'requested',
      refundAmountFen: 5_990,
      lines: [{ quantity: 1 }],
      platformState: { type: '2/1', status: '110' },
    });
    await actions.agreeReturn(ref, shop.token, asked, { addressId: 'WH1' });
    expect((await shop.seen(id)).status).toBe('awaiting_return');
    await shop.sim.control('POST', `/after-sales/${id}/ship`, { number: 'SF3000001', carrier: 'SF' });
    const back = await shop.seen(id);
    expect(back).toMatchObject({
      status: 'return_shipped',
      returnParcel: { number: 'SF3000001', carrier: 'SF' },
    });
    await actions.refundReceived(ref, shop.token, back);
    expect(await shop.seen(id)).toMatchObject({ status: 'return_shipped', refunding: true });
    await shop.sim.advance(20_000);
    expect(await shop.seen(id)).toMatchObject({ status: 'refunded', refundedFen: 5_990 });
  });

  it('is no longer agreed where it stands elsewhere, as far as the merchant’s table knows', async () => {
    const id = await shop.shippedCase(RETURN);
    const asked = await shop.seen(id);
    await actions.agreeReturn(ref, shop.token, asked, { addressId: 'WH1' });
    const again = actions.agreeReturn(ref, shop.token, asked, { addressId: 'WH1' });
    await expect(again).rejects.toEqual(failing('conflict'));
    const nowhere = actions.agreeReturn(ref, shop.token, asked, { addressId: 'WH9' });
    await expect(nowhere).rejects.toEqual(failing('invalid'));
  });

  it('is refused, and is in dispute as long as the platform says so', async () => {
    const id = await shop.shippedCase(RETURN);
    const given = { reasonCode: '-', text: '影响二次销售' };
    await actions.reject(ref, shop.token, await shop.seen(id), given);
    expect((await shop.seen(id)).status).toBe('rejected');
    await shop.sim.control('POST', `/after-sales/${id}/escalate`, {});
    expect((await shop.seen(id)).status).toBe('in_dispute');
    await shop.sim.control('POST', `/after-sales/${id}/decide`, { winner: 'merchant' });
    expect(await shop.seen(id)).toMatchObject({ status: 'closed', outcome: 'closed' });
  });

  it('without rows stays raw, and no word follows from it', async () => {
    const id = await shop.shippedCase(RETURN);
    const less = shop.told({ timeUnit: 'ms', shopType: settings.shopType });
    const { seen, unmapped } = await less.cases.case(ref, shop.token, { platformAfterSaleId: id });
    expect([seen?.status, seen?.kind, seen?.platformState.status]).toEqual([undefined, 'UNKNOWN', '110']);
    expect(unmapped.map(({ what }) => what)).toEqual(['after-sale-status', 'after-sale-type']);
  });
});

describe('Weimob, money only', () => {
  it.each([
    [REFUND_SHIPPED, 'refund_only_shipped'],
    [REFUND_UNSHIPPED, 'refund_only_unshipped'],
  ])('of type %s is %s by the order as it stood, and is paid', async (type, kind) => {
    const id =
      type === REFUND_SHIPPED ? await shop.shippedCase(type) : await shop.claim(await shop.order(), type);
    const asked = await shop.seen(id);
    expect(asked.kind).toBe(kind);
    await actions.agreeRefund(ref, shop.token, asked);
    await shop.sim.advance(20_000);
    expect((await shop.seen(id)).status).toBe('refunded');
  });

  it('whose answer is lost is not known to have failed, and is read as paid', async () => {
    const id = await shop.shippedCase(REFUND_SHIPPED);
    await shop.sim.fault(id, 'lost-answer');
    const lost = actions.agreeRefund(ref, shop.token, await shop.seen(id));
    await expect(lost).rejects.toEqual(failing('transient'));
    expect(await shop.seen(id)).toMatchObject({ status: 'requested', refunding: true });
  });
});

describe('Weimob, goods for goods', () => {
  it('is completed, and pays nobody', async () => {
    const id = await shop.shippedCase(EXCHANGE);
    const act = (body: Record<string, unknown>) =>
      shop.sim.control('POST', `/after-sales/${id}/merchant`, body);
    expect(await shop.seen(id)).toMatchObject({ kind: 'exchange', status: 'requested' });
    await act({ act: 'agree-return' });
    await shop.sim.control('POST', `/after-sales/${id}/ship`, { carrier: 'ZTO' });
    await act({ act: 'ship', parcel: { carrier: 'YTO' } });
    expect((await shop.seen(id)).status).toBe('reship');
    await shop.sim.control('POST', `/after-sales/${id}/confirm`, {});
    expect(await shop.seen(id)).toMatchObject({ status: 'completed', outcome: 'completed' });
  });

  it('has no word for goods that came, nor for the buyer’s parcel', () => {
    const { actions: given } = shop.platform.cases;
    expect([given.reportReceived, given.fillReturnWaybill]).toEqual([undefined, undefined]);
    expect(shop.told({}).cases.actions.agreeReturn).toBeUndefined();
    expect(shop.platform.shipping).toBeUndefined();
  });

  it('that nobody knows is no case', async () => {
    const read = shop.platform.cases.case(ref, shop.token, { platformAfterSaleId: '1' });
    await expect(read).rejects.toEqual(failing('invalid'));
  });
});
