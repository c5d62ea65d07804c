import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OrderLine, Parcel } from './order.state.js';
import { linesOf } from './shipment.js';

const line = (lineId: string, quantity: number) => ({ lineId, quantity }) as OrderLine;
const parcel = (lines: Parcel['lines'], replacedBy?: string) => ({ lines, replacedBy }) as Parcel;
const lines = [line('a', 2), line('b', 1)];

describe('the goods of a parcel', () => {
  it('are everything that has not left, unless they are named', () => {
    expect(linesOf(lines, [])).toEqual({ lines, whole: true });
    expect(linesOf(lines, [parcel([{ lineId: 'a', quantity: 1 }])])).toEqual({
      lines: [line('a', 1), line('b', 1)],
      whole: false,
    });
    expect(linesOf(lines, [], [{ lineId: 'b', quantity: 1 }])).toMatchObject({ whole: false });
    expect(linesOf(lines, [], [...lines].reverse())).toMatchObject({ whole: true });
  });

  it('of a parcel that another number stands in for have left once', () => {
    const both = [parcel(lines, 'new'), parcel([{ lineId: 'a', quantity: 2 }])];
    expect(linesOf(lines, both)).toEqual({ lines: [line('b', 1)], whole: false });
  });

  it.each([
    ['shipment/nothing-left', [parcel(lines)], undefined],
    ['shipment/line-unknown', [], [{ lineId: 'c', quantity: 1 }]],
    ['shipment/quantity-exceeded', [], [{ lineId: 'b', quantity: 2 }]],
  ] as const)('are refused as %s', (refusal, parcels, wanted) => {
    expect(linesOf(lines, parcels, wanted)).toEqual({ refusal });
  });

  it('never leave more often than they were bought', () => {
    const quantities = fc.array(fc.nat(5), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(quantities, quantities, ([goneA = 0, goneB = 0], [a = 0, b = 0]) => {
        const gone = parcel([line('a', goneA), line('b', goneB)]);
        const taken = linesOf(lines, [gone], [line('a', a), line('b', b)]);
        if ('refusal' in taken) return;
        expect([goneA + a <= Math.max(2, goneA), goneB + b <= Math.max(1, goneB)]).toEqual([true, true]);
      }),
    );
  });
});
