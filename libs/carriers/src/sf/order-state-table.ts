import { bookingStatuses, type BookingStatus } from '../booking.js';
import { UNKNOWN } from '../status.js';

/**
 * `orderStateCode` of an order-state push → ours. The codes and SF's words for them are one application's that is in
 * production (README). What only delays a courier, or may be followed by another try, is not in it: it moves nothing.
 */
export const orderStateTable: ReadonlyMap<string, BookingStatus> = new Map<string, BookingStatus>([
  // 下单已接收
  ['04-40037', 'accepted'],
  // 调度成功+收派员信息
  ['04-40001', 'courier_assigned'],
  // 已正常收件
  ['05-40003', 'picked_up'],
  // 不符合收件要求，无法揽收
  ['04-40002-40031', 'pickup_failed'],
  // 客户取消寄件, 客户重复下单, 客户已取消订单, 客户取消
  ['04-40002-40014', 'cancelled_by_user'],
  ['04-40002-40015', 'cancelled_by_user'],
  ['00-2000', 'cancelled_by_user'],
  ['00', 'cancelled_by_user'],
  // 调度取消订单
  ['00-40045-1000', 'cancelled_by_carrier'],
]);

/** `<code or words>=<status>` with spaces in between. */
export const ORDER_STATES_FORM = new RegExp(
  String.raw`^[^\s=]{1,40}=(?:${bookingStatuses.join('|')})(?: [^\s=]{1,40}=(?:${bookingStatuses.join('|')}))*$`,
);

export type OrderStates = ReadonlyMap<string, BookingStatus>;

/** The table with what an account knows beside it: the variant of its pushes may have words only. */
export function orderStatesWith(setting: string | undefined): OrderStates {
  const known = new Map<string, BookingStatus>(bookingStatuses.map((status) => [status, status]));
  const pairs = (setting?.split(' ') ?? []).map((pair) => {
    const [code = '', status = ''] = pair.split('=');
    return [code, known.get(status) ?? UNKNOWN] as const;
  });
  return new Map([...orderStateTable, ...pairs]);
}
