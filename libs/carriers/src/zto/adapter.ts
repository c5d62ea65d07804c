import { normaliseNumber } from '../catalogue.js';
import { isRecord, list, text } from '../json.js';
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
import { onlyZto } from './booking-request.js';
import { toBookingStatusTable } from './booking-status-table.js';
import { ZtoCallbacks } from './callback.js';
import { ZtoClient } from './client.js';
import type { ZtoConfig } from './config.js';
import { failIfRefused, permanent, saysNoTrackYet } from './errors.js';
import { manifest } from './manifest.js';
import { toReport } from './mapping.js';
import { pickupsOf } from './pickups.js';
import type { WaybillParam } from './wire.js';

export const zto: CarrierFactory<ZtoConfig> = (config, { http }) => {
  const client = new ZtoClient(config, http);
  return {
    manifest,
    subscribe: (waybill) => subscribe(client, waybill),
    track: (waybill) => track(client, waybill),
    callbacks: new ZtoCallbacks(config.appSecret, toBookingStatusTable(config.preorderStatuses)),
    pickups: pickups(client, config),
    recognise: withheld(manifest, 'recognise'),
    intercept: (request) => intercept(client, request),
  };
};

function pickups(client: ZtoClient, { accountId, accountPassword }: ZtoConfig): CarrierPort['pickups'] {
  if (accountId === undefined || accountPassword === undefined)
    return notSupported('the account has no waybill account (电子面单), which numbers are taken from');
  return pickupsOf(client, { accountId, accountPassword });
}

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

async function intercept(client: ZtoClient, request: InterceptRequest): Promise<InterceptAnswer> {
  onlyZto(request.carrier);
  const { number, reference } = request;
  await client.call('thirdcenter.createIntercept', {
    billCode: normaliseNumber(number),
    requestId: reference,
    thirdBizNo: reference,
    destinationType: 2,
  });
  return { interceptId: reference };
}

function toParam({ number, carrier, phoneTail }: CarrierWaybill): WaybillParam {
  onlyZto(carrier);
  return { billCode: normaliseNumber(number), mobilePhone: phoneTail };
}
