import { companiesOf } from '../wire/companies.js';

/** Kuaishou's numbers of companies. 9999 is any other, and 113 (菜鸟速递) has no word of ours. */
const companies = companiesOf([
  ['1', 'HTKY'],
  ['2', 'EMS'],
  ['3', 'STO'],
  ['4', 'SF'],
  ['6', 'YTO'],
  ['8', 'YZPY'],
  ['9', 'ZTO'],
  ['11', 'YD'],
  ['14', 'JD'],
  ['53', 'DBL'],
  ['17', 'DBL'],
  ['25', 'KYSY'],
  ['43', 'ANEKY'],
  ['79', 'RRS'],
  ['109', 'JTSD'],
  ['112', 'ZYE'],
  ['127', 'FWX'],
  ['139', 'YZDSBK'],
]);

export const toCarrier = (company: string): string => companies.toCarrier(company);

export const toCompany = (carrier: string): string | undefined => companies.toCompany(carrier);
