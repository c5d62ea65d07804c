import type { CarrierCode } from '../state/model.js';

/** The platform's company codes: those of ZTO and SF are documented, the others the simulator's. */
export const companies: Readonly<Record<CarrierCode, string>> = {
  YTO: 'yuantong',
  ZTO: 'zto',
  YD: 'yunda',
  SF: 'shunfeng',
  JD: 'jd',
  JTSD: 'jtexpress',
  STO: 'shentong',
  EMS: 'ems',
  DBL: 'debangkuaidi',
};

export const carrierOf = (company: string): CarrierCode | undefined =>
  (Object.keys(companies) as CarrierCode[]).find((code) => companies[code] === company);
