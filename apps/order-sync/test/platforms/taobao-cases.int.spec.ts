import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '@cartrail/kernel';
import { taobaoConnector } from '../../src/outbound/platforms/taobao/connector.js';
import { TaobaoShop } from './taobao-shop.js';

let shop: TaobaoShop;

beforeAll(async () => {
  shop = await TaobaoShop.open();
});
afterAll(() => shop.sim.stop());

const around = () => ({ from: Date.now() - HOUR, to: Date.now() + 2 * HOUR });
const sold = async (): Promise<string> => {
  const id = await shop.buy();
  await shop.ship(id);
  return id;
};

describe('a case of Taobao', () => {
  it('is a return from its claim to the money, in the platform’s time', async () => {
    const orderId = await sold();
    const id = await shop.claim(orderId, 0);
    const truth = await shop.sim.control('GET', `/after-sales/${id}`);
    const { seen, unmapped, platformOrderId } = await shop.case(id);
    expect({ unmapped, platformOrderId }).toEqual({ unmapped: [], platformOrderId: orderId });
    expect(seen).toMatchObject({
      platformAfterSaleId: id,
      kind: 'return_refund',
      status: 'requested',
      reason: 'no_reason',
      refundAmountFen: 11_980,
      refunding: false,
      statusDeadline: Date.parse(String(truth['deadline'])),
      sourceUpdatedAt: Date.parse(String(truth['updatedAt'])),
      version: String(Date.parse(String(truth['updatedAt']))),
      lines: truth['lines'],
    });
    await shop.act(id, 'agree-return');
    expect((await shop.case(id)).seen?.status).toBe('awaiting_return');
    const { parcel } = await shop.sim.control('POST', `/after-sales/${id}/ship`, { carrier: 'SF' });
    const { number } = parcel as { number: string };
    expect((await shop.case(id)).seen).toMatchObject({
      status: 'return_shipped',
      returnParcel: { number, carrier: 'SF', platformCarrierCode: '顺丰速运' },
    });
    await shop.act(id, 'confirm-receipt');
    expect((await shop.case(id)).seen?.status).toBe('return_shipped');
    await shop.sim.advance(MINUTE);
    expect((await shop.case(id)).seen).toMatchObject({
      status: 'refunded',
      outcome: 'refunded',
      refundedFen: 11_980,
    });
  });

  it('knows whether the goods of a refund had left, even when the trade is closed', async () => {
    const [unshipped, shipped] = [await shop.claim(await shop.buy(), 2), await shop.claim(await sold(), 1)];
    const kinds = async () => [
      (await shop.case(unshipped)).seen?.kind,
      (await shop.case(shipped)).seen?.kind,
    ];
    expect(await kinds()).toEqual(['refund_only_unshipped', 'refund_only_shipped']);
    for (const id of [unshipped, shipped]) await shop.act(id, 'agree-refund');
    await shop.sim.advance(MINUTE);
    expect(await kinds()).toEqual(['refund_only_unshipped', 'refund_only_shipped']);
    expect((await shop.case(unshipped)).seen?.status).toBe('refunded');
  });

  it('is refused, which is not the end, and closed, which is', async () => {
    const id = await shop.claim(await shop.buy(), 2);
    await shop.act(id, 'refuse-refund');
    const refused = (await shop.case(id)).seen;
    expect([refused?.status, refused?.outcome]).toEqual(['rejected', undefined]);
    await shop.sim.control('POST', `/after-sales/${id}/amend`, { refundAmountFen: 5_000 });
    expect((await shop.case(id)).seen).toMatchObject({ status: 'requested', refundAmountFen: 5_000 });
    await shop.sim.control('POST', `/after-sales/${id}/cancel`, {});
    const closed = (await shop.case(id)).seen;
    expect(closed).toMatchObject({ status: 'closed', outcome: 'closed' });
    expect(closed?.statusDeadline).toBeUndefined();
  });

  it('is an exchange, of which the words that no table has stay raw, and whose end pays nobody', async () => {
    const id = await shop.claim(await sold(), 3);
    expect((await shop.case(id)).seen).toMatchObject({ kind: 'exchange', status: 'requested' });
    await shop.act(id, 'agree-return');
    await shop.sim.control('POST', `/after-sales/${id}/ship`, {});
    await shop.act(id, 'report-received');
    const between = await shop.case(id);
    expect(between.seen?.status).toBeUndefined();
    expect(between.unmapped).toEqual([{ what: 'after-sale-status', value: 'WAIT_SELLER_CONSIGN_GOODS' }]);
    await shop.act(id, 'ship');
    await shop.sim.control('POST', `/after-sales/${id}/confirm`, {});
    expect((await shop.case(id)).seen).toMatchObject({ status: 'completed', outcome: 'completed' });
  });

  it('is listed by its change, with where it is', async () => {
    const ids: string[] = [];
    for (let made = 0; made < 3; made++) ids.push(await shop.claim(await shop.buy(), 2));
    const { rows, asked } = await shop.all(shop.platform.cases.changed, around());
    const { seen } = await shop.case(ids[0] ?? '');
    expect(asked).toBe(1);
    expect(rows.find((row) => row.platformAfterSaleId === ids[0])).toEqual({
      platformAfterSaleId: ids[0],
      platformOrderId: seen?.platformOrderId,
      updatedAt: seen?.sourceUpdatedAt,
      status: 'WAIT_SELLER_AGREE',
    });
    expect(ids.every((id) => rows.some((row) => row.platformAfterSaleId === id))).toBe(true);
  });

  it('is none where the platform has none', async () => {
    await expect(shop.case('1')).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('is answered in the merchant’s own console, and the manifest says so of every action', () => {
    expect(shop.platform.cases.actions).toEqual({});
    for (const action of ['agree-return', 'agree-refund', 'refund-received', 'reject'] as const) {
      expect(taobaoConnector.manifest.notSupported[action]).toContain('千牛');
    }
  });
});
