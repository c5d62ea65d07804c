import { carrierCodes, type CarrierCode } from '../state/model.js';

/** The platform's numbers of the companies; one without a number of its own is 41, any other (其他). */
const ids: Readonly<Record<CarrierCode, number>> = {
  STO: 1,
  YTO: 2,
  ZTO: 3,
  YD: 4,
  SF: 7,
  EMS: 11,
  DBL: 13,
  JTSD: 41,
  JD: 138,
};

export const companyOf = (carrier: CarrierCode): number => ids[carrier];

export const carrierOf = (id: string): CarrierCode | undefined =>
  carrierCodes.find((code) => String(ids[code]) === id);
