import { companiesOf, toCarrierByName, UNKNOWN_CARRIER } from '../wire/companies.js';

/** `id` and name out of an answer of pdd.logistics.companies.get; a case names its carrier only. */
const rows = [
  ['1', 'STO', '申通快递'],
  ['44', 'SF', '顺丰快递'],
  ['85', 'YTO', '圆通快递'],
  ['115', 'ZTO', '中通快递'],
  ['118', 'EMS', '邮政EMS'],
  ['120', 'JD', '京东配送'],
  ['121', 'YD', '韵达快递'],
  ['131', 'DBL', '德邦快递'],
  ['132', 'YZPY', '邮政快递包裹'],
  ['384', 'JTSD', '极兔快递'],
] as const;

const companies = companiesOf(rows.map(([id, carrier]) => [id, carrier]));

export const toCarrier = (id: string): string => companies.toCarrier(id);
export const toCompany = (carrier: string): string | undefined => companies.toCompany(carrier);

const names: ReadonlyMap<string, string> = new Map(rows.map(([, carrier, name]) => [name, carrier]));

export function toCarrierOfName(name: string): string {
  const known = toCarrierByName(name);
  return known === UNKNOWN_CARRIER ? (names.get(name.trim()) ?? UNKNOWN_CARRIER) : known;
}
