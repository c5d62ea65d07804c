import { FORGED, jsonAck, objectIn, readingOf } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import type { CallbackAnswer, CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import { isAboutOrder, toPushedBooking } from './booking-mapping.js';
import { toPushedReport } from './mapping.js';
import type { WirePush } from './wire.js';

/** JDL's pushes: a node each, of orders and parcels alike. No key signs them: what lets them in is their form. */
export class JdlCallbacks implements CallbackPort {
  /** `ordersCouriers`: whether the account has orders; to the others every node is one of a parcel. */
  constructor(private readonly ordersCouriers: boolean) {}

  verify(raw: RawCallback): boolean {
    return isPush(raw);
  }

  parse(raw: RawCallback): CallbackContent {
    if (!isPush(raw)) throw new MalformedCallback('not a push that is read');
    const push = objectIn(raw.body, 'the body');
    return this.ordersCouriers && isAboutOrder(push) ? readOrder(push) : readParcel(push);
  }

  read(raw: RawCallback): CallbackReading {
    return isPush(raw) ? readingOf(() => this.parse(raw)) : FORGED;
  }

  ack(ok: boolean, reason = ''): CallbackAnswer {
    return jsonAck(ok ? { code: '200', msg: '' } : { code: '500', msg: reason });
  }
}

/** By its bytes: an object that has what every node has. */
function isPush({ body }: RawCallback): boolean {
  const start = body.subarray(0, 16).toString('latin1').trimStart();
  return start.startsWith('{') && FORM.every((name) => body.includes(name));
}

const FORM = ['"waybillCode"', '"operationTime"'];

function readOrder(push: WirePush): CallbackContent {
  const booking = toPushedBooking(push);
  const unreadable = booking ? [] : ['the body names neither an order nor a waybill'];
  return { kind: 'order', reports: [], bookings: booking ? [booking] : [], unreadable };
}

function readParcel(push: WirePush): CallbackContent {
  const report = toPushedReport(push);
  const unreadable = report ? [] : ['the body names no waybill'];
  return { kind: 'trace', reports: report ? [report] : [], bookings: [], unreadable };
}
