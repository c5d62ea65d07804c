import { FORGED, jsonAck, objectIn, readingOf, xmlAck, xmlIn } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import { isRecord, list, readJson, record } from '../json.js';
import type { CallbackAnswer, CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import { oddWeight } from '../weight.js';
import { elements, escapeXml } from '../xml.js';
import type { OrderStates } from './order-state-table.js';
import { pushIn } from './push-form.js';
import { toOrderReport, toPushedReports, toSettlement } from './push-mapping.js';
import type { WireFees } from './wire.js';

/** SF's pushes. No key signs them: what lets them in is their form, and what they say counts after a query. */
export class SfCallbacks implements CallbackPort {
  constructor(private readonly states: OrderStates) {}

  verify({ body }: RawCallback): boolean {
    return pushIn(body) !== undefined;
  }

  parse({ body }: RawCallback): CallbackContent {
    const push = pushIn(body);
    switch (push?.kind) {
      case 'route':
        return readRoutes('route', record(objectIn(push.document, 'the push')['Body'])['WaybillRoute']);
      case 'route-xml':
        return readRoutes('route', routesIn(xmlIn(push.document, 'the push')));
      case 'order':
        return readOrders(push.document, this.states);
      case 'fee':
        return readFees(push.document);
      case undefined:
        throw new MalformedCallback('not a push that is read');
    }
  }

  read(raw: RawCallback): CallbackReading {
    return this.verify(raw) ? readingOf(() => this.parse(raw)) : FORGED;
  }

  /** Each kind of push has an answer of its own; `1000` and `ERR` make SF push again. */
  ack(ok: boolean, reason = '', to?: RawCallback): CallbackAnswer {
    switch (to && pushIn(to.body)?.kind) {
      case 'route-xml':
        return xmlAck(
          ok
            ? '<Response service="RoutePushService"><Head>OK</Head></Response>'
            : `<Response service="RoutePushService"><Head>ERR</Head><ERROR code="4001">${escapeXml(reason)}</ERROR></Response>`,
        );
      case 'order':
        return jsonAck(
          ok ? { success: true, code: 0, msg: '成功' } : { success: false, code: 1, msg: reason },
        );
      case 'fee':
        return jsonAck(ok ? { code: 200 } : { code: 500, msg: reason });
      case 'route':
      case undefined:
        return jsonAck(
          ok ? { return_code: '0000', return_msg: '成功' } : { return_code: '1000', return_msg: reason },
        );
    }
  }
}

function readRoutes(kind: string, routes: unknown): CallbackContent {
  if (!Array.isArray(routes)) throw new MalformedCallback('no list of WaybillRoute');
  return { kind, ...toPushedReports(routes), bookings: [] };
}

/** The routes of the legacy form stand in its `Body`. */
const routesIn = (document: Readonly<Record<string, unknown>>): readonly unknown[] =>
  elements(record(record(document['Request'])['Body'])['WaybillRoute']);

/** A list of orders, or one alone (顺丰快递管家). */
function readOrders(document: Buffer, states: OrderStates): CallbackContent {
  const read = ordersIn(document).map((order) =>
    isRecord(order) ? toOrderReport(order, states) : undefined,
  );
  return {
    kind: 'order',
    reports: [],
    bookings: read.filter((booking) => booking !== undefined),
    unreadable: read.flatMap((booking, at) => (booking ? [] : [`the push's [${at}] names no order`])),
  };
}

function ordersIn(document: Buffer): readonly unknown[] {
  let orders: unknown;
  try {
    orders = readJson(document.toString('utf8'));
  } catch {
    // The parser quotes what it could not read, which may be a person's data.
    throw new MalformedCallback('the push is not JSON');
  }
  return isRecord(orders) ? [orders] : list(orders);
}

/** Money is parked, never guessed. */
function readFees(content: Buffer): CallbackContent {
  const push = objectIn(content, 'content');
  return {
    kind: 'fee',
    reports: [],
    bookings: [settlementOf(push)],
    unreadable: [],
    ignored: oddWeight('meterageWeightQty', push.meterageWeightQty),
  };
}

function settlementOf(push: WireFees): CallbackContent['bookings'][number] {
  if (!Array.isArray(push.feeList)) throw new MalformedCallback('content has no feeList');
  try {
    const settlement = toSettlement(push);
    if (settlement) return settlement;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new MalformedCallback('an amount cannot be read', { cause: error });
  }
  throw new MalformedCallback('content names no order');
}
