import { describe, expect, it } from '@jest/globals';
import { ORDER_STATES_FORM, orderStatesWith, orderStateTable } from './order-state-table.js';

describe('the states of SF orders', () => {
  it.each([
    ['04-40037', 'accepted'],
    ['04-40001', 'courier_assigned'],
    ['05-40003', 'picked_up'],
    ['04-40002-40031', 'pickup_failed'],
    ['00', 'cancelled_by_user'],
    ['00-40045-1000', 'cancelled_by_carrier'],
  ])('read %s as %s', (code, status) => {
    expect(orderStateTable.get(code)).toBe(status);
  });

  // 等待, 天气原因, 电话无人接听: the courier may still come.
  it.each(['04', '04-40002-40027', '04-40002-40004', '9', '__proto__'])('make no guess about %j', (code) => {
    expect(orderStateTable.has(code)).toBe(false);
  });

  it('take what an account knows beside them', () => {
    const states = orderStatesWith('已派单=accepted 04-40001=picked_up');
    expect(['已派单', '04-40001', '05-40003'].map((code) => states.get(code))).toEqual([
      'accepted',
      'picked_up',
      'picked_up',
    ]);
    expect(orderStatesWith(undefined)).toEqual(orderStateTable);
  });

  it.each(['', 'accepted', '已派单=', '已派单=somewhere', 'a=accepted  b=accepted', 'a b=accepted'])(
    'are not told by %j',
    (setting) => {
      expect(ORDER_STATES_FORM.test(setting)).toBe(false);
    },
  );
});
