import { CaseDesk } from '../src/application/case-desk.js';
import type {
  OpenPlatform,
  PlatformCases,
  PlatformManifest,
  ShopRef,
  Tokens,
} from '../src/application/ports.js';
import { SECOND } from '@cartrail/kernel';
import type { CaseOrder, ObservedCase } from '../src/domain/after-sale.state.js';
import type { Refund } from '../src/domain/refund.js';

export const T0 = 1_700_000_000_000;

/** A return the buyer asked for, as a pull showed it `at` seconds in. */
export const theCase = (at: number, more: Partial<ObservedCase> = {}): ObservedCase => ({
  platform: 'douyin',
  shopId: 'shop',
  platformAfterSaleId: '7311111111111111111',
  platformOrderId: '4714323456789012345',
  kind: 'return_refund',
  status: 'requested',
  refunding: false,
  platformState: { type: '0', status: '6', refund: '1' },
  reason: 'quality',
  platformReasonCode: '2',
  refundAmountFen: 11990,
  refundPostFen: 0,
  appliedAt: T0,
  sourceUpdatedAt: T0 + at * SECOND,
  askedAt: 1,
  lines: [{ platformLineId: 'L1', quantity: 2 }],
  ...more,
});

export const anOrderOfCase: CaseOrder = {
  orderId: 'order',
  buyerRef: 'b_1',
  warehouseCode: 'HZ1',
  lineIds: new Map([['L1', 'line-1']]),
};

export const aRefund = (more: Partial<Refund> = {}): Refund => ({
  returnId: 'return',
  afterSaleId: 'case',
  orderId: 'order',
  amountFen: 11990,
  dueBy: T0 + 86_400_000,
  status: 'Due',
  failing: {},
  ...more,
});

export const aShop: ShopRef = { tenantId: 't', shopId: 'shop', vendorShopId: '1', platform: 'douyin' };

/** The desk of a platform that answers like this. */
export function deskAt(
  cases: Pick<PlatformCases, 'case' | 'actions'>,
  notSupported: object = {},
  rejections?: OpenPlatform['rejections'],
): CaseDesk {
  const platform = { cases, rejections } as unknown as OpenPlatform;
  const tokens: Tokens = { use: async (_shop, call) => call('token', platform) };
  return new CaseDesk(tokens, {
    of: () => Promise.resolve(platform),
    manifest: () => ({ notSupported }) as unknown as PlatformManifest,
  });
}
