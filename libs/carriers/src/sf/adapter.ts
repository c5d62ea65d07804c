import { normaliseNumber } from '../catalogue.js';
import { optionalText, record } from '../json.js';
import {
  notSupported,
  withheld,
  type CarrierFactory,
  type CarrierWaybill,
  type InterceptAnswer,
  type InterceptRequest,
  type SubscribeResult,
  type TrackResult,
} from '../port.js';
import { assertSf } from './booking-request.js';
import { SfCallbacks } from './callback.js';
import { SfClient } from './client.js';
import type { SfConfig } from './config.js';
import { permanent } from './errors.js';
import { toReport } from './mapping.js';
import { manifest } from './manifest.js';
import { orderStatesWith } from './order-state-table.js';
import { pickupsOf } from './pickups.js';

export const sf: CarrierFactory<SfConfig> = (config, { http, clock }) => {
  const client = new SfClient(config, http, clock);
  const { monthlyCard, payMethod, expressTypeId } = config;
  return {
    manifest,
    subscribe: (waybill) => subscribe(client, waybill),
    track: (waybill) => track(client, waybill),
    callbacks: new SfCallbacks(orderStatesWith(config.orderStates)),
    pickups:
      monthlyCard === undefined
        ? notSupported('the account has no monthly card, and the courier would want money at the door')
        : pickupsOf(client, { monthlyCard, payMethod, expressTypeId }, clock),
    recognise: withheld(manifest, 'recognise'),
    intercept:
      monthlyCard === undefined
        ? notSupported('the account has no monthly card, which the way back is charged to')
        : (request) => intercept(client, monthlyCard, request),
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

async function intercept(
  client: SfClient,
  monthlyCardNo: string,
  request: InterceptRequest,
): Promise<InterceptAnswer> {
  const content = await client.call('EXP_RECE_WANTED_INTERCEPT', {
    waybillNo: numberOf(request),
    serviceCode: '2',
    role: '1',
    payMode: '4',
    monthlyCardNo,
  });
  return { interceptId: optionalText(record(content)['cusId']) };
}

function numberOf({ carrier, number }: Pick<CarrierWaybill, 'carrier' | 'number'>): string {
  assertSf(carrier);
  return normaliseNumber(number);
}
