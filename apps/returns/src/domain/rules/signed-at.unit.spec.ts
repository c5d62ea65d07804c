import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { receivedAtForMerchant, signedAtForBuyer, type SigningCandidate } from './signed-at.js';

describe('when a buyer has signed', () => {
  it('is the latest of what the platform and the carrier say', () => {
    expect(
      signedAtForBuyer([
        { source: 'platform', at: 10 },
        { source: 'carrier', at: 20 },
      ]),
    ).toEqual({ source: 'carrier', at: 20 });
  });

  it('is never a locker or a station the buyer did not consent to', () => {
    expect(
      signedAtForBuyer([{ source: 'placed', at: 30, consented: false, pickedOutAt: 40 }]),
    ).toBeUndefined();
    expect(
      signedAtForBuyer([
        { source: 'platform', at: 10 },
        { source: 'placed', at: 30, consented: false },
      ]),
    ).toEqual({ source: 'platform', at: 10 });
  });

  it('is the pick-out from a place the buyer consented to, and the placing where no pick-out is known', () => {
    expect(signedAtForBuyer([{ source: 'placed', at: 30, consented: true, pickedOutAt: 40 }])?.at).toBe(40);
    expect(signedAtForBuyer([{ source: 'placed', at: 30, consented: true }])?.at).toBe(30);
  });

  it('is not known while nobody says so', () => {
    expect(signedAtForBuyer([])).toBeUndefined();
  });

  it('is never moved forward by one more candidate', () => {
    const candidate: fc.Arbitrary<SigningCandidate> = fc.oneof(
      fc.record({ source: fc.constantFrom('platform', 'carrier'), at: fc.nat() }),
      fc.record({ source: fc.constant('placed' as const), at: fc.nat(), consented: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(candidate), candidate, (some, one) => {
        const before = signedAtForBuyer(some)?.at ?? -1;
        expect(signedAtForBuyer([...some, one])?.at ?? -1).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});

describe("when the merchant's refund clock starts", () => {
  it.each([
    ['the carrier, where the warehouse signs later', { warehouseAt: 20, carrierAt: 10 }, 10],
    ['the warehouse, where the carrier says it later', { warehouseAt: 10, carrierAt: 20 }, 10],
    ['whoever is known', { carrierAt: 20 }, 20],
    ['nobody', {}, undefined],
  ])('is told by %s', (_, receipt, expected) => {
    expect(receivedAtForMerchant(receipt)).toBe(expected);
  });
});
