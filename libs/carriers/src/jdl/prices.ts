import type { CarrierQuote, QuoteRequest } from '../booking.js';
import { CarrierError } from '../errors.js';
import { isRecord } from '../json.js';
import { priceFrom } from '../price.js';
import { toPriceQuestion, toReachQuestion, type Terms } from './booking-request.js';
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
    const priceFen = priceFrom((await precheck(client, toPriceQuestion(request, terms)))?.totalFreightPre);
    if (priceFen !== undefined) quotes.push({ carrier: CARRIER, priceFen, priceKind: 'PLATFORM' });
  }
  return quotes;
}

export const reach = async (client: JdlClient, request: QuoteRequest): Promise<boolean> =>
  (await precheck(client, toReachQuestion(request))) !== undefined;

/** How JDL words it that it does not serve an address is not documented; other refusals say nothing about that. */
const OUT_OF_REACH =
  /超区|超出.{0,8}范围|不在.{0,12}范围|(不支持|无法).{0,4}(揽收|揽件|收件|配送|派送|送达|收派)|停(止)?(揽收|派送|收派|发)/;

/** `undefined`: JDL does not serve one of the ends. */
async function precheck(client: JdlClient, question: WirePrecheck): Promise<WirePrecheckAnswer | undefined> {
  const { senderContact, receiverContact } = question;
  const personal = [senderContact.fullAddress, receiverContact.fullAddress];
  let data: unknown;
  try {
    data = await client.call('/ecap/v1/orders/precheck', question, personal);
  } catch (error) {
    const outOfReach =
      error instanceof CarrierError && error.kind === 'permanent' && OUT_OF_REACH.test(error.message);
    if (outOfReach) return undefined;
    throw error;
  }
  if (!isRecord(data)) throw notAnAnswer(false);
  return data;
}
