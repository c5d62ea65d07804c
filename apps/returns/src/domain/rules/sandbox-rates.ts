import type { Fen } from '@cartrail/kernel';
import type { RateCard, ZonePrice } from './price.js';

/** What the synthetic card says of a carrier beside its prices: priors of the rates, and hours in Z3. */
export interface CarrierPrior {
  readonly carrier: string;
  readonly pickupOnTimePpm: number;
  readonly damagePpm: number;
  readonly crossProvinceHours: number;
}

type ZonePrices = readonly [first: Fen, step: Fen];

interface SandboxRow extends CarrierPrior {
  /** Z1 to Z5. */
  readonly zones: readonly [ZonePrices, ZonePrices, ZonePrices, ZonePrices, ZonePrices];
  readonly stepGrams: number;
  readonly divisor: number;
  readonly minGrams?: number;
}

const row = (
  carrier: string,
  zones: SandboxRow['zones'],
  [stepGrams, divisor]: readonly [number, number],
  [pickupOnTimePpm, damagePpm, crossProvinceHours]: readonly [number, number, number],
  minGrams?: number,
): SandboxRow => ({
  carrier,
  zones,
  stepGrams,
  divisor,
  pickupOnTimePpm,
  damagePpm,
  crossProvinceHours,
  ...(minGrams !== undefined && { minGrams }),
});

const kilo = [1000, 8000] as const;
const kiloByAir = [1000, 6000] as const;
const halfByAir = [500, 6000] as const;

/** §7.4, synthetic: for seed data and sandboxes, no carrier's real price. */
// prettier-ignore
const rows: readonly SandboxRow[] = [
  row('ZTO', [[600, 150], [650, 200], [750, 300], [1000, 600], [1700, 1400]], kilo, [930_000, 800, 62]),
  row('YTO', [[600, 150], [650, 200], [750, 280], [1000, 600], [1700, 1400]], kilo, [910_000, 1000, 62]),
  row('STO', [[580, 150], [630, 200], [730, 280], [1000, 600], [1700, 1400]], kilo, [890_000, 1200, 65]),
  row('YD', [[580, 140], [620, 190], [720, 270], [1000, 600], [1700, 1400]], kilo, [880_000, 1300, 65]),
  row('JTSD', [[550, 130], [600, 180], [700, 250], [950, 550], [1600, 1300]], kilo, [880_000, 1500, 66]),
  row('EMS', [[800, 150], [850, 200], [1000, 350], [1200, 500], [1800, 1000]], kiloByAir, [900_000, 600, 80]),
  row('JD', [[900, 150], [1000, 200], [1200, 400], [1600, 700], [2200, 1200]], kilo, [970_000, 400, 48]),
  row('SF', [[1200, 100], [1300, 100], [1800, 250], [2000, 400], [2400, 700]], halfByAir, [985_000, 300, 40]),
  row('DBL', [[1000, 100], [1100, 130], [1300, 180], [1800, 400], [2600, 900]], kiloByAir, [900_000, 1000, 72], 3000),
];

const priceOf = ([firstFen, stepFen]: ZonePrices): ZonePrice => ({ firstFen, stepFen });

/** The first kilogram and every step after it; a contract's card, as a merchant's own would be. */
export const sandboxRateCards: readonly RateCard[] = rows.map(
  ({ carrier, zones: [z1, z2, z3, z4, z5], stepGrams, divisor, minGrams }) => ({
    carrier,
    kind: 'CONTRACT',
    version: 'sandbox-1',
    firstGrams: 1000,
    stepGrams,
    divisor,
    ...(minGrams !== undefined && { minGrams }),
    zones: { Z1: priceOf(z1), Z2: priceOf(z2), Z3: priceOf(z3), Z4: priceOf(z4), Z5: priceOf(z5) },
  }),
);

export const carrierPriors: readonly CarrierPrior[] = rows.map(
  ({ carrier, pickupOnTimePpm, damagePpm, crossProvinceHours }) => ({
    carrier,
    pickupOnTimePpm,
    damagePpm,
    crossProvinceHours,
  }),
);

/** A carrier nobody described is as bad as the worst of each column, so that not knowing is no advantage. */
export const priorOf = (carrier: string): CarrierPrior =>
  carrierPriors.find((prior) => prior.carrier === carrier) ?? {
    carrier,
    pickupOnTimePpm: Math.min(...carrierPriors.map(({ pickupOnTimePpm }) => pickupOnTimePpm)),
    damagePpm: Math.max(...carrierPriors.map(({ damagePpm }) => damagePpm)),
    crossProvinceHours: Math.max(...carrierPriors.map(({ crossProvinceHours }) => crossProvinceHours)),
  };
