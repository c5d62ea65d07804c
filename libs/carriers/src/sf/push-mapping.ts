import { fenFromYuan } from '@cartrail/kernel';
import type { BookingFee, BookingReport } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { isRecord, list, optionalText, text } from '../json.js';
import type { CarrierReport } from '../report.js';
import { UNKNOWN } from '../status.js';
import { gramsFromKilograms } from '../weight.js';
import { PROVIDER } from './manifest.js';
import { toScans } from './mapping.js';
import type { OrderStates } from './order-state-table.js';
import type { WireFee, WireFees, WireOrderState, WirePushedRoute } from './wire.js';

const CARRIER = 'SF';

/** One report for each waybill that is named, of the routes that name it; the others are counted. */
export function toPushedReports(routes: readonly unknown[]): {
  readonly reports: readonly CarrierReport[];
  readonly unreadable: readonly string[];
} {
  const journeys = new Map<string, WirePushedRoute[]>();
  const unreadable: string[] = [];
  for (const [at, route] of routes.entries()) {
    const number = isRecord(route) ? normaliseNumber(text(route['mailno'])) : '';
    if (!isRecord(route) || number === '') {
      unreadable.push(`WaybillRoute[${at}] names no waybill`);
      continue;
    }
    const nodes = journeys.get(number) ?? [];
    nodes.push(route);
    journeys.set(number, nodes);
  }
  return { reports: [...journeys].map(([number, nodes]) => toReport(number, nodes)), unreadable };
}

const toReport = (number: string, nodes: readonly WirePushedRoute[]): CarrierReport => ({
  provider: PROVIDER,
  number,
  carrier: CARRIER,
  carrierCode: CARRIER,
  ...toScans(nodes),
  // A push tells what is new.
  fullHistory: false,
  echo: nodes.map(({ orderid }) => optionalText(orderid)).find((each) => each !== undefined),
});

/** `undefined` where it names no order. */
export function toOrderReport(push: WireOrderState, states: OrderStates): BookingReport | undefined {
  const bookingId = text(push.orderNo).trim();
  if (bookingId === '') return undefined;
  const words = text(push.orderStateDesc).trim();
  const code = text(push.orderStateCode).trim() || words;
  const phone = optionalText(push.empPhone);
  return {
    provider: PROVIDER,
    bookingId,
    status: states.get(code) ?? UNKNOWN,
    code,
    text: words || undefined,
    number: normaliseNumber(text(push.waybillNo)) || undefined,
    carrier: CARRIER,
    courier: phone === undefined ? undefined : { phone },
    fees: [],
  };
}

/** What SF charges for an order; `undefined` where it names none. Throws `RangeError` on an amount that is no whole fen. */
export function toSettlement(push: WireFees): BookingReport | undefined {
  const bookingId = text(push.orderNo).trim();
  if (bookingId === '') return undefined;
  return {
    provider: PROVIDER,
    bookingId,
    status: 'settled',
    code: 'feeList',
    number: normaliseNumber(text(push.waybillNo)) || undefined,
    carrier: CARRIER,
    // A parcel weighs something: 0 stands for "not weighed".
    weightGrams: gramsFromKilograms(text(push.meterageWeightQty)) || undefined,
    fees: list(push.feeList).map(toFee),
    // A later list has the earlier fees in it.
    wholeBill: true,
  };
}

function toFee(item: unknown): BookingFee {
  const { feeTypeCode, feeName, feeAmt }: WireFee = isRecord(item) ? item : {};
  return {
    kind: text(feeTypeCode).trim() || 'feeAmt',
    text: optionalText(feeName),
    amountFen: fenFromYuan(text(feeAmt)),
  };
}
