import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ActOnCase } from '../../src/application/act-on-case.js';
import { CaseDesk } from '../../src/application/case-desk.js';
import type { AfterSale } from '../../src/domain/after-sale.state.js';
import {
  askByHand,
  askByReturn,
  type Asker,
  type CaseActions,
  type CaseWord,
} from '../../src/domain/case-action.js';
import { readRejections } from '../../src/domain/rejections.js';
import { manifest } from '../../src/outbound/platforms/kuaishou/manifest.js';
import { KuaishouShop, ref, SHOP } from './kuaishou-shop.js';

const theReturn: Asker = { returnId: 'return' };
const member: Asker = { memberId: 'member-1' };

/** Words of ours through the connector, at the simulated platform. */
describe('Kuaishou, words that are kept', () => {
  let shop: KuaishouShop;
  beforeAll(async () => {
    shop = await KuaishouShop.open();
  });
  afterAll(() => shop.sim.stop());

  const agreed = async (): Promise<string> => {
    const id = await shop.shippedCase(0);
    const seen = await shop.seen(id);
    await shop.platform.cases.actions.agreeReturn?.(ref, shop.token, seen, { addressId: `${SHOP}01` });
    return id;
  };

  /** Says it until it is over, and answers how it ended. */
  const say = async (platformAfterSaleId: string, word: CaseWord, by: Asker): Promise<CaseActions> => {
    const asked = { actionId: 'a', word, by, askedAt: 0 };
    const first = 'memberId' in by ? askByHand(undefined, asked) : askByReturn(undefined, asked);
    let held: CaseActions | undefined = first.kind === 'changed' ? first.state : undefined;
    const platform = {
      ...shop.platform,
      rejections: readRejections('return/window-closed=3|已超过退货期限'),
    };
    const tokens = {
      use: async <T>(_shop: unknown, call: (token: string, at: typeof platform) => Promise<T>) =>
        call(shop.token, platform),
    };
    const platforms = { of: () => Promise.resolve(platform), manifest: () => manifest };
    const { platformOrderId } = await shop.seen(platformAfterSaleId);
    const afterSale = { platformAfterSaleId, platformOrderId } as AfterSale;
    const files = {
      afterSale: () => Promise.resolve({ shop: ref, afterSale }),
      actions: () => Promise.resolve(held?.actions ?? []),
      refund: () => Promise.resolve(undefined),
      returnAddress: () => Promise.resolve(undefined),
    };
    const action = new ActOnCase(files, new CaseDesk(tokens, platforms), { now: () => 0 });
    const request = { tenantId: 't', afterSaleId: 'case', actionId: 'a' };
    for (let attempt = 1; attempt < 10; attempt++) {
      const step = await action.attempt(request, attempt, new AbortController().signal);
      const decision = step.decide?.(held);
      if (decision?.kind === 'changed') held = decision.state;
      if (!step.again) break;
    }
    return held ?? { actions: [] };
  };

  it('the number of a booked parcel is entered once, and none over the buyer’s own', async () => {
    const id = await agreed();
    const word = { action: 'fill-return-waybill', number: 'SF7700000002', carrier: 'SF' } as const;
    expect((await say(id, word, theReturn)).actions).toMatchObject([{ state: 'done' }]);
    const parcel = { number: 'SF7700000002', carrier: 'SF' };
    expect(await shop.seen(id)).toMatchObject({ status: 'return_shipped', returnParcel: parcel });
    expect((await say(id, { ...word, number: 'SF7700000003' }, theReturn)).actions).toMatchObject([
      { state: 'done' },
    ]);
    expect((await shop.seen(id)).returnParcel).toMatchObject(parcel);
    expect((await say(id, { ...word, number: 'SF7700000003' }, member)).actions).toMatchObject([
      { state: 'failed', failure: { reason: 'state_moved' } },
    ]);
  });

  it('a refusal by a rule is said with the merchant’s code for it', async () => {
    const id = await shop.shippedCase(0);
    const rule = { action: 'reject', rule: 'return/window-closed' } as const;
    expect((await say(id, rule, theReturn)).actions).toMatchObject([{ state: 'done' }]);
    expect(await shop.seen(id)).toMatchObject({ status: 'rejected' });
    expect((await say(id, rule, theReturn)).actions).toMatchObject([{ state: 'done' }]);
  });

  it('a refund whose answer is lost is paid once', async () => {
    const id = await shop.claim(await shop.order(), 2);
    await shop.sim.fault(id, 'lost-answer');
    const { refundAmountFen: amountFen } = await shop.seen(id);
    expect((await say(id, { action: 'agree-refund', amountFen }, member)).actions).toMatchObject([
      { state: 'done' },
    ]);
    expect(await shop.seen(id)).toMatchObject({ refunding: true });
  });
});
