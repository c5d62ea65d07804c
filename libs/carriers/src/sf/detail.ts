import type { BookingReport } from '../booking.js';
import { CarrierError } from '../errors.js';
import { scansOf, toBill, toDetail } from './booking-mapping.js';
import type { SfClient } from './client.js';
import { permanent } from './errors.js';
import { orderIn, questionAbout, REFUSED } from './orders.js';

/** Nothing is left open where none of these is answered. */
const READING = { acts: false } as const;

/** No single call tells how an order stands: its screening, the nodes of its parcel and its bill do together. */
export async function detail(client: SfClient, bookingId: string): Promise<BookingReport> {
  const found = await client.call('EXP_RECE_SEARCH_ORDER_RESP', questionAbout(bookingId), READING);
  const order = orderIn(found, bookingId, false);
  if (order.screening === REFUSED) return toDetail(order, bookingId, []);
  const routes = await client.call('EXP_RECE_SEARCH_ROUTES', {
    language: '0',
    trackingType: '2',
    trackingNumber: [bookingId],
    methodType: '1',
  });
  const { number, scans } = scansOf(routes, order);
  const report = toDetail({ ...order, number }, bookingId, scans);
  return charged.has(report.status) ? { ...report, ...(await billOf(client, report)) } : report;
}

/** A parcel is weighed once somebody has it. */
const charged: ReadonlySet<BookingReport['status']> = new Set([
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'returned',
] as const);

/** 无对应服务权限: the account has the service not in its contract. */
const NOT_GRANTED = 'A1004';

/** A bill there is none of yet, or none for this account, leaves out what it would say, not how the order stands. */
async function billOf(
  client: SfClient,
  { bookingId, number }: BookingReport,
): Promise<ReturnType<typeof toBill>> {
  try {
    const asked = { trackingType: '1', trackingNum: bookingId } as const;
    return toBill(await client.call('EXP_RECE_QUERY_SFWAYBILL', asked), number);
  } catch (error) {
    if (error instanceof RangeError) throw permanent('an amount of the bill cannot be read');
    if (error instanceof CarrierError && (error.kind === 'permanent' || error.code === NOT_GRANTED))
      return {};
    throw error;
  }
}
