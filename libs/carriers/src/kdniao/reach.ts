import type { QuoteRequest } from '../booking.js';
import { placesIn } from '../refusals.js';
import { codeOfCarrier, toReachParam, type Terms } from './booking-request.js';
import type { KdniaoClient } from './client.js';
import { failIfRefused, permanent, saysNo } from './errors.js';

/**
 * 1814 is asked about two places and no carrier: where nobody comes, this carrier does not come either, and that is all
 * it can tell. A place that does not name its levels cannot be booked, so it is out of reach.
 */
export async function reach(client: KdniaoClient, terms: Terms, request: QuoteRequest): Promise<boolean> {
  codeOfCarrier(request.carrier);
  const param = toReachParam(request, terms);
  if (!param) return false;
  const answer = await client.order('1814', param);
  if (saysNo(answer)) return false;
  failIfRefused(answer, false, placesIn(request));
  throw permanent('some courier comes there: KDNiao cannot tell for this carrier');
}
