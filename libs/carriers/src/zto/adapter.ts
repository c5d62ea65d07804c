import { normaliseNumber } from '../catalogue.js';
import { isRecord, list, text } from '../json.js';
import {
  withheld,
  type CarrierFactory,
  type CarrierWaybill,
  type SubscribeResult,
  type TrackResult,
} from '../port.js';
import { ZtoCallbacks } from './callback.js';
import { ZtoClient } from './client.js';
import type { ZtoConfig } from './config.js';
import { failIfRefused, permanent, saysNoTrackYet } from './errors.js';
import { CARRIER, manifest } from './manifest.js';
import { toReport } from './mapping.js';
import type { WaybillParam } from './wire.js';

export const zto: CarrierFactory<ZtoConfig> = (config, { http }) => {
  const client = new ZtoClient(config, http);
  return {
    manifest,
    subscribe: (waybill) => subscribe(client, waybill),
    track: (waybill) => track(client, waybill),
    callbacks: new ZtoCallbacks(config.appSecret),
    pickups: withheld(manifest, 'book'),
  };
};

/** A second subscription asks for the same pushes again, which say nothing new: safe to repeat. */
async function subscribe(client: ZtoClient, waybill: CarrierWaybill): Promise<SubscribeResult> {
  await client.call('zto.merchant.waybill.track.subsrcibe', toParam(waybill));
  return { accepted: true };
}

async function track(client: ZtoClient, waybill: CarrierWaybill): Promise<TrackResult> {
  const param = toParam(waybill);
  const answer = await client.ask('zto.merchant.waybill.track.query', param);
  if (saysNoTrackYet(answer)) return toReport(param.billCode, []);
  failIfRefused(answer, false);
  const foreign = list(answer.result)
    .filter(isRecord)
    .some((scan) => isOfAnother(scan, param.billCode));
  if (foreign) throw permanent('the answer is about another waybill');
  return toReport(param.billCode, answer.result);
}

function isOfAnother(scan: Readonly<Record<string, unknown>>, billCode: string): boolean {
  const number = normaliseNumber(text(scan['billCode']));
  return number !== '' && number !== billCode;
}

function toParam({ number, carrier, phoneTail }: CarrierWaybill): WaybillParam {
  if (carrier !== CARRIER) throw permanent(`ZTO does not carry parcels of ${carrier}`);
  return { billCode: normaliseNumber(number), mobilePhone: phoneTail };
}
