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

/** Whichever is more: the weight, or the volume by the divisor, in whole grams rounded up. */
export declare function chargeableGrams(
  weightGrams: number,
  size: SizeMm | undefined,
  divisor: number,
): number;

export declare function zoneOf(fromRegion: string, toRegion: string): ZoneAnswer;

export declare function priceFor(card: RateCard, shipment: Shipment): PriceAnswer;
