import type { CarrierCode } from '../state/model.js';

/** The platform's numbers of companies. */
const numbers: Readonly<Record<CarrierCode, number>> = {
  EMS: 2,
  STO: 3,
  SF: 4,
  YTO: 6,
  ZTO: 9,
  YD: 11,
  JD: 14,
  DBL: 53,
  JTSD: 109,
};

export const companyOf = (carrier: CarrierCode): number => numbers[carrier];

export function carrierOf(company: number | undefined): CarrierCode | undefined {
  const found = Object.entries(numbers).find(([, number]) => number === company);
  return found?.[0] as CarrierCode | undefined;
}
