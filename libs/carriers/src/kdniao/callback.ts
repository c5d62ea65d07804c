import { toShanghai, type Clock } from '@cartrail/kernel';
import { FORGED, jsonAck, objectIn, readingOf } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import type { CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import type { CarrierReport } from '../report.js';
import type { KdniaoConfig } from './config.js';
import { readFields } from '../fields.js';
import { isRecord, list, text } from '../json.js';
import { toReport } from './mapping.js';
import { signedBytes, type SignedData } from './signature.js';
import { pushTypes, type WirePush } from './wire.js';

interface Envelope extends SignedData {
  readonly type: string;
}

/** KDNiao's pushes 101 and 102. */
export class KdniaoCallbacks implements CallbackPort {
  constructor(
    private readonly config: KdniaoConfig,
    private readonly clock: Clock,
  ) {}

  verify(raw: RawCallback): boolean {
    const envelope = openEnvelope(raw);
    return envelope !== undefined && signedBytes(envelope, this.config.apiKey) !== undefined;
  }

  parse(raw: RawCallback): CallbackContent {
    const envelope = openEnvelope(raw);
    if (!envelope) throw new MalformedCallback('no RequestData with a DataSign');
    return readPush(envelope.type, this.plainData(envelope), this.config.eBusinessId);
  }

  read(raw: RawCallback): CallbackReading {
    const envelope = openEnvelope(raw);
    const data = envelope && signedBytes(envelope, this.config.apiKey);
    return data ? readingOf(() => readPush(envelope.type, data, this.config.eBusinessId)) : FORGED;
  }

  ack(ok: boolean, reason = ''): ReturnType<CallbackPort['ack']> {
    const answer = {
      EBusinessID: this.config.eBusinessId,
      UpdateTime: toShanghai(this.clock.now()),
      Success: ok,
      Reason: reason,
    };
    return jsonAck(answer);
  }

  /** Only text with an escape in it can have been encoded twice; then the signature says which reading is meant. */
  private plainData(envelope: Envelope): Buffer {
    return envelope.data.includes(0x25)
      ? (signedBytes(envelope, this.config.apiKey) ?? envelope.data)
      : envelope.data;
  }
}

function openEnvelope({ body }: RawCallback): Envelope | undefined {
  const fields = readFields(body);
  const data = fields.get('RequestData');
  const sign = fields.get('DataSign');
  return data && sign && { data, sign, type: fields.get('RequestType')?.toString('latin1') ?? '' };
}

function readPush(type: string, data: Buffer, eBusinessId: string): CallbackContent {
  if (!pushTypes.has(type))
    throw new MalformedCallback(`RequestType ${JSON.stringify(type.slice(0, 20))} is not read`);
  const push = parsePush(data);
  const account = text(push.EBusinessID);
  if (account !== '' && account !== eBusinessId)
    throw new MalformedCallback('EBusinessID of another account');
  const reports: CarrierReport[] = [];
  const unreadable: string[] = [];
  list(push.Data).forEach((item, at) => {
    const report = isRecord(item) ? toReport(item) : undefined;
    if (report) reports.push(report);
    else unreadable.push(`Data[${at}] names no waybill`);
  });
  return { kind: type, reports, bookings: [], unreadable };
}

function parsePush(data: Buffer): WirePush {
  const push = objectIn(data, 'RequestData');
  if (!Array.isArray(push['Data'])) throw new MalformedCallback('RequestData has no Data list');
  return push;
}
