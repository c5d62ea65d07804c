import { newId, toShanghai } from '@cartrail/kernel';
import { cities } from '../orders/cities.js';
import type { Scan } from '../state/model.js';
import { digits, pick, seeded } from '../state/seeded.js';

export interface Node {
  at: number;
  scanType: string;
  memo: string;
  city: string;
}

const types: Readonly<Record<string, string>> = {
  '1': '收件',
  '206': '发件',
  '204': '到件',
  '2': '发件',
  '201': '到件',
  '205': '到件',
  '202': '派件',
  '405': '问题件',
  '301': '签收',
  '302': '签收',
  '304': '签收',
  '311': '签收',
  '413': '退回件',
  '407': '退回件',
  // STO has no other word for it where the sender signs.
  '406': '签收',
};
const INTO_LOCKER_MS = 2_000;
const IN_LOCKER = '柜机代收';
const [SITE, CENTRE, STATION] = ['1', '2', '3'];

/** A parcel that was fetched from a locker was put into it just before. */
export function nodesOf({ code, text: memo, location: city, at }: Scan): Node[] {
  const node = { at, scanType: types[code] ?? code, memo, city };
  if (code !== '311') return [node];
  return [{ at: at - INTO_LOCKER_MS, scanType: IN_LOCKER, memo: `【${city}】快件已由柜机代收`, city }, node];
}

/** Rows of a query, oldest first. */
export const rowsOf = (number: string, scans: readonly Scan[]): object[] =>
  scans.flatMap(nodesOf).map((node) => ({ waybillNo: number, ...view(node) }));

/** The `trace` of a push: `outBizCode` is another for every event, and the same when it is told again. */
export function traceOf(number: string, node: Node): object {
  const random = seeded(`staff ${number}`);
  const name = `${pick(random, ['孙', '朱', '马'])}师傅`;
  const courier = { bizEmpName: name, bizEmpCode: digits(random, 6), bizEmpPhone: `139${digits(random, 8)}` };
  return {
    outBizCode: newId(),
    ...view(node),
    opEmpName: name,
    opEmpCode: courier.bizEmpCode,
    ...(node.scanType === '派件' ? courier : {}),
    signoffPeople: node.scanType === '签收' ? '本人' : '',
    tz: '+08:00',
  };
}

function view({ at, scanType, memo, city }: Node): object {
  const place = cities.find((one) => one.city === city);
  return {
    opTime: toShanghai(at),
    scanType,
    memo,
    opOrgName: `${city}${memo.includes('转运中心') ? '转运中心' : '网点'}`,
    opOrgCode: place?.districtCode ?? '',
    opOrgType: typeOf(scanType, memo),
    opOrgCityName: city,
    opOrgProvinceName: place?.province ?? '',
    issueName: scanType === '问题件' ? '客户不在' : '',
  };
}

function typeOf(scanType: string, memo: string): string | undefined {
  if (scanType === IN_LOCKER) return STATION;
  return memo.includes('转运中心') ? CENTRE : SITE;
}
