import { toShanghai, type Instant } from '@cartrail/kernel';
import { regionOf, type Address } from '../address.js';
import type { CarrierQuote, QuoteRequest } from '../booking.js';
import { isRecord, list, record, text } from '../json.js';
import { priceFrom } from '../price.js';
import { promiseFrom } from '../promise.js';
import { placesIn } from '../refusals.js';
import { assertSf, toPlace, type Terms } from './booking-request.js';
import type { SfClient } from './client.js';
import { notAnAnswer, permanent } from './errors.js';
import type { WirePrice } from './wire.js';

/** Prices of the account's product and the times it takes, in the order of the requests; those SF cannot price are left out. */
export async function quote(
  client: SfClient,
  terms: Terms,
  requests: readonly QuoteRequest[],
  now: Instant,
): Promise<readonly CarrierQuote[]> {
  const quotes: CarrierQuote[] = [];
  for (const request of requests) {
    const row = isPriced(request) ? await rowOf(client, terms, request, now) : undefined;
    const priceFen = priceFrom(row?.fee);
    if (row === undefined || priceFen === undefined) continue;
    const promised = promiseFrom(row.deliverTime);
    quotes.push({ carrier: request.carrier, priceFen, priceKind: 'PLATFORM', ...(promised && { promised }) });
  }
  return quotes;
}

/** SF prices no parcel to a place whose province and city it is not told apart. */
const isPriced = (request: QuoteRequest): boolean =>
  request.carrier === 'SF' && regionOf(receiverOf(request)) !== undefined;

const senderOf = ({ from, fromParts }: QuoteRequest): Address => ({ ...fromParts, address: from });
const receiverOf = ({ to, toParts }: QuoteRequest): Address => ({ ...toParts, address: to });

async function rowOf(
  client: SfClient,
  { expressTypeId }: Terms,
  request: QuoteRequest,
  now: Instant,
): Promise<WirePrice | undefined> {
  const businessType = String(expressTypeId);
  const asked = {
    businessType,
    consignedTime: toShanghai(now),
    searchPrice: '1',
    srcAddress: toPlace(senderOf(request)),
    destAddress: toPlace(receiverOf(request)),
    weight: kilogramsUp(request.weightGrams),
  } as const;
  const content = await client.call('EXP_RECE_QUERY_DELIVERTM', asked, { personal: placesIn(request) });
  const rows: readonly WirePrice[] = list(record(content)['deliverTmDto']).filter(isRecord);
  return rows.find((row) => text(row.businessType) === businessType);
}

/** SF reads two decimals and wants more than nothing. */
const kilogramsUp = (grams: number): number => Math.max(1, Math.ceil(grams / 10)) / 100;

/** Throws `permanent` where SF's list of addresses does not say (1: its people would have to look, 4: unclear address). */
export async function reach(client: SfClient, terms: Terms, request: QuoteRequest): Promise<boolean> {
  assertSf(request.carrier);
  const asked = {
    filterType: 1,
    monthlyCard: terms.monthlyCard,
    contactInfos: [
      { contactType: 1, ...toPlace(senderOf(request)) },
      { contactType: 2, ...toPlace(receiverOf(request)) },
    ],
  } as const;
  const content = await client.call('EXP_RECE_FILTER_ORDER_BSP', [asked], { personal: placesIn(request) });
  // The request is a list; whether the answer is one too, or its only item, is not documented.
  const result = text(record(list(content)[0] ?? content)['filterResult']);
  if (result === '2' || result === '3') return result === '2';
  if (result === '1' || result === '4') throw permanent('SF cannot tell whether it serves these addresses');
  throw notAnAnswer(false);
}
