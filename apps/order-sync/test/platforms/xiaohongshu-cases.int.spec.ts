import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MINUTE } from '@cartrail/kernel';
import type { ObservedCase } from '../../src/domain/after-sale.state.js';
import { kindOf, shop, SHOP, XiaohongshuShop } from './xiaohongshu-shop.js';

let at: XiaohongshuShop;
beforeAll(async () => {
  at = await XiaohongshuShop.start();
});
afterAll(() => at.stop());

describe('a case', () => {
  const { agreeReturn, agreeRefund, refundReceived, reject } = {
    agreeReturn: (one: ObservedCase, addressId: string) =>
      Promise.resolve(at.platform.cases.actions.agreeReturn?.(shop, at.token, one, { addressId })),
    agreeRefund: (one: ObservedCase) =>
      Promise.resolve(at.platform.cases.actions.agreeRefund?.(shop, at.token, one)),
    refundReceived: (one: ObservedCase) =>
      Promise.resolve(at.platform.cases.actions.refundReceived?.(shop, at.token, one)),
    reject: (one: ObservedCase, reasonCode = '7') =>
      Promise.resolve(at.platform.cases.actions.reject?.(shop, at.token, one, { reasonCode, text: '不符' })),
  };
  const address = async (): Promise<string> => {
    const { addresses } = await at.world.control('PUT', '/shops', { shopId: SHOP });
    return (addresses as { addressId: string }[])[0]?.addressId ?? '';
  };

  it('of a return goes its whole way: agreed, sent back, paid, each word once', async () => {
    const id = await at.claim(await at.shipped(), 0);
    const asked = await at.seen(id);
    expect(asked).toMatchObject({
      kind: 'return_refund',
      status: 'requested',
      reason: 'quality',
      refundAmountFen: 5_990,
      lines: [
        {
          platformLineId: `${asked.platformOrderId}/${asked.lines[0]?.platformLineId.split('/')[1] ?? ''}`,
          quantity: 1,
        },
      ],
    });
    const [line] = (await at.read(asked.platformOrderId))?.lines ?? [];
    expect(asked.lines[0]?.platformLineId).toBe(line?.platformLineId);
    expect(asked.statusDeadline).toBeGreaterThan(asked.appliedAt);
    expect(await kindOf(agreeRefund(asked))).toBe('invalid');
    expect(await kindOf(refundReceived(asked))).toBe('conflict');
    expect(await kindOf(agreeReturn(asked, 'home'))).toBe('invalid');
    expect(await kindOf(agreeReturn(asked, '1'))).toBe('invalid');
    await agreeReturn(asked, await address());
    expect(await at.seen(id)).toMatchObject({ status: 'awaiting_return', statusDeadline: undefined });
    expect(await kindOf(agreeReturn(await at.seen(id), await address()))).toBe('conflict');
    await at.act(id, 'ship', { carrier: 'SF' });
    const back = await at.seen(id);
    expect(back).toMatchObject({ status: 'return_shipped', returnParcel: { carrier: 'SF' } });
    await refundReceived(back);
    expect(await at.seen(id)).toMatchObject({ status: 'return_shipped', refunding: true });
    await at.world.advance(MINUTE);
    const paid = await at.seen(id);
    expect(paid).toMatchObject({
      status: 'refunded',
      outcome: 'refunded',
      refundedFen: 5_990,
      refunding: false,
    });
    expect(await kindOf(refundReceived(back))).toBe('invalid');
    const { refunds } = await at.world.control('GET', `/after-sales/${id}`);
    expect(refunds).toHaveLength(1);
  });

  it('of a refund alone is paid at once, or refused with a reason of the platform’s', async () => {
    const [paid, refused] = [await at.claim(await at.shipped(), 1), await at.claim(await at.shipped(), 1)];
    expect(await at.seen(paid)).toMatchObject({ kind: 'refund_only_shipped', status: 'requested' });
    expect(await kindOf(agreeReturn(await at.seen(paid), await address()))).toBe('invalid');
    await agreeRefund(await at.seen(paid));
    expect(await at.seen(paid)).toMatchObject({ status: 'requested', refunding: true });
    expect(await kindOf(reject(await at.seen(refused), 'because'))).toBe('invalid');
    await reject(await at.seen(refused));
    expect((await at.seen(refused)).status).toBe('rejected');
    expect(await kindOf(reject(await at.seen(refused)))).toBe('conflict');
  });

  it('of goods that came back wrong is refused', async () => {
    const id = await at.claim(await at.shipped(), 0);
    await agreeReturn(await at.seen(id), await address());
    await at.act(id, 'ship');
    await reject(await at.seen(id));
    expect(await at.seen(id)).toMatchObject({ status: 'rejected', platformState: { status: '9001' } });
  });

  it('before shipping is refused by shipping alone', async () => {
    const orderId = await at.order();
    const id = await at.claim(orderId, 2);
    expect(await at.seen(id)).toMatchObject({ kind: 'refund_only_unshipped', status: 'requested' });
    expect(await kindOf(reject(await at.seen(id)))).toBe('manual_only');
    const shipment = {
      platformOrderId: orderId,
      number: '73110000000077',
      carrier: 'ZTO',
      requestId: 'r',
      lines: [],
    };
    await at.platform.shipping?.ship(shop, at.token, { ...shipment, whole: true });
    expect((await at.seen(id)).status).toBe('rejected');
  });

  it('of an exchange is received in the merchant’s console, and completed without money', async () => {
    const id = await at.claim(await at.shipped(), 3);
    await agreeReturn(await at.seen(id), await address());
    await at.act(id, 'ship');
    expect(await kindOf(refundReceived(await at.seen(id)))).toBe('manual_only');
    await at.act(id, 'merchant', { act: 'ship' });
    expect(await at.seen(id)).toMatchObject({ kind: 'exchange', status: 'reship', refundAmountFen: 0 });
    await at.act(id, 'confirm');
    expect(await at.seen(id)).toMatchObject({ status: 'completed', outcome: 'completed', refunding: false });
  });

  it('shows a dispute and a withdrawal', async () => {
    const id = await at.claim(await at.shipped(), 0);
    await at.act(id, 'escalate');
    expect((await at.seen(id)).status).toBe('in_dispute');
    const other = await at.claim(await at.shipped(), 0);
    await at.act(other, 'cancel');
    expect(await at.seen(other)).toMatchObject({ status: 'closed', outcome: 'cancelled' });
  });
});
