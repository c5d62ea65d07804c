import { FORGED, jsonAck, objectIn, readingOf } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import type { CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import { toPushedReport } from './mapping.js';

/** JDL's pushes: a node each. No key signs them: what lets them in is their form. */
export const jdlCallbacks: CallbackPort = {
  verify: isPush,

  parse(raw: RawCallback): CallbackContent {
    if (!isPush(raw)) throw new MalformedCallback('not a push that is read');
    return readNode(raw.body);
  },

  read(raw: RawCallback): CallbackReading {
    return isPush(raw) ? readingOf(() => readNode(raw.body)) : FORGED;
  },

  ack(ok: boolean, reason = ''): ReturnType<CallbackPort['ack']> {
    return jsonAck(ok ? { code: '200', msg: '' } : { code: '500', msg: reason });
  },
};

/** By its bytes: an object that has what every node has. */
function isPush({ body }: RawCallback): boolean {
  const start = body.subarray(0, 16).toString('latin1').trimStart();
  return start.startsWith('{') && FORM.every((name) => body.includes(name));
}

const FORM = ['"waybillCode"', '"operationTime"'];

function readNode(body: Buffer): CallbackContent {
  const report = toPushedReport(objectIn(body, 'the body'));
  const unreadable = report ? [] : ['the body names no waybill'];
  return { kind: 'trace', reports: report ? [report] : [], bookings: [], unreadable };
}
