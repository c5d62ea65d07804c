import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freightPayer, type FreightCase } from './freight-payer.js';
import { asReason, returnReasons } from './reasons.js';

const noReason: FreightCase = { reason: 'no_reason', freeShipping: true };
const fault: FreightCase = { reason: 'quality', freeShipping: true };

describe('who pays freight (§3.5)', () => {
  it.each<[string, FreightCase, object]>([
    ['no reason, free shipping', noReason, { outbound: 'merchant', return: 'buyer', ruleId: 'F-01' }],
    [
      'no reason, shipping was paid for',
      { ...noReason, freeShipping: false },
      { outbound: 'buyer', return: 'buyer', ruleId: 'F-02' },
    ],
    [
      'no reason, the rest no longer earns free shipping',
      { ...noReason, thresholdBroken: true },
      { outbound: 'buyer', return: 'buyer', ruleId: 'F-02' },
    ],
    [
      'no reason, exchange',
      { ...noReason, exchange: true },
      { return: 'buyer', resend: 'buyer', ruleId: 'F-03' },
    ],
    ...(['quality', 'wrong_item', 'short', 'transit_damage', 'late', 'not_as_described'] as const).map(
      (reason): [string, FreightCase, object] => [
        reason,
        { reason, freeShipping: false },
        { outbound: 'merchant', return: 'merchant', ruleId: 'F-04' },
      ],
    ),
    [
      'a fault, exchange',
      { ...fault, exchange: true },
      { outbound: 'merchant', return: 'merchant', resend: 'merchant', ruleId: 'F-04' },
    ],
    [
      'refused at the door without a reason',
      { ...noReason, refusedAtDoor: true },
      { outbound: 'merchant', return: 'buyer', ruleId: 'F-05' },
    ],
    [
      'refused at the door without a reason, shipping was paid for',
      { ...noReason, freeShipping: false, refusedAtDoor: true },
      { outbound: 'buyer', return: 'buyer', ruleId: 'F-05' },
    ],
    [
      'refused at the door with just cause',
      { ...fault, refusedAtDoor: true },
      { outbound: 'merchant', return: 'merchant', ruleId: 'F-06' },
    ],
    [
      'agreed without a word on freight',
      { ...noReason, agreedInSilence: true },
      { return: 'merchant', ruleId: 'F-07' },
    ],
    [
      'a reason nobody could read',
      { ...noReason, reason: 'UNKNOWN' },
      { return: 'merchant', ruleId: 'F-07' },
    ],
    [
      'both at fault, the buyer first',
      { ...fault, firstAtFault: 'buyer' },
      { outbound: 'buyer', return: 'buyer', ruleId: 'F-08' },
    ],
    [
      'both at fault, the merchant first',
      { ...noReason, firstAtFault: 'merchant' },
      { outbound: 'merchant', return: 'merchant', ruleId: 'F-08' },
    ],
    [
      'a return address that costs more',
      { ...noReason, addressRaisesCost: true },
      { outbound: 'merchant', return: 'buyer', differenceBy: 'merchant', ruleId: 'F-01' },
    ],
    [
      'a return address that costs more, where the merchant pays anyway',
      { ...fault, addressRaisesCost: true },
      { outbound: 'merchant', return: 'merchant', ruleId: 'F-04' },
    ],
    [
      '包邮退货, where the merchant pays anyway',
      { ...fault, freeReturns: true },
      { outbound: 'merchant', return: 'merchant', ruleId: 'F-04' },
    ],
    [
      'collect-on-delivery unasked, by the merchant',
      { ...noReason, collectBy: 'merchant' },
      { outbound: 'merchant', return: 'buyer', buyerMayRefuse: true, ruleId: 'F-01' },
    ],
    [
      'collect-on-delivery unasked, by the buyer: it stays on whoever owed it',
      { ...fault, collectBy: 'buyer' },
      { outbound: 'merchant', return: 'merchant', ruleId: 'F-04' },
    ],
    [
      '包邮退货',
      { ...noReason, freeReturns: true },
      { outbound: 'merchant', return: 'merchant', ruleId: 'F-11' },
    ],
    [
      '运费险, no reason',
      { ...noReason, insured: true },
      { outbound: 'merchant', return: 'insurer', excessBy: 'buyer', ruleId: 'F-12' },
    ],
    [
      '运费险, a fault',
      { ...fault, insured: true },
      { outbound: 'merchant', return: 'insurer', excessBy: 'merchant', ruleId: 'F-12' },
    ],
    [
      '运费险 and 包邮退货',
      { ...noReason, insured: true, freeReturns: true },
      { outbound: 'merchant', return: 'insurer', excessBy: 'merchant', ruleId: 'F-12' },
    ],
  ])('%s', (_, about, expected) => {
    expect(freightPayer(about)).toEqual(expected);
  });

  it('never charges a buyer who is not at fault, whatever else is true of the case', () => {
    const flag = fc.boolean();
    const about = fc.record({
      reason: fc.constantFrom(
        ...returnReasons.filter((reason) => reason !== 'no_reason' && reason !== 'UNKNOWN'),
      ),
      freeShipping: flag,
      exchange: flag,
      thresholdBroken: flag,
      refusedAtDoor: flag,
      agreedInSilence: flag,
      addressRaisesCost: flag,
      freeReturns: flag,
      insured: flag,
    });
    fc.assert(
      fc.property(about, (some) => {
        expect(Object.values(freightPayer(some))).not.toContain('buyer');
      }),
    );
  });

  it('reads no reason into a word it does not know', () => {
    expect([asReason('quality'), asReason('Quality'), asReason('')]).toEqual([
      'quality',
      'UNKNOWN',
      'UNKNOWN',
    ]);
  });
});
