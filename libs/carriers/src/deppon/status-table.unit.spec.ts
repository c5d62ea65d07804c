import { describe, expect, it } from '@jest/globals';
import { statusTable, toStatus } from './status-table.js';

const documented: readonly (readonly [status: string, codes: string])[] = [
  ['PICKED_UP', 'GOT'],
  ['IN_TRANSIT', 'DEPARTURE ARRIVAL ADVANCE_NOTICE INBOUND OPERATETRACK'],
  ['OUT_FOR_DELIVERY', 'ADVANCE_DELIVERY SENT_SCAN'],
  ['AVAILABLE_FOR_PICKUP', 'STA_INBOUND'],
  ['DELIVERED', 'SIGNED STA_SIGN'],
  ['EXCEPTION', 'ERROR FAILED'],
  ['RETURNED', 'BACK_SIGNED'],
];
const rows = documented.flatMap(([status, codes]) => codes.split(' ').map((code) => [code, status] as const));

describe('the Deppon status table', () => {
  it.each(rows)('reads the documented code %s as %s', (code, status) => {
    expect(toStatus(code)).toEqual({ status });
  });

  it('holds nothing else', () => {
    expect(statusTable.size).toBe(rows.length);
  });

  it.each(['OTHER', 'signed', 'SIGNED ', 'GOBACK', '', '__proto__'])('makes no guess about %j', (code) => {
    expect(toStatus(code)).toEqual({ status: 'UNKNOWN' });
  });
});
