import { toShanghai, type Instant } from '@cartrail/kernel';
import type { Scan } from '../state/model.js';
import { seeded } from '../state/seeded.js';

export interface Trace {
  at: Instant;
  status: string;
  description: string;
  city: string;
}

const statuses: Readonly<Record<string, string>> = {
  '1': 'GOT',
  '206': 'DEPARTURE',
  '204': 'ARRIVAL',
  '2': 'DEPARTURE',
  '201': 'ARRIVAL',
  '205': 'ARRIVAL',
  '202': 'SENT_SCAN',
  '405': 'ERROR',
  '301': 'SIGNED',
  '302': 'SIGNED',
  '304': 'SIGNED',
  '311': 'STA_SIGN',
};
const INTO_LOCKER_MS = 2_000;

/** A parcel that went through a locker was put into it just before. */
export function tracesOf({ code, text: description, location: city, at }: Scan): Trace[] {
  const own = { at, status: statuses[code] ?? code, description, city };
  if (code !== '311') return [own];
  const inside = { at: at - INTO_LOCKER_MS, status: 'STA_INBOUND', city };
  return [{ ...inside, description: `【${city}】货物已放入快递柜` }, own];
}

/** In no order, which for one number and so many traces is always the same. */
export function listOf(number: string, traces: readonly Trace[]): object[] {
  const random = seeded(`list ${number}`);
  return traces
    .map((trace) => ({ trace, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ trace: { at, status, description, city } }) => ({
      time: toShanghai(at),
      city,
      site: `${city}营业部`,
      status,
      description,
    }));
}
