import { FORGED, jsonAck, objectIn, readingOf } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import { readFields, withoutLead } from '../fields.js';
import type { CallbackAnswer, CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import { isAboutOrder, toPushedBooking } from './booking-mapping.js';
import { toPushedReport } from './mapping.js';
import type { WirePush } from './wire.js';

/** JDL's pushes: a node each, of orders and parcels alike. No key signs them: what lets them in is their form. */
export class JdlCallbacks implements CallbackPort {
  /** `ordersCouriers`: whether the account has orders; to the others every node is one of a parcel. */
  constructor(private readonly ordersCouriers: boolean) {}

  verify({ body }: RawCallback): boolean {
    return openerOf(body) !== undefined;
  }

  parse({ body }: RawCallback): CallbackContent {
    const open = openerOf(body);
    if (!open) throw new MalformedCallback('not a push that is read');
    const push = open();
    return this.ordersCouriers && isAboutOrder(push) ? readOrder(push) : readParcel(push);
  }

  read(raw: RawCallback): CallbackReading {
    return this.verify(raw) ? readingOf(() => this.parse(raw)) : FORGED;
  }

  ack(ok: boolean, reason = ''): CallbackAnswer {
    return jsonAck(ok ? { code: '200', msg: '' } : { code: '500', msg: reason });
  }
}

const BRACE = 0x7b;
/** What every node has. */
const MEMBERS = ['waybillCode', 'operationTime'];

/** Reads a node, an object or the fields of a form; `undefined` for what is none by its bytes. */
function openerOf(body: Buffer): (() => WirePush) | undefined {
  const document = withoutLead(body);
  if (document[0] === BRACE) {
    const isNode = MEMBERS.every((name) => document.includes(`"${name}"`));
    return isNode ? () => objectIn(document, 'the body') : undefined;
  }
  const fields = readFields(body);
  return MEMBERS.every((name) => fields.has(name)) ? () => textsIn(fields) : undefined;
}

const textsIn = (fields: ReadonlyMap<string, Buffer>): WirePush =>
  Object.fromEntries([...fields].map(([name, value]) => [name, value.toString('utf8')]));

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
