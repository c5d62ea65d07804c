import { carriers } from '@cartrail/carriers';

/** Douyin's company codes in the words of our carrier catalogue. What is missing here is `UNKNOWN`, kept raw and counted. */
const codes: ReadonlyMap<string, string> = new Map([
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

export const UNKNOWN_CARRIER = 'UNKNOWN';

export const toCarrier = (companyCode: string): string => codes.get(companyCode) ?? UNKNOWN_CARRIER;

const companies: ReadonlyMap<string, string> = new Map([...codes].map(([company, code]) => [code, company]));

/** Our code in Douyin's; `undefined` where Douyin's is not known. */
export const toCompany = (carrier: string): string | undefined => companies.get(carrier);

/** An express carrier calls itself 快递, 速递 or 速运 as it pleases; 快运 and 物流 are other companies. */
const stem = (name: string): string => name.trim().replace(/(快递|速递|速运)$/, '');

const byName: ReadonlyMap<string, string> = new Map(carriers.map(({ zh, code }) => [stem(zh), code]));

/** Where the platform names a company without its code. */
export const toCarrierByName = (name: string): string => byName.get(stem(name)) ?? UNKNOWN_CARRIER;
