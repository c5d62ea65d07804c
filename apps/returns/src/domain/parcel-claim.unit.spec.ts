import { describe, expect, it } from '@jest/globals';
import { DAY } from '@cartrail/kernel';
import { claim, type ParcelClaim, type ReturnParcelClaims } from './parcel-claim.js';

const aClaim = (n: number, at: number): ParcelClaim => ({
  returnId: `r${n}`,
  orderId: `o${n}`,
  buyerRef: `b${n}`,
  carrier: 'YTO',
  at,
});

const claimed = (known: ReturnParcelClaims | undefined, wanted: ParcelClaim) => {
  const decision = claim(known, 'YT1', wanted);
  if (decision.kind !== 'changed') throw new Error(decision.kind);
  return decision;
};

describe('the claim on a parcel’s number', () => {
  it('keeps another buyer off while the parcel may be spoken of, and not when the carrier gave the number again', () => {
    const first = claimed(undefined, aClaim(1, 0)).state;
    expect(claimed(first, aClaim(2, 180 * DAY)).facts).toEqual([{ foreign: true }]);
    const again = claimed(first, aClaim(2, 181 * DAY));
    expect(again.facts).toEqual([{ foreign: false }]);
    expect(again.state.claims).toMatchObject([{ returnId: 'r2' }]);
  });

  it('lasts where nobody kept when it was made', () => {
    const old = { number: 'YT1', claims: [{ ...aClaim(1, 0), at: undefined }] };
    expect(claimed(old, aClaim(2, 999 * DAY)).facts).toEqual([{ foreign: true }]);
  });
});
