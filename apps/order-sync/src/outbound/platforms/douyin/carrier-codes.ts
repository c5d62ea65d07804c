import { companiesOf } from '../wire/companies.js';

/** Douyin's company codes in the words of our carrier catalogue. */
export const { toCarrier, toCompany } = companiesOf([
  ['yuantong', 'YTO'],
  ['zhongtong', 'ZTO'],
  ['yunda', 'YD'],
  ['shunfeng', 'SF'],
  ['jd', 'JD'],
  ['jtexpress', 'JTSD'],
  ['shentong', 'STO'],
  ['youzhengguonei', 'YZPY'],
  ['ems', 'EMS'],
  ['debangkuaidi', 'DBL'],
]);
