import { FORGED, jsonAck, objectIn, readingOf } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import { readFields } from '../fields.js';
import type { CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import type { EmsConfig } from './config.js';
import { toPushedReports } from './mapping.js';
import { unseal } from './signature.js';
import { SUCCESS } from './wire.js';

/**
 * EMS's pushes: one event each, sealed with the account's key. That hides an event and does not vouch for it: blocks of
 * one push can be put into another.
 */
export class EmsCallbacks implements CallbackPort {
  constructor(
    private readonly account: Pick<EmsConfig, 'senderNo' | 'signKey'>,
    private readonly newSerialNo: () => string,
  ) {}

  verify(raw: RawCallback): boolean {
    return this.opened(raw) !== undefined;
  }

  parse(raw: RawCallback): CallbackContent {
    const event = this.opened(raw);
    if (!event) throw new MalformedCallback("no logitcsInterface that the account's key opens");
    return readEvent(event);
  }

  read(raw: RawCallback): CallbackReading {
    const event = this.opened(raw);
    return event ? readingOf(() => readEvent(event)) : FORGED;
  }

  /** EMS goes by `code`: anything but 00000 is a push that failed. */
  ack(ok: boolean, reason = ''): ReturnType<CallbackPort['ack']> {
    const { senderNo } = this.account;
    const [code, codeMessage] = ok ? [SUCCESS, '成功'] : [FAILED, reason];
    return jsonAck({ serialNo: this.newSerialNo(), code, codeMessage, senderNo });
  }

  private opened({ body }: RawCallback): Buffer | undefined {
    const sealed = readFields(body).get('logitcsInterface');
    return sealed && unseal(sealed.toString('latin1'), this.account.signKey);
  }
}

const FAILED = 'S00001';

function readEvent(event: Buffer): CallbackContent {
  const reports = toPushedReports(objectIn(event, 'logitcsInterface'));
  const unreadable = reports.length > 0 ? [] : ['logitcsInterface names no waybill'];
  return { kind: '040002', reports, bookings: [], unreadable };
}
