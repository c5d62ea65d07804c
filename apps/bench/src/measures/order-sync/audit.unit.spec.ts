import { describe, expect, it } from '@jest/globals';
import { auditOrders } from './audit.js';

const atPlatform = (platformOrderId: string, payAmountFen = 5_990) => ({
  platformOrderId,
  shopId: '1',
  payAmountFen,
});
const told = (times: number, payAmountFen = 5_990) => ({ at: 0, times, payAmountFen });

describe('the platform’s ledger against what was told', () => {
  it('finds nothing where every order was told once, of its amount', () => {
    const events = new Map([
      ['1', told(1)],
      ['2', told(1, 7_000)],
    ]);
    expect(auditOrders([atPlatform('1'), atPlatform('2', 7_000)], events)).toEqual({
      orders: 2,
      lost: 0,
      doubled: 0,
      wrong: 0,
    });
  });

  it('finds what was lost, told twice, told of another amount, and made up', () => {
    const events = new Map([
      ['2', told(2)],
      ['3', told(1, 1)],
      ['4', told(1)],
    ]);
    expect(auditOrders([atPlatform('1'), atPlatform('2'), atPlatform('3')], events)).toEqual({
      orders: 3,
      lost: 1,
      doubled: 1,
      wrong: 2,
    });
  });
});
