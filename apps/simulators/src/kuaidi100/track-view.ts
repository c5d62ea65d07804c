import { toShanghai } from '@cartrail/kernel';
import { cities } from '../orders/cities.js';
import type { Scan } from '../state/model.js';

interface Kind {
  state: string;
  status: string;
  advanced: string;
}

const kind = (state: string, status: string, advanced: string): Kind => ({ state, status, advanced });
const onTheWay = kind('0', '在途', '0');

/** This aggregator's word for each scan of the simulated carriers. */
const kinds: Readonly<Record<string, Kind>> = {
  '1': kind('1', '揽收', '103'),
  '2': kind('0', '在途', '1002'),
  '204': kind('0', '在途', '1002'),
  '206': kind('0', '在途', '1002'),
  '201': kind('0', '在途', '1001'),
  '205': kind('0', '在途', '1003'),
  '202': kind('5', '派件', '5'),
  '405': kind('2', '疑难', '204'),
  '301': kind('3', '签收', '301'),
  '302': kind('3', '签收', '302'),
  '304': kind('3', '签收', '303'),
  '311': kind('3', '签收', '304'),
  '413': kind('6', '退回', '6'),
  '407': kind('6', '退回', '6'),
  '406': kind('4', '退签', '4'),
  // A code nobody knows yet.
  '999': kind('0', '在途', '9999'),
};

const advancedAsked: ReadonlySet<string> = new Set(['4', '5', '8']);
const areasAsked: ReadonlySet<string> = new Set(['1', ...advancedAsked]);

export interface TrackResult {
  message: string;
  nu: string;
  com: string;
  status: string;
  state: string;
  ischeck: '0' | '1';
  condition: string;
  isLoop: boolean;
  data: object[];
}

/** The whole history, newest first unless asked otherwise. */
export function lastResult(
  com: string,
  nu: string,
  scans: readonly Scan[],
  resultv2: string,
  oldestFirst = false,
): TrackResult {
  const rows = scans.map((scan) => {
    const { state, status, advanced } = kinds[scan.code] ?? onTheWay;
    const time = toShanghai(scan.at);
    const statusCode = advancedAsked.has(resultv2) ? advanced : state;
    const area = areasAsked.has(resultv2) ? areaOf(scan.location) : {};
    return { time, ftime: time, context: scan.text, location: scan.location, ...area, status, statusCode };
  });
  const last = kinds[scans.at(-1)?.code ?? ''] ?? onTheWay;
  return {
    message: 'ok',
    nu,
    com,
    status: '200',
    state: advancedAsked.has(resultv2) ? last.advanced : last.state,
    ischeck: last.state === '3' ? '1' : '0',
    condition: last.state === '3' ? 'F00' : '00',
    isLoop: false,
    data: oldestFirst ? rows : rows.reverse(),
  };
}

/** Where a scan was, by its administrative area. */
function areaOf(location: string): object {
  const one = cities.find(({ city }) => city === location);
  return one === undefined
    ? {}
    : { areaCode: `CN${one.region}000000`, areaName: `${one.province.replace(/[省市]$/u, '')},${one.city}` };
}
