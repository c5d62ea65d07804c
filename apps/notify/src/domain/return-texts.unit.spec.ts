import { describe, expect, it } from '@jest/globals';
import { fromIso } from '@cartrail/kernel';
import { numberRequest, pickupGuide, refundDone } from './return-texts.js';

const about = { orderId: 'o-1', returnId: 'r-1' };

describe('what a support group is told about a return', () => {
  it('says when the courier comes in local time, what it costs and who pays', () => {
    const text = pickupGuide({
      ...about,
      carrier: 'YTO',
      from: fromIso('2026-11-25T04:00:00Z'),
      to: fromIso('2026-11-25T08:00:00Z'),
      quoteFen: 1_050,
      payer: 'merchant',
    });
    expect(text).toContain('2026-11-25 12:00 至 16:00');
    expect(text).toContain('10.50 元，由商家承担');
  });

  it('names a payer nobody has translated as it is', () => {
    const slot = { from: 0, to: 0 };
    expect(pickupGuide({ ...about, ...slot, carrier: 'SF', quoteFen: 0, payer: 'platform' })).toContain(
      '由platform承担',
    );
  });

  it('asks for the very number, and tells the amount to the fen', () => {
    expect(numberRequest({ ...about, carrier: 'YTO', number: 'YT1' })).toContain('YTO YT1');
    expect(refundDone({ ...about, amountFen: 9_905 })).toContain('99.05 元');
  });
});
