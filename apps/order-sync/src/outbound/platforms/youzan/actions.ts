import { PlatformFailure, type CaseActions } from '../../../application/ports.js';
import type { ObservedCase } from '../../../domain/after-sale.state.js';
import type { Companies } from '../wire/companies.js';
import type { ReturnAddress } from '../wire/return-addresses.js';
import type { YouzanClient } from './client.js';

/** The buyer's goods were on their way: refusing them is another call than refusing to pay. */
const GOODS_COMING = 'WAIT_SELLER_CONFIRM_GOODS';

/** Every word carries the version of the reading it follows from: Youzan refuses one that has moved on. */
export function youzanActions(
  client: Pick<YouzanClient, 'say'>,
  companies: Companies,
  addresses: ReadonlyMap<string, ReturnAddress>,
): CaseActions {
  const say = async (token: string, api: string, seen: ObservedCase, more: object = {}): Promise<void> =>
    client.say(token, api, { refund_id: seen.platformAfterSaleId, version: versionOf(seen), ...more });
  const pay: CaseActions['agreeRefund'] = (_shop, token, seen) =>
    say(token, 'youzan.trade.refund.agree/3.0.0', seen);
  return {
    ...(addresses.size > 0 && {
      agreeReturn: async (_shop, token, seen, { addressId }) =>
        say(token, 'youzan.trade.returngoods.agree/3.0.0', seen, wireAddress(addresses.get(addressId))),
    }),
    agreeRefund: pay,
    refundReceived: pay,
    reject: async (_shop, token, seen, { text }) => {
      if (text.trim() === '') throw new PlatformFailure('invalid', 'youzan wants words with a refusal');
      const what = seen.platformState.status === GOODS_COMING ? 'returngoods' : 'refund';
      await say(token, `youzan.trade.${what}.refuse/3.0.0`, seen, { remark: text });
    },
    fillReturnWaybill: async (_shop, token, seen, { number, carrier }) => {
      const company = companies.toCompany(carrier);
      if (company === undefined) {
        throw new PlatformFailure('invalid', `Youzan's id of carrier ${carrier} is not known: set companies`);
      }
      await say(token, 'youzan.trade.returngoods.fill/3.0.0', seen, {
        logistics_company_code: Number(company),
        logistics_waybill_no: number,
      });
    },
  };
}

/** A number on the wire, of 13 digits. */
function versionOf({ version }: ObservedCase): number {
  const digits = Number(version);
  if (version === undefined || !Number.isSafeInteger(digits)) {
    throw new PlatformFailure('invalid', 'youzan gave no version of the case');
  }
  return digits;
}

function wireAddress(address: ReturnAddress | undefined): object {
  if (!address) {
    throw new PlatformFailure('invalid', 'the setting returnAddresses has no such address');
  }
  const { name, phone, province, city, district, detail } = address;
  return { name, mobile: phone, address: `${province}${city}${district}${detail}` };
}
