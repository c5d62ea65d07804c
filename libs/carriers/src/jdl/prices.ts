import type { CarrierQuote, QuoteRequest } from '../booking.js';
import { isRecord } from '../json.js';
import { priceFrom } from '../price.js';
import { toPriceQuestion, type Terms } from './booking-request.js';
import type { JdlClient } from './client.js';
import { notAnAnswer } from './errors.js';
import { CARRIER } from './manifest.js';
import type { WirePrecheck, WirePrecheckAnswer } from './wire.js';

/** The prices of the account's product, in the order of the requests; those JDL cannot price are left out. */
export async function quote(
  client: JdlClient,
  terms: Terms,
  requests: readonly QuoteRequest[],
): Promise<readonly CarrierQuote[]> {
  const quotes: CarrierQuote[] = [];
  for (const request of requests) {
    if (request.carrier !== CARRIER) continue;
    const priceFen = priceFrom((await precheck(client, toPriceQuestion(request, terms))).totalFreightPre);
    if (priceFen !== undefined) quotes.push({ carrier: CARRIER, priceFen, priceKind: 'PLATFORM' });
  }
  return quotes;
}

async function precheck(client: JdlClient, question: WirePrecheck): Promise<WirePrecheckAnswer> {
  const { senderContact, receiverContact } = question;
  const personal = [senderContact.fullAddress, receiverContact.fullAddress];
  const data = await client.call('/ecap/v1/orders/precheck', question, personal);
  if (!isRecord(data)) throw notAnAnswer(false);
  return data;
}
