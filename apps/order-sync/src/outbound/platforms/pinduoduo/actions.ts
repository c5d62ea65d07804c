import { SECOND, type Clock } from '@cartrail/kernel';
import { PlatformFailure, type CaseActions, type ReceivedGoods } from '../../../application/ports.js';
import type { ObservedCase } from '../../../domain/after-sale.state.js';
import { fromWallTime } from '../wire/values.js';
import { stateOf } from './case-mapping.js';
import { findCase } from './cases.js';
import type { PinduoduoClient } from './client.js';
import { toCompany } from './companies.js';
import { failureOf } from './errors.js';
import type { WriteData } from './wire.js';

/** How `operate_time` is counted: the merchant's word, as the document has none. */
export type TimeUnit = 's' | 'ms';

const DIGITS = /^\d+$/;
const IN_STORE = 1;

/** What may be said of a case. The platform takes no version, and has no word of its own for a case that moved. */
export function actionsOf(client: PinduoduoClient, clock: Clock, unit: TimeUnit | undefined): CaseActions {
  const write = async (token: string, type: string, seen: ObservedCase, fields: object): Promise<void> => {
    const request = { order_sn: seen.platformOrderId, after_sales_id: longOf(seen), ...fields };
    try {
      confirm(type, await client.write(token, type, request));
    } catch (error) {
      throw await judged(error, () => findCase(client, token, clock.now(), seen), seen);
    }
  };
  const pay = (token: string, seen: ObservedCase) =>
    write(token, 'pdd.refund.agree', seen, { operate_desc: '同意退款' });
  return {
    agreeReturn: (_shop, token, seen, { addressId }) =>
      write(token, 'pdd.refund.returngoods.agree', seen, {
        operate_desc: '同意退货',
        return_address_id: addressId,
      }),
    agreeRefund: (_shop, token, seen) => pay(token, seen),
    refundReceived: (_shop, token, seen) => pay(token, seen),
    ...(unit && {
      reportReceived: async (_shop, token, seen, goods) => {
        const type = 'pdd.nextone.logistics.warehouse.update';
        await write(token, type, seen, receiptOf(seen, goods, unit));
      },
    }),
  };
}

/** Ids of cases are long integers on this wire. */
function longOf({ platformAfterSaleId: id }: ObservedCase): bigint {
  if (!DIGITS.test(id)) throw new PlatformFailure('invalid', `${id} is no case of pinduoduo`);
  return BigInt(id);
}

function receiptOf({ returnParcel }: ObservedCase, goods: ReceivedGoods, unit: TimeUnit): object {
  const number = goods.number ?? returnParcel?.number;
  if (number === undefined) {
    throw new PlatformFailure('invalid', 'pinduoduo hears of received goods by their tracking number only');
  }
  const company = toCompany(goods.carrier ?? returnParcel?.carrier ?? '');
  return {
    reverse_tracking_number: number,
    ...(company !== undefined && { reverse_logistics_id: Number(company) }),
    operate_time: unit === 'ms' ? goods.receivedAt : Math.floor(goods.receivedAt / SECOND),
    warehouse_status: IN_STORE,
  };
}

/** The call went through; what it was to do may not have. */
function confirm(type: string, { success, error_code, error_msg, result }: WriteData): void {
  const refused = success === false || result?.succ === false || result?.success === false;
  if (refused)
    throw failureOf(type, { error_code: error_code ?? undefined, sub_msg: result?.message ?? error_msg });
}

/** A no may be one to the case as it was read or to a case that moved on: reading it again tells which. */
async function judged(
  error: unknown,
  read: () => ReturnType<typeof findCase>,
  seen: ObservedCase,
): Promise<unknown> {
  if (!(error instanceof PlatformFailure) || error.kind !== 'invalid') return error;
  const now = await read().catch(() => undefined);
  if (!now) return error;
  const moved =
    stateOf(now).status !== seen.platformState.status ||
    fromWallTime(now.updated_time) !== seen.sourceUpdatedAt;
  return moved ? new PlatformFailure('conflict', error.message) : error;
}
