import type { Fen, Instant } from '@cartrail/kernel';
import type { FreightPayer } from './rules/freight-payer.js';
import type { Candidate, Ranked } from './rules/matching.js';
import { priceFor, type Price, type RateCard, type Shipment, type Zone } from './rules/price.js';
import { priorOf, sandboxRateCards } from './rules/sandbox-rates.js';
import { slotsFor } from './rules/slots.js';

/** A carrier that could carry the goods, priced by its card or by its provider. */
export interface Carriage extends Candidate {
  readonly price: Price;
  readonly firstFen: Fen;
  readonly nextFen: Fen;
  readonly promised?: Promised;
  /** What the buyer should know about the price. */
  readonly remarks: readonly string[];
}

/** When a parcel handed over now would be there, in the provider's words; `at` where they are a time. */
export interface Promised {
  readonly text: string;
  readonly at?: Instant;
}

/** What whoever could send a carrier says of its price. */
export interface ChannelAnswer {
  readonly carrier: string;
  readonly quoted?: {
    readonly priceFen: Fen;
    readonly firstFen?: Fen;
    readonly nextFen?: Fen;
    readonly promised?: Promised;
  };
  /** Why the card's price stands: the provider did not answer, or could not be asked about this place. */
  readonly silent?: 'provider-silent' | 'provider-not-asked';
  /** It does not come to one of the places. */
  readonly unserved?: true;
}

interface Priced {
  readonly candidates: readonly Carriage[];
  readonly excluded: readonly { readonly carrier: string; readonly why: readonly string[] }[];
}

/** Days by zone against three days across provinces (domain-rules §6.4). */
const SLOWER: Readonly<Record<Zone, number>> = { Z1: 2 / 3, Z2: 2 / 3, Z3: 1, Z4: 5 / 3, Z5: 7 / 3 };

/** Every carrier with a card, the tenant's own card first; `with` says what the providers' answers make of them. */
export function carriersFor(own: readonly RateCard[], shipment: Shipment, now: Instant) {
  const contracted = new Set(own.map(({ carrier }) => carrier));
  const cards = [...own, ...sandboxRateCards.filter(({ carrier }) => !contracted.has(carrier))];
  const priced = cards.map((card) => ({ card, answer: priceFor(card, shipment) }));
  const candidates = priced.flatMap(({ card, answer }) =>
    answer.price ? [toCarriage(card, answer.price, now)] : [],
  );
  const excluded = priced.flatMap(({ card: { carrier }, answer }) =>
    answer.price ? [] : [{ carrier, why: [answer.why] }],
  );
  return {
    candidates,
    with: (channels: readonly ChannelAnswer[]): Priced => withChannels({ candidates, excluded }, channels),
  };
}

function toCarriage({ carrier, minGrams, maxGrams }: RateCard, price: Price, now: Instant): Carriage {
  const { pickupOnTimePpm, damagePpm, crossProvinceHours } = priorOf(carrier);
  return {
    key: carrier,
    carrier,
    price,
    firstFen: price.firstFen,
    nextFen: price.nextFen,
    priceFen: price.priceFen,
    priceKind: price.kind,
    etaHours: Math.round(crossProvinceHours * SLOWER[price.zone]),
    // Nothing of our own is counted yet: the prior stands alone.
    pickupOnTime: { count: 0, of: 0, priorPpm: pickupOnTimePpm },
    damage: { count: 0, of: 0, priorPpm: damagePpm },
    slots: slotsFor(carrier, now),
    minGrams,
    maxGrams,
    remarks: [],
  };
}

/** A provider's price goes before the card's; whom it names no price for, it does not send. */
function withChannels({ candidates, excluded }: Priced, channels: readonly ChannelAnswer[]): Priced {
  const known = new Map(channels.map((channel) => [channel.carrier, channel]));
  const priced = candidates.flatMap((each): Carriage[] => {
    const channel = known.get(each.carrier);
    if (!channel) return [{ ...each, channelUp: false }];
    const { quoted, silent, unserved } = channel;
    if (unserved) return [];
    if (silent) return [{ ...each, remarks: [silent] }];
    if (!quoted) return [];
    const { priceFen, promised } = quoted;
    return [{ ...each, ...steps(quoted, each.price), priceFen, priceKind: 'PLATFORM', promised }];
  });
  const offered = new Set(priced.map(({ carrier }) => carrier));
  const whyNot = (carrier: string): string =>
    known.get(carrier)?.unserved ? 'not-served' : 'not-offered-by-provider';
  const left = candidates.filter(({ carrier }) => !offered.has(carrier));
  return {
    candidates: priced,
    excluded: [...excluded, ...left.map(({ carrier }) => ({ carrier, why: [whyNot(carrier)] }))],
  };
}

/** How a quote comes about, as far as the provider says it: what is above the first step, spread over the others. */
function steps(
  { priceFen, firstFen, nextFen }: NonNullable<ChannelAnswer['quoted']>,
  price: Price,
): Pick<Carriage, 'firstFen' | 'nextFen'> {
  const first = firstFen ?? (price.steps === 0 ? priceFen : price.firstFen);
  const spread = price.steps === 0 ? price.nextFen : Math.floor((priceFen - first) / price.steps);
  return { firstFen: first, nextFen: nextFen ?? Math.max(spread, 0) };
}

/** One ranked carrier as an offer, but for the names outside the rules. */
export const toOffer = ({ candidate, score, why }: Ranked<Carriage>, payer: FreightPayer) => ({
  carrier: candidate.carrier,
  priceFen: candidate.priceFen,
  priceKind: candidate.priceKind,
  billableGrams: candidate.price.billableGrams,
  price: { firstFen: candidate.firstFen, nextFen: candidate.nextFen, steps: candidate.price.steps },
  payer,
  etaHours: candidate.etaHours,
  promised: candidate.promised,
  slots: candidate.slots,
  score,
  why: [...why, ...candidate.remarks],
});
