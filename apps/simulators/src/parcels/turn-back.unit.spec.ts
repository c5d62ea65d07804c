import { HOUR } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { Parcel, PlanName } from '../state/model.js';
import { scansOf } from './plans.js';
import { turnedBack } from './turn-back.js';

const shippedAt = 1_800_000_000_000;

function parcel(plan: PlanName): Parcel {
  const trip = {
    carrier: 'YTO' as const,
    number: 'YT4000000000001',
    plan,
    faults: [],
    orderIds: [],
    fromRegion: '330100',
    toRegion: '440100',
    receiverTail: '5678',
    virtualTail: '1234',
    shippedAt,
  };
  return { ...trip, seq: 0, voidedAt: null, replacedBy: null, pushed: 0, scans: scansOf(trip) };
}

describe('a parcel that is turned back', () => {
  it.each(['normal', 'quick', 'stalls', 'fails-then-delivers'] as const)(
    'of plan %s keeps what it has been through, is stopped at its next scan, and signed for at home',
    (plan) => {
      const one = parcel(plan);
      for (const [index, { at, location }] of one.scans.slice(0, -1).entries()) {
        const scans = turnedBack(one, at);
        expect(scans.slice(0, index + 1)).toEqual(one.scans.slice(0, index + 1));
        expect(scans.slice(index + 1).map(({ code }) => code)).toEqual(['413', '407', '406']);
        expect(scans[index + 1]).toMatchObject({ at: one.scans[index + 1]?.at });
        expect(scans.at(-1)?.location).toBe(one.scans[0]?.location);
        expect([...scans].sort((a, b) => a.at - b.at)).toEqual(scans);
        expect(location).not.toBe('');
      }
    },
  );

  it('before anybody has taken it, is taken first', () => {
    const codes = turnedBack(parcel('normal'), shippedAt + HOUR).map(({ code }) => code);
    expect(codes).toEqual(['1', '413', '407', '406']);
  });

  it('when it has arrived, has nowhere to turn', () => {
    const one = parcel('normal');
    expect(turnedBack(one, one.scans.at(-1)?.at ?? 0)).toEqual(one.scans);
  });
});
