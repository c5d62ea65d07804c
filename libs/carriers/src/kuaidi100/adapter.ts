import { carrierTo, normaliseNumber } from '../catalogue.js';
import {
  notSupported,
  type CarrierFactory,
  type CarrierWaybill,
  type InterceptAnswer,
  type InterceptRequest,
  type SubscribeResult,
  type TrackResult,
} from '../port.js';
import { codeOfCarrier } from './booking-request.js';
import { Kuaidi100Callbacks } from './callback.js';
import { Kuaidi100Client } from './client.js';
import type { Kuaidi100Config } from './config.js';
import { codeOf, failIfRefused, notAnAnswer, permanent, saysTooOften } from './errors.js';
import { isRecord } from '../json.js';
import { toReport } from './mapping.js';
import type { Candidate } from '../recognise.js';
import { manifest } from './manifest.js';
import { pickupsOf } from './pickups.js';
import { candidatesIn, toCandidates } from './recognition.js';

export const kuaidi100: CarrierFactory<Kuaidi100Config> = (config, { http, clock }) => {
  const client = new Kuaidi100Client(config, http, clock);
  const { customer } = config;
  return {
    manifest,
    subscribe: (waybill) => subscribe(client, config, waybill),
    track:
      customer === undefined
        ? notSupported('the account has no customer id, which signs queries')
        : (waybill) => track(client, customer, waybill),
    callbacks: new Kuaidi100Callbacks(config.salt),
    pickups: pickupsOf(client, config.salt, clock),
    recognise: (number) => recognise(client, number),
    intercept: (request) => intercept(client, config, request),
  };
};

const ALREADY_SUBSCRIBED = '501';

async function subscribe(
  client: Kuaidi100Client,
  { key, salt }: Kuaidi100Config,
  waybill: CarrierWaybill,
): Promise<SubscribeResult> {
  const { callbackUrl } = waybill;
  if (callbackUrl === undefined) throw permanent('Kuaidi100 wants the callback URL with every subscription');
  const answer = await client.subscribe({
    company: codeOfCarrier(waybill.carrier),
    number: normaliseNumber(waybill.number),
    key,
    parameters: { callbackurl: callbackUrl, salt, resultv2: '4', phone: phoneTail(waybill) },
  });
  if (codeOf(answer) !== ALREADY_SUBSCRIBED) failIfRefused('poll', answer, false);
  return { accepted: true };
}

/** Nothing found, or nothing scanned yet: an answer, not an error. */
const nothingYet: ReadonlySet<string | undefined> = new Set(['500', '201']);

async function track(
  client: Kuaidi100Client,
  customer: string,
  waybill: CarrierWaybill,
): Promise<TrackResult> {
  const com = codeOfCarrier(waybill.carrier);
  const num = queryable(normaliseNumber(waybill.number));
  const phone = phoneTail(waybill);
  const answer = await client.query({ com, num, phone, resultv2: '4', show: '0', order: 'desc' }, customer);
  const found = !nothingYet.has(codeOf(answer)) || saysTooOften(answer);
  if (found) failIfRefused('query', answer, false);
  const report = toReport(found ? answer : { com, nu: num, message: answer.message }, true);
  if (report?.number !== num) throw permanent('the answer is about another waybill');
  return report;
}

/** The number stays out of the message. */
function queryable(num: string): string {
  if (num.length < 6 || num.length > 32)
    throw permanent('Kuaidi100 is asked about numbers of 6 to 32 characters');
  return num;
}

async function recognise(client: Kuaidi100Client, number: string): Promise<readonly Candidate[]> {
  const answer = await client.recognise(normaliseNumber(number));
  const companies = candidatesIn(answer);
  if (companies) return toCandidates(companies);
  if (isRecord(answer)) failIfRefused('recognise', answer, false);
  throw notAnAnswer(false);
}

/** Of parcels that were not ordered here as well: the number and its carrier name them. */
async function intercept(
  client: Kuaidi100Client,
  { interceptPayType, partnerId, partnerKey }: Kuaidi100Config,
  { carrier, number, why }: InterceptRequest,
): Promise<InterceptAnswer> {
  const answer = await client.intercept({
    kuaidicom: codeOfCarrier(carrier),
    kuaidinum: normaliseNumber(number),
    partnerId,
    partnerKey,
    reason: why,
    interceptType: 'RETURN_SEND_ADDR',
    orderRole: '1',
    interceptPayType,
  });
  failIfRefused('order', answer, true);
  return {};
}

const wantsPhoneTail: ReadonlySet<string | undefined> = new Set(
  ['SF', 'SFKY', 'ZTO'].map((carrier) => carrierTo('kuaidi100', carrier)),
);

const phoneTail = ({ carrier, phoneTail: tail }: CarrierWaybill): string | undefined =>
  wantsPhoneTail.has(carrierTo('kuaidi100', carrier)) ? tail : undefined;
