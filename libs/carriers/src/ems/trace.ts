import { normaliseNumber } from '../catalogue.js';
import { list, optionalText } from '../json.js';
import type { CarrierReport } from '../report.js';
import { bodyOf } from './body.js';
import type { EmsClient } from './client.js';
import { failIfRefused, notAnAnswer, permanent } from './errors.js';
import { isAboutAnother, toReport } from './mapping.js';
import type { WireTrace } from './wire.js';

/** Where a parcel has been so far; no scans where EMS knows nothing of it. Throws `CarrierError`. */
export async function traceOf(
  client: EmsClient,
  given: Pick<CarrierReport, 'number' | 'carrier'>,
): Promise<CarrierReport> {
  const number = normaliseNumber(given.number);
  const answer = await client.call('040001', { waybillNo: number });
  failIfRefused(answer, false);
  const items = list(itemsIn(bodyOf(answer, false) ?? {}));
  if (isAboutAnother(number, items)) throw permanent('the answer is about another waybill');
  // With a history, the words only say that the query went well.
  const note = items.length > 0 ? undefined : optionalText(answer.retMsg);
  return toReport({ number, carrier: given.carrier }, items, note);
}

function itemsIn({ responseItems: items }: WireTrace): unknown {
  if (items !== undefined && items !== null && !Array.isArray(items)) throw notAnAnswer(false);
  return items;
}
