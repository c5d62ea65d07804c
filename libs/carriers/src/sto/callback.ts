import { FORGED, jsonAck, objectIn, readingOf } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import { readFields, withoutLead } from '../fields.js';
import type { CallbackAnswer, CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import { toBookingReport, toPushedReport, toSettleWeight } from './push-mapping.js';
import type { WireSettleWeight } from './wire.js';

/** STO's pushes. Nothing signs them: what lets them in is their form, and what they say counts after a query. */
export class StoCallbacks implements CallbackPort {
  verify({ body }: RawCallback): boolean {
    const content = contentOf(body);
    return content !== undefined && MEMBERS.some((name) => content.includes(name));
  }

  parse({ body }: RawCallback): CallbackContent {
    const content = contentOf(body);
    if (!content) throw new MalformedCallback('no content');
    return readPush(objectIn(content, 'content'));
  }

  read(raw: RawCallback): CallbackReading {
    return this.verify(raw) ? readingOf(() => this.parse(raw)) : FORGED;
  }

  ack(ok: boolean, reason = ''): CallbackAnswer {
    return jsonAck(
      ok
        ? { success: true, errorCode: '', errorMsg: '', data: null }
        : { success: false, errorCode: 'REFUSED', errorMsg: reason, data: null },
    );
  }
}

/** What each kind has and no other. */
const MEMBERS = ['"trace"', '"event"', '"SettleWeight"'];

const BRACE = 0x7b;

/** The field `content`, or a body that is the content itself. */
function contentOf(body: Buffer): Buffer | undefined {
  const document = withoutLead(body);
  return readFields(body).get('content') ?? (document[0] === BRACE ? document : undefined);
}

/** All kinds may come to one URL. */
function readPush(push: Readonly<Record<string, unknown>>): CallbackContent {
  if ('trace' in push) return readTrace(push);
  if ('event' in push) return readOrder(push);
  if ('SettleWeight' in push) return readWeight(push);
  throw new MalformedCallback('not a push that is read');
}

function readTrace(push: Readonly<Record<string, unknown>>): CallbackContent {
  const report = toPushedReport(push);
  return {
    kind: 'trace',
    reports: report ? [report] : [],
    bookings: [],
    unreadable: report ? [] : ['content names no waybill'],
  };
}

function readOrder(push: Readonly<Record<string, unknown>>): CallbackContent {
  const booking = toBookingReport(push);
  if (!booking) throw new MalformedCallback('content names no order');
  return { kind: 'order', reports: [], bookings: [booking], unreadable: [] };
}

/** A parcel weighs something: 0 stands for "not weighed". */
const isUnweighed = ({ SettleWeight }: WireSettleWeight): boolean => Number(SettleWeight) === 0;

function readWeight(push: Readonly<Record<string, unknown>>): CallbackContent {
  const weight = toSettleWeight(push);
  const nothing = { kind: 'weight', reports: [], bookings: [], unreadable: [] };
  if (weight) return { ...nothing, bookings: [weight] };
  return isUnweighed(push)
    ? { ...nothing, ignored: ['a settlement weight of nothing'] }
    : { ...nothing, unreadable: ['a settlement weight names no waybill, or no whole gram'] };
}
