import { describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '@cartrail/contracts';
import { newId } from '@cartrail/kernel';
import { anAfterSaleAgreed, anAfterSaleRequested } from '@cartrail/testing';
import fc from 'fast-check';
import { aWholeReturn } from '../../test/support/a-return.js';
import { caseOf } from '../../test/support/fold.js';
import { documentFor } from './redact.js';

const { orderId, returnId, signOffId, sources } = aWholeReturn();
const inOrder = sources.flat();

/** Events of all sources in some order that keeps each source's own, some of them twice. */
const interleaved = fc
  .array(fc.nat(), { minLength: inOrder.length * 2, maxLength: inOrder.length * 2 })
  .map((choices) => {
    const left = sources.map((source) => [...source]);
    const events: EventEnvelope[] = [];
    for (const choice of choices) {
      const open = left.filter((source) => source.length > 0);
      const next = open[choice % Math.max(open.length, 1)]?.shift();
      if (next) events.push(next, ...(choice % 3 === 0 ? [next] : []));
    }
    return [...events, ...left.flat()];
  });

describe('a return in its case', () => {
  it('shows the way from the case to the refund', () => {
    const document = caseOf(inOrder, orderId);
    expect(document.afterSales).toMatchObject([
      { status: 'refunded', agreedBy: 'cartrail', refundedFen: 9_900 },
    ]);
    expect(document.returns).toMatchObject([
      {
        returnId,
        status: 'Refunded',
        number: 'YT9900000000021',
        pickups: [{ status: 'Settled', chargedFen: 1_310, number: 'YT9900000000021' }],
        refund: { status: 'refunded', amountFen: 9_900, failure: { reason: 'unavailable' } },
      },
    ]);
    expect(document.returns[0]?.signOffs.map(({ supersededBy }) => supersededBy)).toEqual([
      signOffId,
      undefined,
    ]);
    expect(document.parcels).toMatchObject([{ number: 'YT9900000000021', returnId }]);
  });

  it('comes out the same whichever topic is faster and however often events come', () => {
    const { parcels, afterSales, returns } = caseOf(inOrder, orderId);
    fc.assert(
      fc.property(interleaved, (events) => {
        expect(caseOf(events, orderId)).toMatchObject({ parcels, afterSales, returns });
      }),
      { numRuns: 50 },
    );
  });
});

describe('the platform’s case of a return', () => {
  it('keeps its deadline when the agreement names none', () => {
    const afterSaleId = newId();
    const ask = anAfterSaleRequested({ afterSaleId, orderId, statusDeadline: '2026-11-30T00:00:00.000Z' });
    const deadlineAfter = (shipBy?: string) => {
      const agreed = anAfterSaleAgreed({ afterSaleId, orderId, shipBy });
      return caseOf([ask, agreed], orderId).afterSales[0]?.statusDeadline;
    };
    expect(deadlineAfter()).toBe('2026-11-30T00:00:00.000Z');
    expect(deadlineAfter('2026-12-02T00:00:00.000Z')).toBe('2026-12-02T00:00:00.000Z');
  });
});

describe('a case as a role sees it', () => {
  const text = JSON.stringify(caseOf(inOrder, orderId));

  it('shows support no rates and no evidence, only that it was signed', () => {
    const seen = documentFor('support', text);
    for (const hidden of ['quoteFen', 'chargedFen', 'priceKind', 'recordHash', 'photoCount']) {
      expect(text).toContain(hidden);
      expect(seen).not.toContain(hidden);
    }
    expect(seen).toContain(signOffId);
  });

  it('is the stored text for everybody else, and for a case without a return', () => {
    expect(documentFor('merchant', text)).toBe(text);
    expect(documentFor('support', '{"returns":[]}')).toBe('{"returns":[]}');
    expect(documentFor('support', '{}')).toBe('{}');
  });
});
