import { normaliseNumber } from '../catalogue.js';
import { optionalText, text } from '../json.js';
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
import { YtoCallbacks } from './callback.js';
import { answerOf, isList, YtoClient } from './client.js';
import { credentialsOf, queryCredentials, type Credentials, type YtoConfig } from './config.js';
import { failIfRefused, notAnAnswer, permanent } from './errors.js';
import { CARRIER, manifest } from './manifest.js';
import { toReport } from './mapping.js';
import { pickupsOf } from './pickups.js';
import { NOTHING_FOUND } from './wire.js';

export const yto: CarrierFactory<YtoConfig> = (config, { http, clock }) => {
  const client = new YtoClient(config, http, clock);
  const subscriber = credentialsOf(config, 'subscribe');
  const order = credentialsOf(config, 'order');
  const interceptor = credentialsOf(config, 'intercept') ?? order;
  return {
    manifest,
    subscribe:
      subscriber === undefined
        ? notSupported('the account has no credentials for subscribe_adapter')
        : (waybill) => subscribe(client, config, subscriber, waybill),
    track: (waybill) => track(client, config, waybill),
    callbacks: new YtoCallbacks(),
    pickups:
      order === undefined
        ? notSupported('the account has no credentials for privacy_create_adapter')
        : pickupsOf(client, config, { order, cancel: credentialsOf(config, 'cancel') ?? order }),
    recognise: withheld(manifest, 'recognise'),
    intercept:
      interceptor === undefined
        ? notSupported('the account has no credentials for wanted_report_adapter')
        : (request) => intercept(client, interceptor, request),
  };
};

/** A second subscription asks for the same pushes again, which say nothing new: safe to repeat. */
async function subscribe(
  client: YtoClient,
  config: YtoConfig,
  by: Credentials,
  waybill: CarrierWaybill,
): Promise<SubscribeResult> {
  const clientId = config.subscribeClientId ?? by.customerCode;
  const logistics = JSON.stringify({ clientId, waybillNo: numberOf(waybill) });
  const answer = await client.call(
    'subscribe_adapter',
    { client_id: clientId, logistics_interface: logistics, msg_type: 'online' },
    by,
  );
  failIfRefused(answerOf(answer, false), false);
  return { accepted: true };
}

async function track(client: YtoClient, config: YtoConfig, waybill: CarrierWaybill): Promise<TrackResult> {
  const number = numberOf(waybill);
  const param = config.numberField === 'NUMBER' ? { NUMBER: number } : { Number: number };
  const answer = await client.call('track_query_adapter', param, queryCredentials(config));
  const found = isList(answer);
  if (!found && text(answer.code) !== NOTHING_FOUND) {
    failIfRefused(answer, false);
    throw notAnAnswer(false);
  }
  const report = found ? toReport(number, answer) : toReport(number, [], optionalText(answer.message));
  if (!report) throw permanent('the answer is about another waybill');
  return report;
}

const TAKEN = '0';

async function intercept(
  client: YtoClient,
  by: Credentials,
  request: InterceptRequest,
): Promise<InterceptAnswer> {
  const param = { waybillNo: numberOf(request), wantedDesc: request.why };
  if (param.wantedDesc.trim() === '') throw permanent('YTO stops no parcel without a reason');
  const answer = answerOf(await client.call('wanted_report_adapter', param, by), true);
  const status = optionalText(answer.statusCode);
  if (status !== TAKEN)
    failIfRefused(status === undefined ? answer : { ...answer, success: false, code: status }, true);
  return {};
}

function numberOf({ carrier, number }: Pick<CarrierWaybill, 'carrier' | 'number'>): string {
  if (carrier !== CARRIER) throw permanent(`YTO carries no parcels of ${carrier}`);
  return normaliseNumber(number);
}
