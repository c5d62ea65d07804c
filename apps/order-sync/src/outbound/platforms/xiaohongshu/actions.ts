import { PlatformFailure, type CaseActions, type PlatformFailureKind } from '../../../application/ports.js';
import type { CaseKind, ObservedCase } from '../../../domain/after-sale.state.js';
import { AUDIT, RECEIVE } from './case-status.js';
import type { XiaohongshuClient } from './client.js';

const DIGITS = /^\d+$/;
const COMES_BACK: ReadonlySet<CaseKind> = new Set(['return_refund', 'exchange']);

/**
 * What may be said of a case. The platform takes no version: each word holds only for the one status that waits for
 * it, and a reading of any other is refused here.
 */
export const actionsOf = (client: XiaohongshuClient): CaseActions => ({
  returnKinds: ['exchange'],
  agreeReturn: async (_shop, token, seen, { addressId }) => {
    inStatus(seen, AUDIT);
    if (!COMES_BACK.has(seen.kind)) throw refused('invalid', 'no goods come back in this case');
    const receiverInfo = { sellerAddressRecordId: whole(addressId, 'address id') };
    await client.audit(token, seen.platformAfterSaleId, 2, { receiverInfo });
  },
  agreeRefund: async (_shop, token, seen) => {
    inStatus(seen, AUDIT);
    if (COMES_BACK.has(seen.kind)) throw refused('invalid', 'a return is not paid before it is back');
    await client.audit(token, seen.platformAfterSaleId, 1);
  },
  refundReceived: async (_shop, token, seen) => {
    inStatus(seen, RECEIVE);
    if (seen.kind === 'exchange') {
      throw refused('manual_only', 'an exchange is received together with the parcel that answers it');
    }
    await client.confirmReceive(token, seen.platformAfterSaleId, 1);
  },
  reject: async (_shop, token, seen, { reasonCode, text: description }) => {
    if (seen.kind === 'refund_only_unshipped') {
      throw refused('manual_only', 'a refund before shipping is refused by shipping');
    }
    const reason = { reason: whole(reasonCode, 'reason'), description };
    if (seen.platformState.status === RECEIVE) {
      await client.confirmReceive(token, seen.platformAfterSaleId, 2, reason);
      return;
    }
    inStatus(seen, AUDIT);
    await client.audit(token, seen.platformAfterSaleId, 3, reason);
  },
});

const refused = (kind: PlatformFailureKind, why: string): PlatformFailure =>
  new PlatformFailure(kind, `xiaohongshu: ${why}`);

function inStatus({ platformState }: ObservedCase, status: string): void {
  if (platformState.status !== status) {
    throw refused('conflict', `the case is in status ${platformState.status}, not in ${status}`);
  }
}

/** The platform's own ids of addresses and reasons are int64 numbers. */
function whole(text: string, what: string): bigint {
  if (!DIGITS.test(text)) throw refused('invalid', `the ${what} ${text} is not one of this platform`);
  return BigInt(text);
}
