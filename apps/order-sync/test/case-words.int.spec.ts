import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { aReturnParcelAssigned, aReturnRejected } from '@cartrail/testing';
import { OrderSyncUnderTest, TENANT } from './start.js';

const about = { tenantId: TENANT };

describe('what a person wants said of a case', () => {
  let sync: OrderSyncUnderTest;
  let desk: OrderSyncUnderTest['douyin']['afterSales'];
  let cases = 0;

  beforeAll(async () => {
    sync = await OrderSyncUnderTest.start();
    await sync.connectShop();
    const platformAddressIds = { douyin: '9007199254740993101' };
    await sync.call('PUT', '/internal/warehouses/HZ1', { regionCode: '330100', platformAddressIds });
    desk = sync.douyin.afterSales;
  }, 60_000);
  afterAll(() => sync.stop());

  /** A refund without goods unless `type` says otherwise. */
  const aCase = async (more: object = {}): Promise<{ id: string; afterSaleId: string }> => {
    cases += 1;
    const n = String(cases).padStart(2, '0');
    const id = `73222222222222230${n}`;
    return { id, afterSaleId: await sync.aCase({ id, orderId: `47143234567895000${n}`, type: 1, ...more }) };
  };
  const act = (afterSaleId: string, body: object, key?: string) =>
    sync.call('POST', `/internal/after-sales/${afterSaleId}/actions`, body, { key });
  const show = async (afterSaleId: string) =>
    (await sync.call('GET', `/internal/after-sales/${afterSaleId}/actions`)).body as {
      possible: { action: string }[];
      actions: object[];
    };
  const said = (id: string) =>
    desk.operations.filter(({ items }) => (items as { aftersale_id: string }[])[0]?.aftersale_id === id);

  it('a refund is agreed once at the version and the amount that were seen', async () => {
    const { id, afterSaleId } = await aCase();
    const version = desk.cases.get(id)?.updatedAt;
    const word = { action: 'agree-refund', amountFen: 11990 };
    const first = await act(afterSaleId, word, 'k-1');
    expect([first.status, first.body]).toMatchObject([
      202,
      { afterSaleId, action: 'agree-refund', state: 'asked', refundAmountFen: 11990 },
    ]);
    expect(await sync.published('AfterSaleClosed', afterSaleId, 1)).toMatchObject([
      { outcome: 'refunded', refundedFen: 11990 },
    ]);
    expect((await act(afterSaleId, word, 'k-1')).body).toEqual(first.body);
    const again = await act(afterSaleId, word);
    expect([again.status, again.body]).toMatchObject([409, { code: 'after-sale/state-moved' }]);
    expect(said(id)).toEqual([{ type: 201, items: [{ aftersale_id: id, update_time: version }] }]);
    expect(desk.refunds.filter((refund) => refund.id === id)).toEqual([{ id, amountFen: 11990 }]);
    expect((await show(afterSaleId)).actions).toMatchObject([
      { action: 'agree-refund', memberId: 'member-1', state: 'done' },
    ]);
  });

  it('another amount than the platform’s is refused, and the platform’s is shown', async () => {
    const { id, afterSaleId } = await aCase();
    const refused = await act(afterSaleId, { action: 'agree-refund', amountFen: 11989 });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'after-sale/amount-differs', refundAmountFen: 11990 },
    ]);
    expect(said(id)).toEqual([]);
  });

  it('what the platform does not take is refused with its reason, before and when asked', async () => {
    const { afterSaleId } = await aCase();
    const refused = await act(afterSaleId, { action: 'reject', text: '已拆封' });
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { code: 'after-sale/not-supported', detail: expect.stringContaining('抖店后台') },
    ]);
    expect((await show(afterSaleId)).possible).toMatchObject([
      { action: 'agree-refund', possible: true },
      { action: 'agree-return', possible: false, reason: 'not_supported' },
      { action: 'reject', possible: false, reason: 'not_supported' },
      { action: 'fill-return-waybill', possible: false, reason: 'not_supported' },
    ]);
  });

  it('the case as it stands at the platform counts, not as we hold it', async () => {
    const { id, afterSaleId } = await aCase();
    desk.move(id, { status: 28 });
    const refused = await act(afterSaleId, { action: 'agree-refund', amountFen: 11990 });
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'after-sale/state-moved' }]);
    expect(said(id)).toEqual([]);
  });

  it('a no of the platform is told as failed, by hand', async () => {
    const { afterSaleId } = await aCase();
    desk.fates.push('manual-only');
    await act(afterSaleId, { action: 'agree-refund', amountFen: 11990 });
    expect(await sync.published('AfterSaleActionFailed', afterSaleId, 1)).toMatchObject([
      { action: 'agree_refund', reason: 'manual_only', byHand: true },
    ]);
    expect((await show(afterSaleId)).actions).toMatchObject([
      { state: 'failed', failure: { reason: 'manual_only' } },
    ]);
  });

  it('of two things at once the second waits for a person to look again', async () => {
    const { id, afterSaleId } = await aCase();
    desk.fates.push('throttled');
    const word = { action: 'agree-refund', amountFen: 11990 };
    const answers = await Promise.all([act(afterSaleId, word), act(afterSaleId, word)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    await sync.published('AfterSaleClosed', afterSaleId, 1);
    expect(desk.refunds.filter((refund) => refund.id === id)).toHaveLength(1);
  });

  it('a return is agreed with the warehouse’s address, and told as ours', async () => {
    const { id, afterSaleId } = await aCase({ type: 0 });
    expect((await act(afterSaleId, { action: 'agree-return', warehouseCode: 'HZ1' })).status).toBe(202);
    expect(await sync.published('AfterSaleAgreed', afterSaleId, 1)).toMatchObject([{ by: 'cartrail' }]);
    expect(said(id)).toMatchObject([{ type: 101 }]);
  });

  it('fields that an action wants are named, and another tenant’s case does not exist', async () => {
    const { afterSaleId } = await aCase();
    const wrong = await act(afterSaleId, { action: 'agree-refund' });
    const { errors } = wrong.body as { errors: { pointer: string }[] };
    expect([wrong.status, new Set(errors.map(({ pointer }) => pointer))]).toEqual([
      400,
      new Set(['/amountFen']),
    ]);
    const path = `/internal/after-sales/${afterSaleId}/actions`;
    const body = { action: 'agree-refund', amountFen: 11990 };
    expect((await sync.call('POST', path, body, { tenant: 'tenant02' })).status).toBe(404);
    expect((await sync.call('GET', path, undefined, { tenant: 'tenant02' })).status).toBe(404);
    expect((await act(newId(), body)).status).toBe(404);
  });

  it('a return our rules refused stays by hand where the platform is not told refusals, and says so once', async () => {
    const { afterSaleId } = await aCase({ type: 0 });
    await sync.service.deliver(aReturnRejected({ afterSaleId, by: 'policy' }, about), { times: 3 });
    expect(await sync.published('AfterSaleActionFailed', afterSaleId, 1)).toMatchObject([
      { action: 'reject', reason: 'not_supported', byHand: true },
    ]);
    await sync.service.deliver(aReturnRejected({ afterSaleId, by: 'platform' }, about));
    await sync.service.caughtUp();
    expect(sync.service.published('AfterSaleActionFailed', afterSaleId)).toHaveLength(1);
  });

  it('a booked parcel’s number is nobody’s task where only the buyer enters it', async () => {
    const { afterSaleId } = await aCase({ type: 0, status: 7 });
    const assigned = { afterSaleId, by: 'booking', number: 'SF1000000000001', carrier: 'SF' };
    await sync.service.deliver(aReturnParcelAssigned(assigned, about));
    await sync.service.caughtUp();
    expect((await show(afterSaleId)).actions).toMatchObject([{ action: 'fill-return-waybill' }]);
    expect(sync.service.published('AfterSaleActionFailed', afterSaleId)).toEqual([]);
  });
});
