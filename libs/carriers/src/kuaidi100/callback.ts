import { FORGED, jsonAck, objectIn, readingOf } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import { readFields, withoutLead } from '../fields.js';
import { isRecord, record, text } from '../json.js';
import type { CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import { toBookingReport } from './booking-mapping.js';
import { toPushedReports } from './mapping.js';
import { isSigned } from './signature.js';
import type { WireOrderPush, WireTrackPush } from './wire.js';
import { oddWeight } from '../weight.js';

interface Envelope {
  readonly param: Buffer;
  readonly sign: Buffer;
  /** Outside the signature: names the booking, decides nothing. */
  readonly taskId: string;
}

/** Track pushes and order callbacks, which may come to one URL: what was signed tells them apart. */
export class Kuaidi100Callbacks implements CallbackPort {
  constructor(private readonly salt: string) {}

  verify(raw: RawCallback): boolean {
    const envelope = openEnvelope(raw);
    return envelope !== undefined && isSigned(envelope.param, envelope.sign, this.salt);
  }

  parse(raw: RawCallback): CallbackContent {
    const envelope = openEnvelope(raw);
    if (!envelope) throw new MalformedCallback('no param with a sign');
    return readParam(envelope);
  }

  read(raw: RawCallback): CallbackReading {
    return this.verify(raw) ? readingOf(() => this.parse(raw)) : FORGED;
  }

  /** Anything but this makes Kuaidi100 push again, two or three times, half an hour apart. */
  ack(ok: boolean, reason = ''): ReturnType<CallbackPort['ack']> {
    const answer = ok
      ? { result: true, returnCode: '200', message: '成功' }
      : { result: false, returnCode: '500', message: reason };
    return jsonAck(answer);
  }
}

function openEnvelope({ body }: RawCallback): Envelope | undefined {
  const fields = readFields(body);
  const param = fields.get('param');
  const sign = fields.get('sign');
  return param && sign && { param, sign, taskId: fields.get('taskId')?.toString('utf8').trim() ?? '' };
}

const trackStatuses: ReadonlySet<string> = new Set(['polling', 'shutdown', 'abort', 'updateall']);

function readParam({ param, taskId }: Envelope): CallbackContent {
  const push = objectIn(withoutLead(param), 'param');
  const status = text(push['status']);
  if ('lastResult' in push || trackStatuses.has(status)) return readTrack(status, push);
  if ('data' in push || 'kuaidicom' in push) return readOrder(push, taskId);
  throw new MalformedCallback('neither a track push nor an order callback');
}

function readTrack(status: string, push: WireTrackPush): CallbackContent {
  const reports = toPushedReports(push);
  return {
    kind: status,
    reports: [reports.parcel, reports.abroad].filter((report) => report !== undefined),
    bookings: [],
    unreadable: reports.parcel ? [] : ['lastResult names no waybill'],
    ignored: isRecord(push.destResult) && !reports.abroad ? ['destResult is not read'] : [],
  };
}

function readOrder(push: WireOrderPush, taskId: string): CallbackContent {
  if (taskId === '') throw new MalformedCallback('an order callback without taskId');
  try {
    return {
      kind: 'order',
      reports: [],
      bookings: [toBookingReport(push, taskId)],
      unreadable: [],
      ignored: oddWeight('data.weight', record(push.data)['weight']),
    };
  } catch (error) {
    if (error instanceof RangeError)
      throw new MalformedCallback('an amount cannot be read', { cause: error });
    throw error;
  }
}
