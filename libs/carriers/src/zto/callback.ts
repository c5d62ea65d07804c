import type { BookingReport } from '../booking.js';
import { FORGED, jsonAck, objectIn, readingOf } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import { readFields, withoutLead } from '../fields.js';
import { record } from '../json.js';
import type { CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import { toBookingReport, toSettlement, whole } from './booking-mapping.js';
import type { BookingStatusTable } from './booking-status-table.js';
import { toPushedReport } from './mapping.js';
import { isSigned } from './signature.js';
import { oddWeight } from '../weight.js';
import type { WirePrice } from './wire.js';

interface Envelope {
  readonly data: Buffer;
  readonly digest: Buffer;
}

/** What ZTO sends to the one URL of an application: what was signed tells its kinds apart, `msg_type` is not. */
export class ZtoCallbacks implements CallbackPort {
  constructor(
    private readonly appSecret: string,
    private readonly statuses: BookingStatusTable,
  ) {}

  verify(raw: RawCallback): boolean {
    const envelope = openEnvelope(raw);
    return envelope !== undefined && isSigned(envelope.data, envelope.digest, this.appSecret);
  }

  parse(raw: RawCallback): CallbackContent {
    const envelope = openEnvelope(raw);
    if (!envelope) throw new MalformedCallback('no data with a data_digest');
    return readData(envelope.data, this.statuses);
  }

  read(raw: RawCallback): CallbackReading {
    return this.verify(raw) ? readingOf(() => this.parse(raw)) : FORGED;
  }

  /** ZTO goes by `status`: anything but true makes it push again. */
  ack(ok: boolean, reason = ''): ReturnType<CallbackPort['ack']> {
    const answer = ok
      ? { message: '调用成功', status: true, result: '成功', statusCode: '200' }
      : { message: reason, status: false, result: '失败', statusCode: '500' };
    return jsonAck(answer);
  }
}

/** Prices come as `result` instead of `data` to the one application known to take them; signed it must be too. */
function openEnvelope({ body }: RawCallback): Envelope | undefined {
  const fields = readFields(body);
  const data = fields.get('data') ?? fields.get('result');
  const digest = fields.get('data_digest');
  return data && digest && { data, digest };
}

function readData(data: Buffer, statuses: BookingStatusTable): CallbackContent {
  const push = objectIn(withoutLead(data), 'data');
  if ('action' in push) return readTrace(push);
  if ('pre_order_status' in push) return told('preorder', toBookingReport(push, statuses));
  const price = 'result' in push ? record(push['result']) : push;
  if ('settlementAmount' in price) return readPrice(price);
  throw new MalformedCallback('neither a trace nor a booking nor a price');
}

function readTrace(push: Readonly<Record<string, unknown>>): CallbackContent {
  const report = toPushedReport(push);
  return {
    kind: 'Traces',
    reports: report ? [report] : [],
    bookings: [],
    unreadable: report ? [] : ['data names no waybill'],
  };
}

/** A booking that nobody can be told of is parked as a whole, not dropped. */
function told(
  kind: string,
  booking: BookingReport | undefined,
  ignored: readonly string[] = [],
): CallbackContent {
  if (!booking) throw new MalformedCallback('data names no booking');
  return { kind, reports: [], bookings: [booking], unreadable: [], ignored };
}

function readPrice(price: WirePrice): CallbackContent {
  try {
    return told('price', toSettlement(price), oddWeight('settlementWeight', price.settlementWeight, whole));
  } catch (error) {
    if (error instanceof RangeError)
      throw new MalformedCallback('an amount cannot be read', { cause: error });
    throw error;
  }
}
