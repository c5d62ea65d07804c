import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import { claimOfReturn, withClaim } from './claims.js';
import type { OrderFact } from './order-facts.js';
import type { Claim, OrderFile } from './order-file.js';

type Decided = Decision<OrderFile, OrderFact>;

export interface GivenNumber {
  readonly number: string;
  readonly carrier: string;
  readonly by: 'buyer' | 'booking';
  readonly pickupId?: string;
  /** The courier has it. */
  readonly pickedUpAt?: Instant;
  readonly at: Instant;
}

/** Numbers are compared in the form the carriers' lib gives them; events bring them so. */
export function giveNumber(file: OrderFile, claim: Claim, given: GivenNumber): Decided {
  const { number, carrier, by, pickupId, at } = given;
  const outbound = file.outbound.some((parcel) => parcel.number === number);
  const numbers = outbound || claim.numbers.includes(number) ? claim.numbers : [...claim.numbers, number];
  const heard = outbound ? undefined : file.heard.find((parcel) => parcel.number === number);
  const fact: OrderFact = {
    type: 'NumberGiven',
    returnId: claim.claimId,
    number,
    carrier,
    by,
    pickupId,
    buyerRef: file.facts?.buyerRef,
    orderId: file.orderId,
    outbound,
    pickedUpAt: given.pickedUpAt ?? heard?.pickedUpAt,
    deliveredAt: heard?.deliveredAt,
    at,
  };
  return changed<OrderFile, OrderFact>(withClaim(file, { ...claim, numbers }), fact);
}

/** A booking's number became known. */
export function bookingNumber(file: OrderFile | undefined, returnId: string, given: GivenNumber): Decided {
  const claim = file && claimOfReturn(file, returnId);
  if (!file || !claim) return nothing('return-unknown');
  return giveNumber(file, claim, given);
}
