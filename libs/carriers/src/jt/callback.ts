import type { NumberReport } from '../booking.js';
import { FORGED, jsonAck, objectIn, readingOf } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import { readFields } from '../fields.js';
import type { CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import { toBill, toBookingReport } from './booking-mapping.js';
import { toReport } from './mapping.js';
import { isSigned } from './signature.js';
import { oddWeight } from '../weight.js';
import type { WireBill, WireOrderPush, WireTrace } from './wire.js';

type Push = Readonly<Record<string, unknown>>;

/** J&T's pushes. The digest is in a header and covers the form field `bizContent`. */
export class JtCallbacks implements CallbackPort {
  constructor(private readonly privateKey: string) {}

  verify({ headers, body }: RawCallback): boolean {
    const bizContent = readFields(body).get('bizContent');
    const digest = headers['digest']?.trim();
    return Boolean(bizContent && digest && isSigned(bizContent, digest, this.privateKey));
  }

  parse({ body }: RawCallback): CallbackContent {
    const bizContent = readFields(body).get('bizContent');
    if (!bizContent) throw new MalformedCallback('no bizContent');
    return readPush(objectIn(bizContent, 'bizContent'));
  }

  read(raw: RawCallback): CallbackReading {
    return this.verify(raw) ? readingOf(() => this.parse(raw)) : FORGED;
  }

  /** `code` 0 makes J&T push again. */
  ack(ok: boolean, reason = ''): ReturnType<CallbackPort['ack']> {
    const answer = ok
      ? { code: '1', msg: 'success', data: 'SUCCESS' }
      : { code: '0', msg: reason, data: null };
    return jsonAck(answer);
  }
}

const BILL = ['totalFreight', 'freight'];

/** All kinds may come to one URL; what was signed tells them apart. */
function readPush(push: Push): CallbackContent {
  if ('details' in push) return readTrace(push);
  if (BILL.some((name) => name in push)) return readBill(push);
  if ('scanType' in push) return readOrder(push);
  throw new MalformedCallback('not a push that is read');
}

function readTrace(push: WireTrace): CallbackContent {
  const report = toReport(push, false);
  const unreadable = report ? [] : ['bizContent names no waybill'];
  return { kind: 'trace', reports: report ? [report] : [], bookings: [], unreadable };
}

function readOrder(push: WireOrderPush): CallbackContent {
  const booking = toBookingReport(push);
  if (!booking) throw new MalformedCallback('an order push without txlogisticId');
  return {
    kind: 'order',
    reports: [],
    bookings: [booking],
    unreadable: [],
    ignored: oddWeight('weight', push.weight),
  };
}

function readBill(push: WireBill): CallbackContent {
  const bill = billOf(push);
  if (!bill) throw new MalformedCallback('a bill without waybillNo');
  const ignored = oddWeight('packageChargeWeight', push.packageChargeWeight);
  return { kind: 'bill', reports: [], bookings: [bill], unreadable: [], ignored };
}

function billOf(push: WireBill): NumberReport | undefined {
  try {
    return toBill(push);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new MalformedCallback('an amount cannot be read', { cause: error });
  }
}
