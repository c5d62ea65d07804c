import { toShanghai } from '@cartrail/kernel';
import { cities } from '../orders/cities.js';
import type { Scan } from '../state/model.js';
import { digits, pick, seeded } from '../state/seeded.js';

interface Step {
  at: number;
  action: string;
  description: string;
  city: string;
}

const actions: Readonly<Record<string, string>> = {
  '1': 'GOT',
  '206': 'DEPARTURE',
  '204': 'ARRIVAL',
  '2': 'DEPARTURE',
  '201': 'ARRIVAL',
  '205': 'ARRIVAL',
  '202': 'SENT',
  '405': 'SIGNFAIL',
  '301': 'SIGNED',
  '302': 'SIGNED',
  '304': 'SIGNED',
  '311': 'SIGNED',
};
const INTO_LOCKER_MS = 2_000;
const OUT_OF_LOCKER_MS = 1_000;

/** Of a locker there are three: in, out by whomever, and signed for. */
function stepsOf({ code, text: description, location: city, at }: Scan): Step[] {
  const step = { at, action: actions[code] ?? code, description, city };
  if (code !== '311') return [step];
  return [
    { at: at - INTO_LOCKER_MS, action: 'INBOUND', description: `【${city}】快件已放入快递柜`, city },
    { at: at - OUT_OF_LOCKER_MS, action: 'OUTBOUND', description: `【${city}】快件已从快递柜取出`, city },
    step,
  ];
}

/** The whole waybill and its steps, oldest first. */
export function trackOf(mailno: string, scans: readonly Scan[]): object {
  const steps = scans.flatMap(stepsOf);
  return { mailno, status: statusOf(steps), steps: steps.map((step) => view(mailno, step)) };
}

function statusOf(steps: readonly Step[]): string {
  const last = steps.at(-1)?.action ?? '';
  return ['GOT', 'SIGNED', 'SIGNFAIL'].includes(last) ? last : 'TRANSIT';
}

function view(mailno: string, { at, action, description, city }: Step): object {
  const random = seeded(`staff ${mailno}`);
  const next = action === 'DEPARTURE' ? (/已发往(.+)$/.exec(description)?.[1] ?? '') : '';
  return {
    time: toShanghai(at),
    action,
    description,
    city,
    station: codeOf(city),
    station_name: `${city}网点`,
    station_type: '网点',
    next: codeOf(next),
    next_name: next === '' ? '' : `${next}网点`,
    phone: action === 'SENT' ? `138${digits(random, 8)}` : '',
    signer: action === 'SIGNED' ? pick(random, ['本人', '家人', '前台']) : '',
  };
}

const codeOf = (city: string): string => cities.find((one) => one.city === city)?.districtCode ?? '';
