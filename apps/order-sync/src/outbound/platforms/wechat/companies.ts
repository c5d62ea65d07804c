import { companiesOf } from '../wire/companies.js';

/**
 * The platform's `delivery_id` in the words of our carrier catalogue. Its EMS is 中国邮政 and carries parcels of both of
 * that company's services.
 */
const companies = companiesOf([
  ['ZTO', 'ZTO'],
  ['YTO', 'YTO'],
  ['YUNDA', 'YD'],
  ['JTSD', 'JTSD'],
  ['STO', 'STO'],
  ['SF', 'SF'],
  ['JD', 'JD'],
  ['DBKD', 'DBL'],
  ['EMS', 'YZPY'],
  ['EMS', 'EMS'],
]);

export const toCarrier = (company: string): string => companies.toCarrier(company);
export const toCompany = (carrier: string): string | undefined => companies.toCompany(carrier);
