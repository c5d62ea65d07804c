import { normaliseNumber } from '../catalogue.js';
import { isRecord, list } from '../json.js';
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
import { orderAccountOf } from './booking-request.js';
import { JtCallbacks } from './callback.js';
import { JtClient } from './client.js';
import type { JtConfig } from './config.js';
import { permanent } from './errors.js';
import { toReport } from './mapping.js';
import { CARRIER, manifest } from './manifest.js';
import { pickupsOf } from './pickups.js';
import { ALL_TRACE_NODES } from './wire.js';

export const jt: CarrierFactory<JtConfig> = (config, { http, clock }) => {
  const client = new JtClient(config, http, clock);
  const account = orderAccountOf(config);
  const { interceptPath } = config;
  return {
    manifest,
    subscribe: (waybill) => subscribe(client, config.apiAccount, waybill),
    track: (waybill) => track(client, waybill),
    callbacks: new JtCallbacks(config.privateKey),
    pickups:
      account === undefined
        ? notSupported('the account has no customer code with its password, which sign orders')
        : pickupsOf(client, account),
    recognise: withheld(manifest, 'recognise'),
    intercept:
      interceptPath === undefined
        ? notSupported('the account names no path for it, and its sources differ on which it is')
        : (request) => intercept(client, interceptPath, request),
  };
};

async function subscribe(client: JtClient, id: string, waybill: CarrierWaybill): Promise<SubscribeResult> {
  await client.subscribe({ id, list: [{ waybillCode: numberOf(waybill), traceNode: ALL_TRACE_NODES }] });
  return { accepted: true };
}

async function track(client: JtClient, waybill: CarrierWaybill): Promise<TrackResult> {
  const number = numberOf(waybill);
  const traces = list(await client.trace({ billCodes: number })).filter(isRecord);
  // J&T leaves out what it has never seen: nothing yet is an answer.
  const reports = (traces.length === 0 ? [{ billCode: number }] : traces).map((each) => toReport(each, true));
  const report = reports.find((each) => each?.number === number);
  if (!report) throw permanent('the answer is about another waybill');
  return report;
}

async function intercept(
  client: JtClient,
  path: string,
  request: InterceptRequest,
): Promise<InterceptAnswer> {
  await client.intercept(path, { mailNo: numberOf(request), applyTypeCode: 4 });
  return {};
}

function numberOf({ carrier, number }: Pick<CarrierWaybill, 'carrier' | 'number'>): string {
  if (carrier !== CARRIER) throw permanent(`J&T carries nothing of ${carrier}`);
  return normaliseNumber(number);
}
