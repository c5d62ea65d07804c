import { describe, expect, it } from '@jest/globals';
import { pushTable, queryTable, toPushStatus, toQueryStatus, toStatus } from './status-table.js';

const actions =
  'GOT DEPARTURE ARRIVAL DISPATCH INBOUND HANDOVERSCAN_SIGNED DEPARTURE_SIGNED SIGNED RETURN_SCAN RETURN_SIGNED PROBLEM';
const scanTypes =
  '收件 1 发件 2 到件 3 转单 9 安检 派件 4 DELIVERY 45 ARRIVAL 44 7 第三方签收 签收 5 SIGNED 退件 8 退件签收 问题件 事件 DEPARTURE';

describe('the ZTO status tables', () => {
  it.each(actions.split(' '))('know the documented action %s of a push', (action) => {
    expect(pushTable.has(action)).toBe(true);
  });

  it.each(scanTypes.split(' '))('know the documented scanType %s of a query', (scanType) => {
    expect(queryTable.has(scanType)).toBe(true);
  });

  it('know nothing else', () => {
    expect([pushTable.size, queryTable.size]).toEqual([
      actions.split(' ').length,
      scanTypes.split(' ').length,
    ]);
  });

  it('read the same word differently in a push and in a query', () => {
    expect([toPushStatus('ARRIVAL'), toQueryStatus('ARRIVAL')]).toEqual([
      { status: 'IN_TRANSIT' },
      { status: 'AVAILABLE_FOR_PICKUP', reason: 'locker' },
    ]);
    expect([toPushStatus('DEPARTURE').status, toQueryStatus('DEPARTURE').status]).toEqual([
      'IN_TRANSIT',
      'EXCEPTION',
    ]);
  });

  it('do not take what was handed to a station for delivered', () => {
    expect(toPushStatus('HANDOVERSCAN_SIGNED').status).toBe('AVAILABLE_FOR_PICKUP');
    expect(toPushStatus('DEPARTURE_SIGNED').status).toBe('DELIVERED');
  });

  it.each(['', 'got', 'GOT ', '100', '__proto__', '收 件'])('make no guess about the code %j', (code) => {
    expect([toPushStatus(code), toQueryStatus(code), toStatus(code)]).toEqual(
      Array.from({ length: 3 }, () => ({ status: 'UNKNOWN' })),
    );
  });

  it('say of a code by itself only what both would say', () => {
    expect(toStatus('GOT')).toEqual({ status: 'PICKED_UP' });
    expect(toStatus('45')).toEqual({ status: 'OUT_FOR_DELIVERY' });
    expect(toStatus('SIGNED')).toEqual({ status: 'DELIVERED' });
    expect([toStatus('ARRIVAL').status, toStatus('DEPARTURE').status]).toEqual(['UNKNOWN', 'UNKNOWN']);
  });
});
