import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseActions } from '../../src/application/ports.js';
import { failing, ref, YouzanShop } from './youzan-shop.js';

let shop: YouzanShop;
let actions: Required<Omit<CaseActions, 'reportReceived'>>;
beforeAll(async () => {
  shop = await YouzanShop.open();
  actions = shop.platform.cases.actions as typeof actions;
});
afterAll(() => shop.sim.stop());

const RETURN = 0;
const REFUND_SHIPPED = 1;
const REFUND_UNSHIPPED = 2;
const EXCHANGE = 3;

describe('Youzan, a return', () => {
  it('is agreed, sent, received and paid, each word with the version it follows from', async () => {
    const id = await shop.shippedCase(RETURN);
    const asked = await shop.seen(id);
    expect(asked).toMatchObject({
      kind: 'return_refund',
      status: 'requested',
      reason: 'quality',
      refundAmountFen: 5_990,
      lines: [{ quantity: 1 }],
    });
    expect(asked.version).toMatch(/^\d{13}$/);
    await actions.agreeReturn(ref, shop.token, asked, { addressId: 'WH1' });
    const agreed = await shop.seen(id);
    expect(agreed.status).toBe('awaiting_return');
    await actions.fillReturnWaybill(ref, shop.token, agreed, { number: 'SF2000001', carrier: 'SF' });
    const back = await shop.seen(id);
    expect(back).toMatchObject({
      status: 'return_shipped',
      returnParcel: { number: 'SF2000001', carrier: 'SF' },
    });
    await actions.refundReceived(ref, shop.token, back);
    expect(await shop.seen(id)).toMatchObject({ status: 'refunded', outcome: 'refunded' });
  });

  it('is not touched by a word that follows from an old reading', async () => {
    const id = await shop.shippedCase(RETURN);
    const asked = await shop.seen(id);
    await shop.sim.control('POST', `/after-sales/${id}/amend`, { refundAmountFen: 100 });
    const late = actions.agreeReturn(ref, shop.token, asked, { addressId: 'WH1' });
    await expect(late).rejects.toEqual(failing('conflict'));
    expect(await shop.seen(id)).toMatchObject({ status: 'requested', refundAmountFen: 100 });
  });

  it('is no longer agreed where it stands elsewhere', async () => {
    const id = await shop.shippedCase(RETURN);
    await actions.agreeReturn(ref, shop.token, await shop.seen(id), { addressId: 'WH1' });
    const again = actions.agreeReturn(ref, shop.token, await shop.seen(id), { addressId: 'WH1' });
    await expect(again).rejects.toEqual(failing('conflict'));
  });

  it('goes to no address that is not among the settings, and under no unknown carrier', async () => {
    const asked = await shop.seen(await shop.shippedCase(RETURN));
    const nowhere = actions.agreeReturn(ref, shop.token, asked, { addressId: 'WH9' });
    await expect(nowhere).rejects.toEqual(failing('invalid'));
    const parcel = { number: 'JT2000001', carrier: 'JTSD' };
    await expect(actions.fillReturnWaybill(ref, shop.token, asked, parcel)).rejects.toEqual(
      failing('invalid'),
    );
  });

  it('is refused before its goods are sent and after, each by its own call', async () => {
    const given = { reasonCode: '-', text: '影响二次销售' };
    const first = await shop.shippedCase(RETURN);
    await actions.reject(ref, shop.token, await shop.seen(first), given);
    expect((await shop.seen(first)).platformState.status).toBe('SELLER_REFUSE_BUYER');
    const second = await shop.shippedCase(RETURN);
    await actions.agreeReturn(ref, shop.token, await shop.seen(second), { addressId: 'WH1' });
    await shop.sim.control('POST', `/after-sales/${second}/ship`, { carrier: 'ZTO' });
    await actions.reject(ref, shop.token, await shop.seen(second), given);
    expect(await shop.seen(second)).toMatchObject({
      status: 'rejected',
      platformState: { status: 'SELLER_REFUSE_BUYER_RETURN_GOODS' },
    });
    const silent = actions.reject(ref, shop.token, await shop.seen(first), { reasonCode: '-', text: ' ' });
    await expect(silent).rejects.toEqual(failing('invalid'));
  });

  it('is in dispute as long as the platform’s service is in it', async () => {
    const id = await shop.shippedCase(RETURN);
    await shop.sim.control('POST', `/after-sales/${id}/escalate`, {});
    expect((await shop.seen(id)).status).toBe('in_dispute');
    await shop.sim.control('POST', `/after-sales/${id}/decide`, { winner: 'merchant' });
    expect(await shop.seen(id)).toMatchObject({ status: 'closed', outcome: 'closed' });
  });
});

describe('Youzan, money only', () => {
  it.each([
    [REFUND_SHIPPED, 'refund_only_shipped'],
    [REFUND_UNSHIPPED, 'refund_only_unshipped'],
  ])('of type %s is %s, and is paid', async (type, kind) => {
    const id =
      type === REFUND_SHIPPED ? await shop.shippedCase(type) : await shop.claim(await shop.order(), type);
    const asked = await shop.seen(id);
    expect(asked.kind).toBe(kind);
    await actions.agreeRefund(ref, shop.token, asked);
    expect((await shop.seen(id)).status).toBe('refunded');
  });

  it('whose answer is lost is not known to have failed, and is read as paid', async () => {
    const id = await shop.shippedCase(REFUND_SHIPPED);
    const asked = await shop.seen(id);
    await shop.sim.fault(id, 'lost-answer');
    await expect(actions.agreeRefund(ref, shop.token, asked)).rejects.toEqual(failing('transient'));
    expect((await shop.seen(id)).status).toBe('refunded');
    await expect(actions.agreeRefund(ref, shop.token, asked)).rejects.toEqual(failing('conflict'));
  });
});

describe('Youzan, goods for goods', () => {
  it('is completed, and pays nobody', async () => {
    const id = await shop.shippedCase(EXCHANGE);
    const act = (body: Record<string, unknown>) =>
      shop.sim.control('POST', `/after-sales/${id}/merchant`, body);
    expect(await shop.seen(id)).toMatchObject({ kind: 'exchange', status: 'requested' });
    await act({ act: 'agree-return' });
    await shop.sim.control('POST', `/after-sales/${id}/ship`, { carrier: 'ZTO' });
    await act({ act: 'ship', parcel: { carrier: 'YTO' } });
    await shop.sim.control('POST', `/after-sales/${id}/confirm`, {});
    expect(await shop.seen(id)).toMatchObject({ status: 'completed', outcome: 'completed' });
  });

  it('that nobody knows is no case', async () => {
    const read = shop.platform.cases.case(ref, shop.token, { platformAfterSaleId: '1' });
    await expect(read).rejects.toEqual(failing('invalid'));
  });

  it('has no word for goods that came', () => {
    expect(shop.platform.cases.actions.reportReceived).toBeUndefined();
  });
});
