import { PlatformFailure, type CaseActions } from '../../../application/ports.js';
import { accepts, type WeChatClient } from './client.js';

const WHOLE = /^\d{1,9}$/;

/** One call agrees the return and, told otherwise, pays: before goods go back or once they are there. */
export function actionsOf(client: Pick<WeChatClient, 'accept' | 'reject'>): CaseActions {
  return {
    agreeReturn: (_shop, token, seen, { addressId }) =>
      client.accept(token, seen.platformAfterSaleId, accepts.goodsBack, addressId),
    agreeRefund: (_shop, token, seen) => client.accept(token, seen.platformAfterSaleId, accepts.refund),
    refundReceived: (_shop, token, seen) => client.accept(token, seen.platformAfterSaleId, accepts.refund),
    reject: async (_shop, token, seen, { reasonCode, text }) => {
      if (!WHOLE.test(reasonCode))
        throw new PlatformFailure('invalid', `the reason ${reasonCode} is not one of wechat’s numbers`);
      await client.reject(token, seen.platformAfterSaleId, text, Number(reasonCode));
    },
  };
}
