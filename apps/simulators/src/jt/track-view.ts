import { toShanghai } from '@cartrail/kernel';
import { cities } from '../orders/cities.js';
import type { Scan } from '../state/model.js';
import { digits, pick, seeded } from '../state/seeded.js';

interface Detail {
  at: number;
  /** 1 to 14. */
  scanType: string;
  problemType?: string;
  desc: string;
  city: string;
}

/** The documents list numbers; one production sends their names. */
const names: Readonly<Record<string, string>> = {
  '1': '快件揽收',
  '3': '发件',
  '4': '到件',
  '6': '入库',
  '9': '出库',
  '10': '快件签收',
  '11': '问题件',
  '13': '其他',
  '14': '退件',
};

const types: Readonly<Record<string, string>> = {
  '1': '1',
  '206': '3',
  '204': '4',
  '2': '3',
  '201': '4',
  '205': '4',
  '202': '9',
  '405': '11',
  '301': '10',
  '302': '10',
  '304': '10',
  '311': '10',
  '413': '14',
  '407': '14',
  // J&T has no other number for it where the sender signs.
  '406': '10',
};
const UNREACHABLE = 'A9';
const INTO_LOCKER_MS = 2_000;

/** A parcel that went through a locker was put into it just before. */
export function detailsOf({ code, text: desc, location: city, at }: Scan): Detail[] {
  const detail = { at, scanType: types[code] ?? code, desc, city };
  if (code === '311') {
    const inside = { at: at - INTO_LOCKER_MS, scanType: '6', desc: `【${city}】快件已入快递柜`, city };
    return [inside, detail];
  }
  return [code === '405' ? { ...detail, problemType: UNREACHABLE } : detail];
}

/** Newest first. */
export const historyOf = (billCode: string, scans: readonly Scan[], asNames = false): object[] =>
  scans
    .flatMap(detailsOf)
    .map((detail) => view(billCode, detail, asNames))
    .reverse();

export function view(billCode: string, detail: Detail, asNames: boolean): object {
  const { at, scanType, problemType, desc, city } = detail;
  const place = cities.find((one) => one.city === city);
  const random = seeded(`staff ${billCode}`);
  return {
    scanTime: toShanghai(at),
    desc,
    scanType: asNames ? (names[scanType] ?? scanType) : scanType,
    problemType: problemType ?? '',
    scanNetworkId: Number(place?.districtCode ?? 0),
    scanNetworkName: `${city}网点`,
    scanNetworkCity: city,
    scanNetworkProvince: place?.province ?? '',
    scanNetworkArea: place?.district ?? '',
    scanNetworkTypeName: '网点',
    staffName: `${pick(random, ['钱', '王', '冯'])}师傅`,
    staffContact: `135${digits(random, 8)}`,
    nextStopName: '',
    weight: '',
  };
}
