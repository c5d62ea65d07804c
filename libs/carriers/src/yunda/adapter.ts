import { normaliseNumber } from '../catalogue.js';
import { isRecord, optionalText, record } from '../json.js';
import {
  withheld,
  type CarrierFactory,
  type CarrierWaybill,
  type SubscribeResult,
  type TrackResult,
} from '../port.js';
import { YundaClient } from './client.js';
import type { YundaConfig } from './config.js';
import { failIfRefused, notAnAnswer, permanent, saysAlreadySubscribed, saysNoTraceYet } from './errors.js';
import { toReport } from './mapping.js';
import { CARRIER, manifest } from './manifest.js';
import type { WireAnswer, WireTrace } from './wire.js';

export const yunda: CarrierFactory<YundaConfig> = (config, { http, clock }) => {
  const client = new YundaClient(config, http, clock);
  return {
    manifest,
    subscribe: (waybill) => subscribe(client, waybill),
    track: (waybill) => track(client, waybill),
    callbacks: withheld(manifest, 'push'),
    pickups: withheld(manifest, 'book'),
    recognise: withheld(manifest, 'recognise'),
    intercept: withheld(manifest, 'intercept'),
  };
};

async function subscribe(client: YundaClient, waybill: CarrierWaybill): Promise<SubscribeResult> {
  const mailno = numberOf(waybill);
  // Some order has to be named; where we have no reference, the number stands for it.
  const answer = await client.subscribe({ orders: [{ orderid: waybill.reference ?? mailno, mailno }] });
  if (!saysAlreadySubscribed(answer)) failIfRefused(answer);
  return { accepted: true };
}

async function track(client: YundaClient, waybill: CarrierWaybill): Promise<TrackResult> {
  const number = numberOf(waybill);
  const answer = await client.query({ mailno: number });
  const nothingYet = saysNoTraceYet(answer);
  if (!nothingYet) failIfRefused(answer);
  const trace = nothingYet ? {} : traceOf(answer);
  const report = toReport(number, trace, optionalText(answer.message));
  if (!report) throw permanent('the answer is about another waybill');
  return report;
}

/** Absent `data` says that nothing is known; what cannot be read says nothing at all. */
function traceOf({ data }: WireAnswer): WireTrace {
  if (data === undefined || data === null || data === '') return {};
  if (Array.isArray(data) && data.length === 0) return {};
  const trace: WireTrace = record(data);
  if (!isRecord(data) && Object.keys(trace).length === 0) throw notAnAnswer(false);
  const { steps } = trace;
  if (steps !== undefined && steps !== null && !Array.isArray(steps)) throw notAnAnswer(false);
  return trace;
}

function numberOf({ carrier, number }: CarrierWaybill): string {
  if (carrier !== CARRIER) throw permanent(`Yunda carries nothing of ${carrier}`);
  return normaliseNumber(number);
}
