import { randomUUID } from 'node:crypto';
import { normaliseNumber } from '../catalogue.js';
import { answersFor } from '../direct.js';
import { isRecord, list, optionalText, record } from '../json.js';
import { withheld, type CarrierFactory, type CarrierWaybill, type TrackResult } from '../port.js';
import { EmsCallbacks } from './callback.js';
import { EmsClient } from './client.js';
import type { EmsConfig } from './config.js';
import { failIfRefused, notAnAnswer, permanent } from './errors.js';
import { isAboutAnother, toReport } from './mapping.js';
import { manifest, PROVIDER } from './manifest.js';
import type { WireAnswer, WireTrace } from './wire.js';

export const ems: CarrierFactory<EmsConfig> = (config, { http, clock }) => {
  const client = new EmsClient(config, http, clock);
  return {
    manifest,
    subscribe: withheld(manifest, 'subscribe'),
    track: (waybill) => track(client, waybill),
    callbacks: new EmsCallbacks(config, () => randomUUID().replaceAll('-', '')),
    pickups: withheld(manifest, 'book'),
    recognise: withheld(manifest, 'recognise'),
    intercept: withheld(manifest, 'intercept'),
  };
};

async function track(client: EmsClient, { number: given, carrier }: CarrierWaybill): Promise<TrackResult> {
  if (!answersFor(PROVIDER, carrier)) throw permanent(`EMS does not carry for ${carrier}`);
  const number = normaliseNumber(given);
  const answer = await client.call('040001', { waybillNo: number });
  failIfRefused(answer);
  const items = list(traceOf(answer).responseItems);
  if (isAboutAnother(number, items)) throw permanent('the answer is about another waybill');
  // With a history, the words only say that the query went well.
  const note = items.length > 0 ? undefined : optionalText(answer.retMsg);
  return toReport({ number, carrier }, items, note);
}

/** An absent or empty body says that nothing is known; one that cannot be read says nothing at all. */
function traceOf({ retBody }: WireAnswer): WireTrace {
  if (isRecord(retBody)) return readable(retBody);
  if (retBody === undefined || retBody === null) return {};
  if (typeof retBody !== 'string') throw notAnAnswer(false);
  if (/^\s*(null|\{\s*\}|\[\s*\])?\s*$/.test(retBody)) return {};
  const trace = record(retBody);
  if (Object.keys(trace).length === 0) throw notAnAnswer(false);
  return readable(trace);
}

function readable(trace: WireTrace): WireTrace {
  const { responseItems: items } = trace;
  if (items !== undefined && items !== null && !Array.isArray(items)) throw notAnAnswer(false);
  return trace;
}
