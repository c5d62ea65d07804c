import type { CarrierQuote, QuoteRequest } from '../booking.js';
import { carrierFrom, carrierTo } from '../catalogue.js';
import { isRecord, list, text } from '../json.js';
import { priceFrom } from '../price.js';
import { kilogramsFromGrams } from '../weight.js';
import type { Kuaidi100Client } from './client.js';
import { failIfRefused } from './errors.js';
import { MAX_BATCH_PRICE, type WirePrice } from './wire.js';

/** Asks once for all carriers of the same parcel, and answers in the order of the requests. */
export async function quote(
  client: Kuaidi100Client,
  requests: readonly QuoteRequest[],
): Promise<readonly CarrierQuote[]> {
  const quotes = new Map<QuoteRequest, CarrierQuote>();
  for (const batch of batches(requests)) {
    const rows = await prices(client, batch);
    for (const request of batch) {
      const row = rows.find((each) => carrierOf(each) === request.carrier);
      const found = row && toQuote(request.carrier, row);
      if (found) quotes.set(request, found);
    }
  }
  return requests.flatMap((request) => quotes.get(request) ?? []);
}

type Batch = QuoteRequest[];

/** One parcel per batch, and not more carriers than Kuaidi100 takes at once. */
function batches(requests: readonly QuoteRequest[]): readonly Batch[] {
  const all: Batch[] = [];
  const open = new Map<string, Batch>();
  for (const request of requests) {
    if (carrierTo('kuaidi100', request.carrier) === undefined) continue;
    const parcel = JSON.stringify([request.from, request.to, request.weightGrams]);
    const batch = open.get(parcel);
    if (batch && batch.length < MAX_BATCH_PRICE) {
      batch.push(request);
    } else {
      const next = [request];
      open.set(parcel, next);
      all.push(next);
    }
  }
  return all;
}

async function prices(client: Kuaidi100Client, batch: Batch): Promise<readonly WirePrice[]> {
  const [first] = batch;
  if (!first) return [];
  const answer = await client.order('batchPrice', {
    kuaidiComList: [...new Set(batch.flatMap(({ carrier }) => carrierTo('kuaidi100', carrier) ?? []))],
    sendManPrintAddr: first.from,
    recManPrintAddr: first.to,
    weight: kilogramsFromGrams(first.weightGrams),
  });
  failIfRefused('order', answer, false, [first.from, first.to]);
  return list(answer.data).filter(isRecord);
}

const carrierOf = (row: WirePrice): string =>
  carrierFrom('kuaidi100', text(row.kuaidiCom) || text(row.kuaidicom));

/** `undefined` where there is no price: the carrier does not take this parcel. */
function toQuote(carrier: string, row: WirePrice): CarrierQuote | undefined {
  const priceFen = priceFrom(row.price);
  if (priceFen === undefined) return undefined;
  // Whether `overPrice` is one step or all of them is not documented, so `nextFen` stays open.
  return { carrier, priceFen, firstFen: priceFrom(row.firstPrice), priceKind: 'PLATFORM' };
}
