import { carriers } from '../orders/catalogue.js';
import type { CarrierCode } from '../state/model.js';

const deliveryIds: Readonly<Record<CarrierCode, string>> = {
  YTO: 'YTO',
  ZTO: 'ZTO',
  YD: 'YUNDA',
  SF: 'SF',
  JD: 'JD',
  JTSD: 'JTSD',
  STO: 'STO',
  EMS: 'EMS',
  DBL: 'DBKD',
};

/** The platform's words for a carrier. */
export const companyOf = (carrier: CarrierCode): { delivery_id: string; delivery_name: string } => ({
  delivery_id: deliveryIds[carrier],
  delivery_name: carriers[carrier].name,
});

export const carrierOf = (deliveryId: string): CarrierCode | undefined =>
  Object.entries(deliveryIds).find(([, id]) => id === deliveryId)?.[0] as CarrierCode | undefined;

export const companies = (): object[] =>
  Object.keys(deliveryIds).map((carrier) => companyOf(carrier as CarrierCode));
