import type { Fen } from '@cartrail/kernel';

export type PriceKind = 'CONTRACT' | 'PLATFORM' | 'RETAIL';
export type Zone = 'Z1' | 'Z2' | 'Z3' | 'Z4' | 'Z5';

export interface ZonePrice {
  readonly firstFen: Fen;
  readonly stepFen: Fen;
}

export interface RateCard {
  readonly carrier: string;
  readonly kind: PriceKind;
  readonly version: string;
  readonly firstGrams: number;
  readonly stepGrams: number;
  /** Cubic centimetres to the kilogram, which is cubic millimetres to the gram. */
  readonly divisor: number;
  readonly minGrams?: number;
  readonly maxGrams?: number;
  readonly zones: Readonly<Partial<Record<Zone, ZonePrice>>>;
  readonly surcharges?: readonly { readonly code: string; readonly amountFen: Fen }[];
}

export interface SizeMm {
  readonly length: number;
  readonly width: number;
  readonly height: number;
}

export interface Shipment {
  /** GB/T 2260. */
  readonly fromRegion: string;
  readonly toRegion: string;
  readonly weightGrams: number;
  readonly size?: SizeMm;
}

export type NotServed =
  | 'region-unknown'
  | 'region-not-served'
  | 'zone-not-on-card'
  | 'below-minimum-weight'
  | 'above-maximum-weight';

export type ZoneAnswer =
  { readonly zone: Zone; readonly why?: undefined } | { readonly zone?: undefined; readonly why: NotServed };

export interface Price {
  readonly priceFen: Fen;
  readonly kind: PriceKind;
  readonly zone: Zone;
  readonly chargeableGrams: number;
  readonly billableGrams: number;
  readonly firstFen: Fen;
  readonly nextFen: Fen;
  readonly steps: number;
  readonly surchargeFen: Fen;
}

export type PriceAnswer =
  | { readonly price: Price; readonly why?: undefined }
  | { readonly price?: undefined; readonly why: NotServed };

/** 沪苏浙皖 and 京津冀, by GB/T 2260 province. */
const clusters: readonly ReadonlySet<string>[] = [
  new Set(['31', '32', '33', '34']),
  new Set(['11', '12', '13']),
];
const distant: ReadonlySet<string> = new Set(['15', '46', '53', '62', '63', '64']);
const farthest: ReadonlySet<string> = new Set(['65', '54']);
const notServed: ReadonlySet<string> = new Set(['71', '81', '82']);
/** All provinces the standard knows. A code of none of them is no region, and no zone is guessed for it. */
const served: ReadonlySet<string> = new Set(
  ('11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 ' + '61 62 63 64 65').split(
    ' ',
  ),
);

/** The worst end decides (§7.2). */
export function zoneOf(fromRegion: string, toRegion: string): ZoneAnswer {
  const ends = [fromRegion, toRegion].map((region) =>
    /^\d{2}(\d{4})?$/.test(region) ? region.slice(0, 2) : '',
  );
  const either = (provinces: ReadonlySet<string>) => ends.some((end) => provinces.has(end));
  const both = (provinces: ReadonlySet<string>) => ends.every((end) => provinces.has(end));
  if (either(notServed)) return { why: 'region-not-served' };
  if (!both(served)) return { why: 'region-unknown' };
  if (either(farthest)) return { zone: 'Z5' };
  if (either(distant)) return { zone: 'Z4' };
  if (ends[0] === ends[1]) return { zone: 'Z1' };
  return { zone: clusters.some(both) ? 'Z2' : 'Z3' };
}

/** Whichever is more: the weight, or the volume by the divisor, in whole grams rounded up. */
export function chargeableGrams(weightGrams: number, size: SizeMm | undefined, divisor: number): number {
  if (size === undefined) return weightGrams;
  return Math.max(weightGrams, Math.ceil((size.length * size.width * size.height) / divisor));
}

/** §7.1 in grams and fen: the first weight, then every step begun. */
export function priceFor(card: RateCard, shipment: Shipment): PriceAnswer {
  const { zone, why } = zoneOf(shipment.fromRegion, shipment.toRegion);
  if (why !== undefined) return { why };
  const price = card.zones[zone];
  if (price === undefined) return { why: 'zone-not-on-card' };
  const chargeable = chargeableGrams(shipment.weightGrams, shipment.size, card.divisor);
  if (chargeable < (card.minGrams ?? 0)) return { why: 'below-minimum-weight' };
  if (chargeable > (card.maxGrams ?? Infinity)) return { why: 'above-maximum-weight' };
  const steps = Math.max(0, Math.ceil((chargeable - card.firstGrams) / card.stepGrams));
  const surchargeFen = (card.surcharges ?? []).reduce((all, { amountFen }) => all + amountFen, 0);
  return {
    price: {
      priceFen: price.firstFen + steps * price.stepFen + surchargeFen,
      kind: card.kind,
      zone,
      chargeableGrams: chargeable,
      billableGrams: card.firstGrams + steps * card.stepGrams,
      firstFen: price.firstFen,
      nextFen: price.stepFen,
      steps,
      surchargeFen,
    },
  };
}
