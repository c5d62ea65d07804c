import { describe, expect, it } from '@jest/globals';
import { statusTable, toMeaning, toStatus } from './status-table.js';

const documented: readonly (readonly [meaning: string, actions: string])[] = [
  ['PICKED_UP', 'ACCEPT GOT'],
  ['IN_TRANSIT', 'ARRIVAL DEPARTURE TRANSFER OVERSEA_IN OVERSEA_OUT OVERSEA_ARRIVAL OVERSEA_DEPARTURE'],
  ['IN_TRANSIT.customs', 'CLEARANCE_START CLEARANCE_FINISH'],
  ['OUT_FOR_DELIVERY', 'SENT'],
  ['AVAILABLE_FOR_PICKUP', 'INBOUND'],
  ['DELIVERED', 'SIGNED'],
  ['RETURNING', 'RETURN'],
  ['DELIVERY_FAILED', 'SIGNFAIL'],
  ['EXCEPTION', 'ISSUE'],
  ['EXCEPTION.refused', 'REJECTION'],
  ['EXCEPTION.customs', 'CLEARANCE_FAIL'],
];
const cases = documented.flatMap(([meaning, actions]) =>
  actions.split(' ').map((action) => [action, meaning] as const),
);

describe('the Yunda status table', () => {
  it.each(cases)('reads the documented action %s as %s', (action, meaning) => {
    const { status, reason } = toStatus(action);
    expect([status, reason].filter(Boolean).join('.')).toBe(meaning);
  });

  it('holds nothing that is not documented', () => {
    expect([...statusTable.keys()].sort()).toEqual(cases.map(([action]) => action).sort());
  });

  it.each(['OTHER', 'OUTBOUND', 'TRANSIT', 'got', ' GOT', '', '已揽收', '__proto__'])(
    'claims nothing for %j',
    (action) => {
      expect(toStatus(action)).toEqual({ status: 'UNKNOWN' });
    },
  );

  it.each(['快件已签收', '已从驿站取出，签收人：本人', '请收好，已被本人签收', '客户已签收。'])(
    'takes OUTBOUND for a delivery where it says so: %s',
    (description) => {
      expect(toMeaning('OUTBOUND', description)).toEqual({ status: 'DELIVERED' });
    },
  );

  // A delivery nobody took would settle a return whose goods never came.
  it.each([
    '',
    '快递员已取出，正在派送',
    '快件已取出，未签收',
    '快件尚未签收',
    '已出库，请注意签收',
    '等待签收',
    '客户拒绝签收',
    '签收失败',
    '没有签收',
  ])('does not take OUTBOUND for one with the words %j', (description) => {
    expect(toMeaning('OUTBOUND', description)).toEqual({ status: 'UNKNOWN' });
  });

  it.each(['OTHER', 'SENT', 'ISSUE', ''])('looks at the words of no other action: %j', (action) => {
    expect(toMeaning(action, '已签收')).toEqual(toStatus(action));
  });
});
