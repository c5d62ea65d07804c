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
import { manifest } from './manifest.js';
import { pickupsOf } from './pickups.js';
import { toCandidates } from './recognition.js';
import type { WaybillRequest } from './wire.js';

/** KDNiao wants `CustomerName` for these, and wants it empty for all others. */
const wantsPhoneTail: ReadonlySet<string> = new Set(['SF', 'KYSY', 'ZTO']);

export const kdniao: CarrierFactory<KdniaoConfig> = (config, { http, clock }) => {
  const client = new KdniaoClient(config, http);
  return {
    manifest,
    subscribe: (waybill) => subscribe(client, waybill),
    track: (waybill) => track(client, waybill),
    callbacks: new KdniaoCallbacks(config, clock),
    pickups: config.namesCarrier
      ? pickupsOf(client, config, clock)
      : notSupported('the account may not name the carrier (指定快递): KDNiao would send any'),
    recognise: (number) => recognise(client, number),
    intercept: withheld(manifest, 'intercept'),
  };
};

async function subscribe(client: KdniaoClient, waybill: CarrierWaybill): Promise<SubscribeResult> {
  const answer = await client.subscribe({ ...toRequest(waybill), Callback: waybill.reference });
  if (!flag(answer['Success'])) throw refusal(answer);
  return { accepted: true, estimatedDeliveryText: optionalText(answer['EstimatedDeliveryTime']) };
}

async function track(client: KdniaoClient, waybill: CarrierWaybill): Promise<TrackResult> {
  const request = toRequest(waybill);
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

function toRequest({ number, carrier, phoneTail }: CarrierWaybill): WaybillRequest {
  const code = carrierTo('kdniao', carrier);
  if (code === undefined) {
    throw permanent(`no KDNiao code for carrier ${carrier}`);
  }
  return {
    ShipperCode: code,
    LogisticCode: normaliseNumber(number),
    CustomerName: wantsPhoneTail.has(code) ? phoneTail : undefined,
  };
}
