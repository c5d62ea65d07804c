import { toShanghai } from '@cartrail/kernel';
import { cities } from '../orders/cities.js';
import type { Scan } from '../state/model.js';
import { pick, seeded } from '../state/seeded.js';

export interface Node {
  at: number;
  infoContent: string;
  text: string;
  city: string;
}

const codes: Readonly<Record<string, string>> = {
  '1': 'GOT',
  '206': 'DEPARTURE',
  '204': 'ARRIVAL',
  '2': 'DEPARTURE',
  '201': 'ARRIVAL',
  '205': 'ARRIVAL',
  '202': 'SENT_SCAN',
  '405': 'FAILED',
  '301': 'SIGNED',
  '302': 'SIGNED',
  '304': 'SIGNED',
  '311': 'SIGNED',
  '413': 'TMS_RETURN',
  '407': 'TMS_RETURN',
  // YTO has no other word for it where the sender signs.
  '406': 'SIGNED',
};
const INTO_LOCKER_MS = 2_000;

/** A parcel that was fetched from a locker was put into it just before. */
export function nodesOf({ code, text, location: city, at }: Scan): Node[] {
  const node = { at, infoContent: codes[code] ?? code, text, city };
  if (code !== '311') return [node];
  return [
    { at: at - INTO_LOCKER_MS, infoContent: 'INBOUND', text: `【${city}】快件已存放至自提柜`, city },
    node,
  ];
}

export const districtOf = (city: string): string => cities.find((one) => one.city === city)?.district ?? '';

const surnames = ['孙', '钱', '冯', '陈'] as const;

/** Who delivers it; of other scans nobody is told. */
export const delivererOf = (number: string, { infoContent }: Node): string =>
  infoContent === 'SENT_SCAN' ? `${pick(seeded(`staff ${number}`), surnames)}师傅` : '';

/** Rows of a query, oldest first. */
export const rowsOf = (number: string, scans: readonly Scan[]): object[] =>
  scans.flatMap(nodesOf).map(({ at, infoContent, text, city }) => ({
    waybill_No: number,
    upload_Time: toShanghai(at),
    infoContent,
    processInfo: text,
    city,
    district: districtOf(city),
  }));
