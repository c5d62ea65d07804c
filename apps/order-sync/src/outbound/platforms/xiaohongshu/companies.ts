import { companiesOf, type Companies } from '../wire/companies.js';

/** 无物流: what is sent like this has no carrier, and a text in place of a number. */
export const NO_CARRIER = 'selfdelivery';

/** The codes the document shows; the rest of `common.getExpressCompanyList` is the merchant's to name. */
const seen = [
  ['zto', 'ZTO'],
  ['shunfeng', 'SF'],
] as const;

/** `code:carrier[,code:carrier]` beside the codes we know. */
export const readCompanies = (setting = ''): Companies =>
  companiesOf([
    ...seen,
    ...setting
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [company = '', carrier = ''] = pair.split(':');
        return [company, carrier] as const;
      }),
  ]);
