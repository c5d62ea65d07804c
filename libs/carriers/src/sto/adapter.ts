import { normaliseNumber } from '../catalogue.js';
import { flag, isRecord, list, text } from '../json.js';
import {
  notSupported,
  withheld,
  type CarrierFactory,
  type CarrierPort,
  type CarrierWaybill,
  type InterceptAnswer,
  type InterceptRequest,
  type SubscribeResult,
  type TrackResult,
} from '../port.js';
import { orderAccountOf } from './booking-request.js';
import { StoCallbacks } from './callback.js';
import { StoClient } from './client.js';
import type { StoConfig } from './config.js';
import { failIfRefused, permanent, saysNoTrackYet } from './errors.js';
import { CARRIER, toReport } from './mapping.js';
import { manifest } from './manifest.js';
import { pickupsOf } from './pickups.js';
import type { WireAnswer, WireSubscribed } from './wire.js';

export const sto: CarrierFactory<StoConfig> = (config, { http }) => {
  const client = new StoClient(config, http);
  const account = orderAccountOf(config);
  return {
    manifest,
    subscribe: (waybill) => subscribe(client, waybill),
    track: (waybill) => track(client, waybill),
    callbacks: new StoCallbacks(),
    pickups: account ? pickupsOf(client, account) : notSupported('the account has no order source'),
    recognise: withheld(manifest, 'recognise'),
    intercept: interceptOf(client, config),
  };
};

const ALREADY_SUBSCRIBED = /重复订阅|已(经)?订阅/;

async function subscribe(client: StoClient, waybill: CarrierWaybill): Promise<SubscribeResult> {
  const waybillNo = numberOf(waybill);
  const answer = await client.call('STO_TRACE_PLATFORM_SUBSCRIBE', { subscribeInfoList: [{ waybillNo }] });
  for (const each of [answer, ...refusedNumbers(answer)]) {
    if (!ALREADY_SUBSCRIBED.test(text(each.errorMsg))) failIfRefused(each, false);
  }
  return { accepted: true };
}

/** A subscription that went well as a whole may have refused its number. */
const refusedNumbers = ({ data }: WireAnswer): readonly WireAnswer[] =>
  list(data)
    .filter(isRecord)
    .filter(({ status }: WireSubscribed) => status !== undefined && !flag(status))
    .map(({ message }: WireSubscribed) => ({ success: false, errorMsg: message }));

async function track(client: StoClient, waybill: CarrierWaybill): Promise<TrackResult> {
  const number = numberOf(waybill);
  const answer = await client.call('STO_TRACE_QUERY_COMMON', { order: 'asc', waybillNoList: [number] });
  if (!flag(answer.success) && !saysNoTrackYet(answer)) failIfRefused(answer, false);
  const report = toReport(answer, number);
  if (!report) throw permanent('the answer is about another waybill');
  return report;
}

function interceptOf(
  client: StoClient,
  { interceptAppkey, interceptForAct }: StoConfig,
): CarrierPort['intercept'] {
  if (interceptAppkey === undefined || interceptForAct === undefined)
    return notSupported(
      'the account names neither whom a wish is sent to nor what it asks for, as no document does',
    );
  return (request) => intercept(client, interceptForAct, request);
}

async function intercept(
  client: StoClient,
  interceptForAct: string,
  request: InterceptRequest,
): Promise<InterceptAnswer> {
  const content = { waybillNo: numberOf(request), interceptForAct };
  failIfRefused(await client.call('INTERCEPT_CREATE_STANDARD', content), true);
  return {};
}

function numberOf({ carrier, number }: Pick<CarrierWaybill, 'carrier' | 'number'>): string {
  if (carrier !== CARRIER) throw permanent(`STO knows no parcels of carrier ${carrier}`);
  return normaliseNumber(number);
}
