import { normaliseNumber } from '../catalogue.js';
import {
  notSupported,
  withheld,
  type CarrierFactory,
  type CarrierWaybill,
  type SubscribeResult,
  type TrackResult,
} from '../port.js';
import { assertSf } from './booking-request.js';
import { SfClient } from './client.js';
import type { SfConfig } from './config.js';
import { permanent } from './errors.js';
import { toReport } from './mapping.js';
import { manifest } from './manifest.js';
import { pickupsOf } from './pickups.js';

export const sf: CarrierFactory<SfConfig> = (config, { http, clock }) => {
  const client = new SfClient(config, http, clock);
  const { monthlyCard, payMethod, expressTypeId } = config;
  return {
    manifest,
    subscribe: (waybill) => subscribe(client, waybill),
    track: (waybill) => track(client, waybill),
    callbacks: withheld(manifest, 'push'),
    pickups:
      monthlyCard === undefined
        ? notSupported('the account has no monthly card, and the courier would want money at the door')
        : pickupsOf(client, { monthlyCard, payMethod, expressTypeId }, clock),
  };
};

async function subscribe(client: SfClient, waybill: CarrierWaybill): Promise<SubscribeResult> {
  await client.call('EXP_RECE_REGISTER_ROUTE', {
    type: '2',
    attributeNo: numberOf(waybill),
    checkPhoneNo: waybill.phoneTail,
    language: 'zh-CN',
    country: 'CN',
  });
  return { accepted: true };
}

async function track(client: SfClient, waybill: CarrierWaybill): Promise<TrackResult> {
  const number = numberOf(waybill);
  const answer = await client.call('EXP_RECE_SEARCH_ROUTES', {
    language: '0',
    trackingType: '1',
    trackingNumber: [number],
    methodType: '1',
    checkPhoneNo: waybill.phoneTail,
  });
  const report = toReport(answer, number);
  if (!report) throw permanent('the answer is about another waybill');
  return report;
}

function numberOf({ carrier, number }: CarrierWaybill): string {
  assertSf(carrier);
  return normaliseNumber(number);
}
