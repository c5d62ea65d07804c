import type { CarrierCode } from '../state/model.js';

interface Company {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

/** The platform's list of express companies, as far as this world has them. */
export const companies: Readonly<Record<CarrierCode, Company>> = {
  STO: { id: 1, code: 'STO', name: '申通快递' },
  SF: { id: 44, code: 'SF', name: '顺丰快递' },
  YTO: { id: 85, code: 'YTO', name: '圆通快递' },
  ZTO: { id: 115, code: 'ZTO', name: '中通快递' },
  EMS: { id: 118, code: 'EMS', name: '邮政EMS' },
  JD: { id: 120, code: 'JD', name: '京东配送' },
  YD: { id: 121, code: 'YUNDA', name: '韵达快递' },
  DBL: { id: 131, code: 'DB', name: '德邦快递' },
  JTSD: { id: 384, code: 'JTKD', name: '极兔快递' },
};

export function carrierOf(id: number): CarrierCode | undefined {
  const found = Object.entries(companies).find(([, company]) => company.id === id);
  return found?.[0] as CarrierCode | undefined;
}
