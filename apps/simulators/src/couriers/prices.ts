import type { CarrierCode } from '../state/model.js';
import { zoneOf } from './regions.js';

const KILOGRAM = 1_000;
const DEPPON_FROM = 3 * KILOGRAM;
interface Card {
  /** Fen for the first kilogram and for each step more, zone by zone. */
  zones: readonly (readonly [number, number])[];
  stepGrams: number;
  serviceType: string;
}

const card = (text: string, stepGrams = KILOGRAM, serviceType = '标准快递'): Card => ({
  zones: text.split(' ').map((zone) => {
    const [first = 0, next = 0] = zone.split('+').map((yuan) => Math.round(Number(yuan) * 100));
    return [first, next] as const;
  }),
  stepGrams,
  serviceType,
});

/** Synthetic, as the sandbox has them. */
const cards: Readonly<Record<CarrierCode, Card>> = {
  ZTO: card('6+1.5 6.5+2 7.5+3 10+6 17+14'),
  YTO: card('6+1.5 6.5+2 7.5+2.8 10+6 17+14'),
  STO: card('5.8+1.5 6.3+2 7.3+2.8 10+6 17+14'),
  YD: card('5.8+1.4 6.2+1.9 7.2+2.7 10+6 17+14'),
  JTSD: card('5.5+1.3 6+1.8 7+2.5 9.5+5.5 16+13'),
  EMS: card('8+1.5 8.5+2 10+3.5 12+5 18+10'),
  JD: card('9+1.5 10+2 12+4 16+7 22+12', KILOGRAM, '特惠送'),
  SF: card('12+1 13+1 18+2.5 20+4 24+7', KILOGRAM / 2, '顺丰标快'),
  DBL: card('10+1 11+1.3 13+1.8 18+4 26+9'),
};

export interface Price {
  totalFen: number;
  firstFen: number;
  /** Of one step more, and of all steps more. */
  nextFen: number;
  overFen: number;
}

export const serviceTypeOf = (carrier: CarrierCode): string => cards[carrier].serviceType;

/** Nothing where the carrier does not go, or does not take so little. */
export function priceOf(carrier: CarrierCode, from: string, to: string, grams: number): Price | undefined {
  const zone = zoneOf(from, to);
  if (zone === undefined || (carrier === 'DBL' && grams < DEPPON_FROM)) return undefined;
  const { zones, stepGrams } = cards[carrier];
  const [firstFen, nextFen] = zones[zone - 1] ?? [0, 0];
  const steps = Math.ceil(Math.max(0, grams - KILOGRAM) / stepGrams);
  return { totalFen: firstFen + steps * nextFen, firstFen, nextFen, overFen: steps * nextFen };
}
