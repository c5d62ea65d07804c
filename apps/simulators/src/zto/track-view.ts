import { toShanghai } from '@cartrail/kernel';
import { cities, type City } from '../orders/cities.js';
import type { Parcel, Scan } from '../state/model.js';
import { digits, pick, seeded } from '../state/seeded.js';

interface Node {
  at: number;
  /** What a push calls it, and what a query does; neither understands the other. */
  action: string;
  scanType?: string;
  desc: string;
  city: string;
}

const words: Readonly<Record<string, readonly [action: string, scanType: string]>> = {
  '1': ['GOT', '收件'],
  '206': ['DEPARTURE', '发件'],
  '204': ['ARRIVAL', '到件'],
  '2': ['DEPARTURE', '发件'],
  '201': ['ARRIVAL', '到件'],
  '205': ['ARRIVAL', '到件'],
  '202': ['DISPATCH', '派件'],
  '405': ['PROBLEM', '问题件'],
  '301': ['SIGNED', '签收'],
  '302': ['SIGNED', '签收'],
  '304': ['SIGNED', '签收'],
  '413': ['RETURN_SCAN', '退件'],
  '407': ['RETURN_SCAN', '退件'],
  '406': ['RETURN_SIGNED', '退件签收'],
};
const INTO_LOCKER_MS = 2_000;

/** A parcel in a locker is three pushes, two of them in the same moment, and two rows of a query. */
export function nodesOf({ code, text: desc, location: city, at }: Scan): Node[] {
  if (code === '311') {
    const inside = { at: at - INTO_LOCKER_MS, city };
    return [
      { ...inside, action: 'INBOUND', scanType: 'ARRIVAL', desc: `【${city}】快件已投放至快递柜` },
      { ...inside, action: 'HANDOVERSCAN_SIGNED', desc: `【${city}】快件已由第三方妥投` },
      { at, city, action: 'DEPARTURE_SIGNED', scanType: 'SIGNED', desc },
    ];
  }
  const [action, scanType] = words[code] ?? [code, code];
  return [{ at, action, scanType, desc, city }];
}

/** Rows of a query, oldest first; times in milliseconds. */
export const rowsOf = (billCode: string, scans: readonly Scan[]): object[] =>
  scans.flatMap(nodesOf).flatMap(({ at, scanType, desc, city }) => {
    if (scanType === undefined) return [];
    const prov = placeOf(city)?.province ?? '';
    const site = { code: siteCodeOf(city), name: `${city}网点`, prov, city };
    return [{ billCode, scanType, scanDate: at, desc, scanSite: site, ...staffOf(billCode) }];
  });

/** One push of one event; times on the wall. */
export function traceOf(parcel: Parcel, { at, action, desc, city }: Node): object {
  const { operateUser, operateUserPhone } = staffOf(parcel.number);
  const isStation = action === 'INBOUND' || action.endsWith('_SIGNED');
  return {
    billCode: parcel.number,
    action,
    actionTime: toShanghai(at),
    facilityCode: siteCodeOf(city),
    facilityName: `${city}网点`,
    facilityContactPhone: '',
    city,
    dist: placeOf(city)?.district ?? '',
    courier: action === 'DISPATCH' ? operateUser : '',
    courierPhone: action === 'DISPATCH' ? operateUserPhone : '',
    expressSigner: action === 'SIGNED' ? '本人' : '',
    comName: isStation ? '快递柜' : '',
    problemCode: action === 'PROBLEM' ? '1' : '',
    returnType: '',
    desc,
  };
}

const surnames = ['赵', '周', '吴', '郑'] as const;

function staffOf(billCode: string): { operateUser: string; operateUserPhone: string } {
  const random = seeded(`staff ${billCode}`);
  return { operateUser: `${pick(random, surnames)}师傅`, operateUserPhone: `136${digits(random, 8)}` };
}

const placeOf = (city: string): City | undefined => cities.find((one) => one.city === city);

const siteCodeOf = (city: string): string => placeOf(city)?.districtCode.slice(0, 5) ?? '00000';
