import type { CarrierQuote, QuoteRequest } from '../booking.js';
import { carrierFrom } from '../catalogue.js';
import { isRecord, list, text } from '../json.js';
import { priceFrom } from '../price.js';
import { placesIn } from '../refusals.js';
import { toPriceParam, type Terms } from './booking-request.js';
import type { KdniaoClient } from './client.js';
import { failIfRefused } from './errors.js';
import type { WirePrice } from './wire.js';

/** Asks once per parcel, as every answer prices all carriers, and answers in the order of the requests. */
export async function quote(
  client: KdniaoClient,
  terms: Terms,
  requests: readonly QuoteRequest[],
): Promise<readonly CarrierQuote[]> {
  const asked = new Map<string, readonly WirePrice[]>();
  const quotes: CarrierQuote[] = [];
  for (const request of requests) {
    const param = toPriceParam(request, terms);
    if (!param) continue;
    const parcel = JSON.stringify(param);
    const rows = asked.get(parcel) ?? (await prices(client, param, placesIn(request)));
    asked.set(parcel, rows);
    const row = rows.find(({ shipperCode }) => carrierOf(shipperCode) === request.carrier);
    const found = row && toQuote(request.carrier, row);
    if (found) quotes.push(found);
  }
  return quotes;
}

async function prices(
  client: KdniaoClient,
  param: NonNullable<ReturnType<typeof toPriceParam>>,
  personal: readonly string[],
): Promise<readonly WirePrice[]> {
  const answer = await client.order('1815', param);
  failIfRefused(answer, false, personal);
  return list(answer['Data']).filter(isRecord);
}

const carrierOf = (code: unknown): string => carrierFrom('kdniao', text(code).trim());

/** `undefined` where there is no price: the carrier does not take this parcel. */
function toQuote(carrier: string, row: WirePrice): CarrierQuote | undefined {
  const priceFen = priceFrom(row.totalFee);
  if (priceFen === undefined) return undefined;
  // What weight `continuousWeightPrice` is for is not documented, so `nextFen` stays open.
  return { carrier, priceFen, firstFen: priceFrom(row.firstWeightAmount), priceKind: 'PLATFORM' };
}
