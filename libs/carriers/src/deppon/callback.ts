import { FORGED, jsonAck, objectIn, readingOf } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import { readFields, withoutLead } from '../fields.js';
import { isRecord, text } from '../json.js';
import type { CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import { toBookingReport, toPushedReports } from './push-mapping.js';
import type { WireTracePush } from './wire.js';

/** Deppon's pushes, of parcels and of orders. No key is known to sign them: what lets them in is their form. */
export const depponCallbacks: CallbackPort = {
  verify: (raw) => paramsOf(raw) !== undefined,

  parse(raw: RawCallback): CallbackContent {
    const params = paramsOf(raw);
    if (!params) throw new MalformedCallback('not a push that is read');
    return readParams(params);
  },

  read(raw: RawCallback): CallbackReading {
    const params = paramsOf(raw);
    return params ? readingOf(() => readParams(params)) : FORGED;
  },

  ack(ok: boolean, reason = ''): ReturnType<CallbackPort['ack']> {
    const [error_code, error_msg] = ok ? ['1000', '成功'] : [BAD_PARAMETER, reason];
    return jsonAck({ success: ok, error_code, error_msg, result: ok });
  },
};

const BAD_PARAMETER = '2006';

const BRACE = 0x7b;

/** The field `params`, or a body that is `params` itself. All kinds may come to one URL; its members tell them apart. */
function paramsOf({ body }: RawCallback): Buffer | undefined {
  const document = withoutLead(body);
  const params = readFields(body).get('params') ?? (document[0] === BRACE ? document : undefined);
  return params && KINDS.some((name) => params.includes(name)) ? params : undefined;
}

const KINDS = ['"track_list"', '"statusType"'];

function readParams(params: Buffer): CallbackContent {
  const push = objectIn(params, 'params');
  return 'track_list' in push ? readTraces(push) : readOrder(push);
}

function readTraces({ track_list: tracks }: WireTracePush): CallbackContent {
  if (!Array.isArray(tracks)) throw new MalformedCallback('params has no track_list');
  const read = tracks.map((track: unknown) => (isRecord(track) ? toPushedReports(track) : []));
  return {
    kind: 'trace',
    reports: read.flat(),
    bookings: [],
    unreadable: read.flatMap((reports, at) =>
      reports.length > 0 ? [] : [`track_list[${at}] names no waybill`],
    ),
  };
}

function readOrder(push: Readonly<Record<string, unknown>>): CallbackContent {
  const booking = toBookingReport(push);
  if (!booking || text(push['statusType']).trim() === '')
    throw new MalformedCallback('params names no order');
  return { kind: 'order', reports: [], bookings: [booking], unreadable: [] };
}
