import { PlatformFailure, type CaseActions } from '../../../application/ports.js';
import type { ReturnAddress } from '../wire/return-addresses.js';
import type { WeimobClient } from './client.js';

/** Weimob's words carry no version: whoever says one has read the case just before. */
export function weimobActions(
  client: Pick<WeimobClient, 'say'>,
  addresses: ReadonlyMap<string, ReturnAddress>,
): CaseActions {
  return {
    ...(addresses.size > 0 && {
      agreeReturn: async (_shop, token, { platformAfterSaleId }, { addressId }) => {
        const returnAddress = wireAddress(addresses.get(addressId));
        await client.say(token, 'agree', platformAfterSaleId, { returnAddress });
      },
    }),
    agreeRefund: (_shop, token, { platformAfterSaleId }) => client.say(token, 'agree', platformAfterSaleId),
    refundReceived: (_shop, token, { platformAfterSaleId }) =>
      client.say(token, 'return/confirm', platformAfterSaleId),
    reject: (_shop, token, { platformAfterSaleId }, { text }) =>
      client.say(token, 'refuse', platformAfterSaleId, { refuseReason: text }),
  };
}

function wireAddress(address: ReturnAddress | undefined): object {
  if (!address) {
    throw new PlatformFailure('invalid', 'the setting returnAddresses has no such address');
  }
  return {
    receiverName: address.name,
    receiverPhone: address.phone,
    provinceName: address.province,
    cityName: address.city,
    countyName: address.district,
    receiverAddress: address.detail,
  };
}
