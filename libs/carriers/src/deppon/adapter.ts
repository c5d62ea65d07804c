import { normaliseNumber } from '../catalogue.js';
import { answersFor } from '../direct.js';
import { flag, isRecord, record } from '../json.js';
import {
  notSupported,
  withheld,
  type CarrierFactory,
  type CarrierWaybill,
  type SubscribeResult,
  type TrackResult,
} from '../port.js';
import { orderAccountOf } from './booking-request.js';
import { depponCallbacks } from './callback.js';
import { DepponClient } from './client.js';
import type { DepponConfig } from './config.js';
import {
  failIfRefused,
  notAnAnswer,
  permanent,
  saysAlreadySubscribed,
  saysNoTrackYet,
  wordsOf,
} from './errors.js';
import { isAboutAnother, toReport } from './mapping.js';
import { manifest, PROVIDER } from './manifest.js';
import { pickupsOf } from './pickups.js';
import type { WireAnswer, WireJourney } from './wire.js';

export const deppon: CarrierFactory<DepponConfig> = (config, { http, clock }) => {
  const client = new DepponClient(config, http, clock);
  const account = orderAccountOf(config);
  return {
    manifest,
    subscribe: (waybill) => subscribe(client, waybill),
    track: (waybill) => track(client, config.customerCode, waybill),
    callbacks: depponCallbacks,
    pickups: account ? pickupsOf(client, account, clock) : notSupported('the account has no sign for orders'),
    recognise: withheld(manifest, 'recognise'),
    intercept: withheld(manifest, 'intercept'),
  };
};

async function subscribe(client: DepponClient, waybill: CarrierWaybill): Promise<SubscribeResult> {
  const answer = await client.call('standTraceSubscribe', { tracking_number: numberOf(waybill) });
  if (!saysAlreadySubscribed(answer)) failIfRefused(answer, false);
  return { accepted: true };
}

async function track(
  client: DepponClient,
  customerCode: string,
  waybill: CarrierWaybill,
): Promise<TrackResult> {
  const number = numberOf(waybill);
  const answer = await client.call('newTraceQuery', { mailNo: number, customerCode });
  const { carrier } = waybill;
  if (!flag(answer.result) && saysNoTrackYet(answer))
    return toReport({ number, carrier }, {}, wordsOf(answer));
  failIfRefused(answer, false);
  const journey = journeyOf(answer);
  if (isAboutAnother(number, journey)) throw permanent('the answer is about another waybill');
  const report = toReport({ number, carrier }, journey, undefined);
  // With a history, the words only say that the query went well.
  return report.scans.length > 0 ? report : { ...report, note: wordsOf(answer) };
}

/** An absent or empty part says that nothing is known; one that cannot be read says nothing at all. */
function journeyOf({ responseParam }: WireAnswer): WireJourney {
  if (responseParam === undefined || responseParam === null || responseParam === '') return {};
  const journey: WireJourney = record(responseParam);
  const isRead = isRecord(responseParam) || Object.keys(journey).length > 0;
  const { trace_list: traces } = journey;
  if (!isRead || !(traces === undefined || traces === null || Array.isArray(traces)))
    throw notAnAnswer(false);
  return journey;
}

function numberOf({ carrier, number }: CarrierWaybill): string {
  if (!answersFor(PROVIDER, carrier)) throw permanent(`Deppon carries nothing for ${carrier}`);
  return normaliseNumber(number);
}
