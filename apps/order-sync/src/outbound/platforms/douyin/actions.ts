import { SECOND } from '@cartrail/kernel';
import { PlatformFailure, type CaseActions } from '../../../application/ports.js';
import type { ObservedCase } from '../../../domain/after-sale.state.js';
import { codeOf } from '../wire/values.js';
import { operations, type DouyinAfterSaleClient } from './after-sale-client.js';
import { versionOf } from './after-sale-mapping.js';
import type { AfterSaleOperateData } from './after-sale-wire.js';
import { toCompany } from './carrier-codes.js';
import { failureOf } from './errors.js';

const DONE = new Set(['0', '10000']);
const DIGITS = /^\d+$/;

/** What may be said of a case; the second consent only where the merchant confirmed it at the console. */
export function actionsOf(client: DouyinAfterSaleClient, secondConsent: boolean): CaseActions {
  const operate = async (
    token: string,
    operation: number,
    item: object,
    seen: ObservedCase,
  ): Promise<void> => {
    confirm(await client.operate(token, operation, { ...toItem(seen), ...item }));
  };
  return {
    agreeReturn: (_shop, token, seen, { addressId }) => {
      if (!DIGITS.test(addressId)) {
        const reason = `the warehouse's address id ${addressId} is not one of douyin`;
        return Promise.reject(new PlatformFailure('invalid', reason));
      }
      return operate(token, operations.agreeReturn, { receiverAddressId: BigInt(addressId) }, seen);
    },
    agreeRefund: (_shop, token, seen) => operate(token, operations.agreeRefund, {}, seen),
    ...(secondConsent && {
      refundReceived: (_shop, token, seen) => operate(token, operations.secondConsent, {}, seen),
    }),
    reportReceived: (_shop, token, { platformAfterSaleId }, goods) =>
      client.reportReceived(token, {
        afterSaleId: platformAfterSaleId,
        opTime: Math.floor(goods.receivedAt / SECOND),
        trackingNo: goods.number,
        companyCode: goods.carrier === undefined ? undefined : toCompany(goods.carrier),
      }),
  };
}

const toItem = ({ platformAfterSaleId, sourceUpdatedAt }: ObservedCase) => ({
  afterSaleId: platformAfterSaleId,
  updateTime: versionOf(sourceUpdatedAt),
});

/** The call went through; the item may not have. */
function confirm({ items }: AfterSaleOperateData): void {
  const item = items?.[0];
  const code = codeOf(item?.status_code) ?? '0';
  if (!DONE.has(code)) throw failureOf('50002', `isv.business-failed:${code}`, item?.status_msg ?? '', '-');
}
