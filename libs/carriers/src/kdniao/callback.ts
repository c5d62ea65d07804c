import { toShanghai, type Clock } from '@cartrail/kernel';
import { FORGED, jsonAck, objectIn, readingOf } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import type { CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import type { KdniaoConfig } from './config.js';
import { readFields, withoutLead } from '../fields.js';
import { isRecord, list, text } from '../json.js';
import { toBookingReport } from './booking-mapping.js';
import { toReport } from './mapping.js';
import { signedBytes, type SignedData } from './signature.js';
import { BOOKING_PUSH, trackPushes, type WirePush } from './wire.js';

interface Envelope extends SignedData {
  readonly type: string;
}

/** KDNiao's pushes 101 and 102 about parcels, and 103 about pickups. */
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
  if (!trackPushes.has(type) && type !== BOOKING_PUSH)
    throw new MalformedCallback(`RequestType ${JSON.stringify(type.slice(0, 20))} is not read`);
  const push = parsePush(data);
  const account = text(push.EBusinessID);
  if (account !== '' && account !== eBusinessId)
    throw new MalformedCallback('EBusinessID of another account');
  const items = list(push.Data);
  if (type === BOOKING_PUSH) return { kind: type, reports: [], ...toBookings(items) };
  const read = items.map((item) => (isRecord(item) && !isBooking(item) ? toReport(item) : undefined));
  return {
    kind: type,
    reports: read.filter((report) => report !== undefined),
    bookings: [],
    unreadable: read.flatMap((report, at) => (report ? [] : [`Data[${at}] names no waybill`])),
  };
}

/** Money is parked, never guessed: but for the sake of its neighbours, one item alone does not park them all. */
function toBookings(items: readonly unknown[]): Pick<CallbackContent, 'bookings' | 'unreadable'> {
  const read = items.map((item) => {
    try {
      return (isRecord(item) && isBooking(item) && toBookingReport(item)) || 'names no order of ours';
    } catch (error) {
      if (error instanceof RangeError) return NO_AMOUNT;
      throw error;
    }
  });
  const bookings = read.filter((each) => typeof each !== 'string');
  if (bookings.length === 0 && read.includes(NO_AMOUNT)) throw new MalformedCallback(`an item ${NO_AMOUNT}`);
  const unreadable = read.flatMap((each, at) => (typeof each === 'string' ? [`Data[${at}] ${each}`] : []));
  return { bookings, unreadable };
}

/** The type of a push is outside its signature: what was signed has to be of that kind as well. */
const isBooking = (item: Readonly<Record<string, unknown>>): boolean => 'KDNOrderCode' in item;

const NO_AMOUNT = 'has an amount that cannot be read';

function parsePush(data: Buffer): WirePush {
  const push = objectIn(withoutLead(data), 'RequestData');
  if (!Array.isArray(push['Data'])) throw new MalformedCallback('RequestData has no Data list');
  return push;
}
