import { carrierTo, normaliseNumber } from '../catalogue.js';
import {
  notSupported,
  withheld,
  type CarrierFactory,
  type CarrierWaybill,
  type SubscribeResult,
  type TrackResult,
} from '../port.js';
import { KdniaoCallbacks } from './callback.js';
import { KdniaoClient } from './client.js';
import type { KdniaoConfig } from './config.js';
import { permanent, refusal, saysNoTrackYet } from './errors.js';
import { flag, optionalText } from '../json.js';
import type { Candidate } from '../recognise.js';
import { toReport } from './mapping.js';
import { manifest, manifestOf } from './manifest.js';
import { pickupsOf } from './pickups.js';
import { toCandidates } from './recognition.js';
import type { WaybillRequest } from './wire.js';

/** A phone's tail stands in `CustomerName` for these, JD's merchant code for JD; KDNiao wants it empty for all others. */
const wantsPhoneTail: ReadonlySet<string> = new Set(['SF', 'KYSY', 'ZTO']);
const JD = 'JD';

export const kdniao: CarrierFactory<KdniaoConfig> = (config, { http, clock }) => {
  const client = new KdniaoClient(config, http);
  return {
    manifest: manifestOf(config),
    subscribe: (waybill) => subscribe(client, config, waybill),
    track: (waybill) => track(client, config, waybill),
    callbacks: new KdniaoCallbacks(config, clock),
    pickups: config.namesCarrier
      ? pickupsOf(client, config, clock)
      : notSupported('the account may not name the carrier (指定快递): KDNiao would send any'),
    recognise: (number) => recognise(client, number),
    intercept: withheld(manifest, 'intercept'),
  };
};

async function subscribe(
  client: KdniaoClient,
  config: KdniaoConfig,
  waybill: CarrierWaybill,
): Promise<SubscribeResult> {
  const answer = await client.subscribe({ ...toRequest(waybill, config), Callback: waybill.reference });
  if (!flag(answer['Success'])) throw refusal(answer);
  return { accepted: true, estimatedDeliveryText: optionalText(answer['EstimatedDeliveryTime']) };
}

async function track(
  client: KdniaoClient,
  config: KdniaoConfig,
  waybill: CarrierWaybill,
): Promise<TrackResult> {
  const request = toRequest(waybill, config);
  const answer = await client.query(request);
  if (!flag(answer['Success']) && !saysNoTrackYet(answer)) throw refusal(answer);
  const report = toReport({ ...request, ...answer });
  if (report?.number !== request.LogisticCode) {
    throw permanent('the answer is about another waybill');
  }
  return report;
}

async function recognise(client: KdniaoClient, given: string): Promise<readonly Candidate[]> {
  const number = normaliseNumber(given);
  const answer = await client.recognise(number);
  if (!flag(answer['Success'])) throw refusal(answer);
  const candidates = toCandidates(answer, number);
  if (!candidates) throw permanent('the answer is about another number');
  return candidates;
}

function toRequest({ number, carrier, phoneTail }: CarrierWaybill, config: KdniaoConfig): WaybillRequest {
  const code = carrierTo('kdniao', carrier);
  if (code === undefined) {
    throw permanent(`no KDNiao code for carrier ${carrier}`);
  }
  return {
    ShipperCode: code,
    LogisticCode: normaliseNumber(number),
    CustomerName: customerName(code, phoneTail, config),
  };
}

function customerName(
  code: string,
  phoneTail: string | undefined,
  { jdMerchantCode }: KdniaoConfig,
): string | undefined {
  if (code === JD) return jdMerchantCode;
  return wantsPhoneTail.has(code) ? phoneTail : undefined;
}
