import { FORGED, readingOf, xmlAck, xmlIn } from '../callbacks.js';
import { MalformedCallback } from '../errors.js';
import { readFields, withoutLead } from '../fields.js';
import { isRecord, text } from '../json.js';
import type { CallbackAnswer, CallbackContent, CallbackPort, CallbackReading, RawCallback } from '../port.js';
import { escapeXml } from '../xml.js';
import { toBookingReport, toPushedReport } from './push-mapping.js';
import type { WireUpdate } from './wire.js';

const FIELD = 'logistics_interface';

/**
 * YTO's pushes: one event each, of a parcel, its order, or both. How `data_digest` is made is only inferred, so it is not
 * looked at: what lets a push in is its form, and what it says of a parcel counts after a query.
 */
export class YtoCallbacks implements CallbackPort {
  verify({ body }: RawCallback): boolean {
    return readFields(body).get(FIELD)?.includes('<UpdateInfo') ?? false;
  }

  parse(raw: RawCallback): CallbackContent {
    return readUpdate(updateIn(raw));
  }

  read(raw: RawCallback): CallbackReading {
    return this.verify(raw) ? readingOf(() => this.parse(raw)) : FORGED;
  }

  /** Names the order that is answered, empty where none can be read. */
  ack(ok: boolean, reason = '', to?: RawCallback): CallbackAnswer {
    const id = `<txLogisticID>${escapeXml(to ? orderOf(to) : '')}</txLogisticID>`;
    const outcome = ok
      ? '<success>true</success>'
      : `<success>false</success><reason>${escapeXml(reason)}</reason>`;
    return xmlAck(`<Response><logisticProviderID>YTO</logisticProviderID>${id}${outcome}</Response>`);
  }
}

function updateIn({ body }: RawCallback): WireUpdate {
  const document = readFields(body).get(FIELD);
  if (!document) throw new MalformedCallback(`no ${FIELD}`);
  const update = xmlIn(withoutLead(document), FIELD)['UpdateInfo'];
  if (!isRecord(update)) throw new MalformedCallback(`${FIELD} is no UpdateInfo`);
  return update;
}

function orderOf(raw: RawCallback): string {
  try {
    return text(updateIn(raw).txLogisticID);
  } catch (error) {
    if (error instanceof MalformedCallback) return '';
    throw error;
  }
}

function readUpdate(update: WireUpdate): CallbackContent {
  const report = toPushedReport(update);
  const booking = toBookingReport(update);
  if (!report && !booking) throw new MalformedCallback('UpdateInfo names neither a parcel nor an order');
  return {
    kind: text(update.infoType) || 'STATUS',
    reports: report ? [report] : [],
    bookings: booking ? [booking] : [],
    unreadable: [],
  };
}
