import { bookingStatuses, type BookingStatus } from '../booking.js';
import { UNKNOWN } from '../status.js';

/**
 * `pre_order_status` of a push → ours. One application's reading (carriers §5): ZTO's own names are not documented to
 * us, so an account may say it differently. 6 does not tell who cancelled; what we cancelled is known to be ours.
 */
export const PREORDER_STATUSES =
  '1=accepted 2=accepted 3=accepted 4=picked_up 5=delivered 6=cancelled_by_carrier 15=label_ready';

/** `<code>=<status>` with spaces in between. */
export const PREORDER_STATUSES_FORM = new RegExp(
  String.raw`^-?\d{1,4}=(?:${bookingStatuses.join('|')})(?: -?\d{1,4}=(?:${bookingStatuses.join('|')}))*$`,
);

export type BookingStatusTable = ReadonlyMap<string, BookingStatus>;

export function toBookingStatusTable(setting: string): BookingStatusTable {
  const known = new Map<string, BookingStatus>(bookingStatuses.map((status) => [status, status]));
  return new Map(
    setting.split(' ').map((pair) => {
      const [code = '', status = ''] = pair.split('=');
      return [code, known.get(status) ?? UNKNOWN];
    }),
  );
}
