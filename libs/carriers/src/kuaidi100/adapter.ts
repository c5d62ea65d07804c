import { carrierTo, normaliseNumber } from '../catalogue.js';
import {
  notSupported,
  type CarrierFactory,
  type CarrierWaybill,
  type SubscribeResult,
  type TrackResult,
} from '../port.js';
import { codeOfCarrier } from './booking-request.js';
import { Kuaidi100Callbacks } from './callback.js';
import { Kuaidi100Client } from './client.js';
import type { Kuaidi100Config } from './config.js';
import { codeOf, failIfRefused, permanent, saysTooOften } from './errors.js';
import { toReport } from './mapping.js';
import { manifest } from './manifest.js';
import { pickupsOf } from './pickups.js';

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
  const num = normaliseNumber(waybill.number);
  const phone = phoneTail(waybill);
  const answer = await client.query({ com, num, phone, resultv2: '4', show: '0', order: 'desc' }, customer);
  const found = !nothingYet.has(codeOf(answer)) || saysTooOften(answer);
  if (found) failIfRefused('query', answer, false);
  const report = toReport(found ? answer : { com, nu: num, message: answer.message }, true);
  if (report?.number !== num) throw permanent('the answer is about another waybill');
  return report;
}

const wantsPhoneTail: ReadonlySet<string | undefined> = new Set(
  ['SF', 'SFKY', 'ZTO'].map((carrier) => carrierTo('kuaidi100', carrier)),
);

const phoneTail = ({ carrier, phoneTail: tail }: CarrierWaybill): string | undefined =>
  wantsPhoneTail.has(carrierTo('kuaidi100', carrier)) ? tail : undefined;
