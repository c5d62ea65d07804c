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
