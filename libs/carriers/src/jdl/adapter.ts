import { normaliseNumber } from '../catalogue.js';
import { CarrierError } from '../errors.js';
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
import { JdlCallbacks } from './callback.js';
import { JdlClient } from './client.js';
import type { JdlConfig } from './config.js';
import { permanent } from './errors.js';
import type { CarrierReport } from '../report.js';
import { toReport, traceOf } from './mapping.js';
import { CARRIER, manifest } from './manifest.js';
import { callOff, pickupsOf } from './pickups.js';
import type { WireTrace } from './wire.js';

export const jdl: CarrierFactory<JdlConfig> = (config, { http, clock }) => {
  const client = new JdlClient(config, http, clock);
  const ordersCouriers = config.orderOrigin === C2B;
  return {
    manifest,
    subscribe: (waybill) => subscribe(client, waybill),
    track: (waybill) => track(client, waybill),
    callbacks: new JdlCallbacks(ordersCouriers),
    pickups: ordersCouriers
      ? pickupsOf(client, config)
      : notSupported('orders are returns: only an account whose orderOrigin is 2 makes them'),
    recognise: withheld(manifest, 'recognise'),
    intercept: (request) => intercept(client, config, request),
  };
};

/** Nothing to tell is an answer, also where it is worded as a refusal. */
const NOTHING_YET =
  /(暂无|没有|未查询?到|查不到|查询不到).{0,8}(轨迹|跟踪|物流|信息|数据)|(轨迹|跟踪).{0,4}(为空|不存在)/;

const saysNothingYet = (error: unknown): error is CarrierError =>
  error instanceof CarrierError && error.kind === 'permanent' && NOTHING_YET.test(error.message);

const C2B = 2;

const ALREADY = /(已|重复).{0,4}订阅/;

/** Where the pushes go is set in JDL's console. A second subscription is as good as one. */
async function subscribe(client: JdlClient, waybill: CarrierWaybill): Promise<SubscribeResult> {
  const waybillCode = numberOf(waybill);
  try {
    await client.call('/ecap/v1/orders/trace/subscribe', { waybillCode, mobile: waybill.phoneTail });
  } catch (error) {
    if (!(error instanceof CarrierError && ALREADY.test(error.message))) throw error;
  }
  return { accepted: true };
}

async function track(client: JdlClient, waybill: CarrierWaybill): Promise<TrackResult> {
  const number = numberOf(waybill);
  let data: unknown;
  try {
    data = await client.call('/ecap/v1/orders/trace/query', { waybillCode: number });
  } catch (error) {
    if (!saysNothingYet(error)) throw error;
    return { ...reportOf(number, {}), note: error.message };
  }
  return reportOf(number, traceOf(data));
}

/** Before it was collected a parcel is called off, and its number dead. */
async function intercept(
  client: JdlClient,
  config: JdlConfig,
  request: InterceptRequest,
): Promise<InterceptAnswer> {
  await callOff(client, config, { waybillCode: numberOf(request) }, request.why);
  return {};
}

function reportOf(number: string, trace: WireTrace): CarrierReport {
  const report = toReport(number, trace);
  if (!report) throw permanent('the answer is about another waybill');
  return report;
}

function numberOf({ carrier, number }: Pick<CarrierWaybill, 'carrier' | 'number'>): string {
  if (carrier !== CARRIER) throw permanent(`JDL carries nothing of ${carrier}`);
  return normaliseNumber(number);
}
