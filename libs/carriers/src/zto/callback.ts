import { MalformedCallback } from '../errors.js';
import { readFields } from '../fields.js';
import { isRecord, readJson } from '../json.js';
import type { CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import { toPushedReport } from './mapping.js';
import { isSigned } from './signature.js';

interface Envelope {
  readonly data: Buffer;
  readonly digest: Buffer;
}

/** What ZTO sends to the one URL of an application: what was signed tells its kinds apart, `msg_type` is not. */
export class ZtoCallbacks implements CallbackPort {
  constructor(private readonly appSecret: string) {}

  verify(raw: RawCallback): boolean {
    const envelope = openEnvelope(raw);
    return envelope !== undefined && isSigned(envelope.data, envelope.digest, this.appSecret);
  }

  parse(raw: RawCallback): CallbackContent {
    const envelope = openEnvelope(raw);
    if (!envelope) throw new MalformedCallback('no data with a data_digest');
    return readData(envelope.data);
  }

  read(raw: RawCallback): CallbackReading {
    if (!this.verify(raw)) return { kind: 'forged' };
    try {
      return { kind: 'accepted', content: this.parse(raw) };
    } catch (error) {
      if (error instanceof MalformedCallback) return { kind: 'malformed', why: error.message };
      throw error;
    }
  }

  /** ZTO goes by `status`: anything but true makes it push again. */
  ack(ok: boolean, reason = ''): ReturnType<CallbackPort['ack']> {
    const answer = ok
      ? { message: '调用成功', status: true, result: '成功', statusCode: '200' }
      : { message: reason, status: false, result: '失败', statusCode: '500' };
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    return { status: 200, headers, body: JSON.stringify(answer) };
  }
}

function openEnvelope({ body }: RawCallback): Envelope | undefined {
  const fields = readFields(body);
  const data = fields.get('data');
  const digest = fields.get('data_digest');
  return data && digest && { data, digest };
}

function readData(data: Buffer): CallbackContent {
  const push = parseObject(data);
  if ('action' in push) return readTrace(push);
  throw new MalformedCallback('a push of a kind that is not read');
}

function parseObject(data: Buffer): Readonly<Record<string, unknown>> {
  let push: unknown;
  try {
    push = readJson(data.toString('utf8'));
  } catch (cause) {
    throw new MalformedCallback('data is not JSON', { cause });
  }
  if (!isRecord(push)) throw new MalformedCallback('data is not an object');
  return push;
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
