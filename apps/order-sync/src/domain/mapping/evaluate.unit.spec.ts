import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentWith, exampleText, samplePayload, validDocument } from '../../../test/mapping-examples.js';
import { catalogue } from '../../outbound/platforms/mapped/catalogue.js';
import { evaluateCase } from './evaluate-case.js';
import { evaluateOrder } from './evaluate-order.js';
import { limits } from './limits.js';
import { preview } from './review.js';
import { readDocument } from './validate.js';

const mall = validDocument('private-mall');
const erp = validDocument('erp-top');
const order = samplePayload('private-mall', 'order');
const aCase = samplePayload('private-mall', 'after-sale');
const ofMall = (changes: Record<string, unknown>) => evaluateOrder(mall, { ...order, ...changes }, catalogue);
const caseOf = (changes: Record<string, unknown>) => evaluateCase(mall, { ...aCase, ...changes }, catalogue);

describe('an order by a mapping', () => {
  it('comes out in our words and units, no digit lost', () => {
    const { result, key, mapped } = ofMall({});
    expect({ result, key }).toEqual({ result: 'ok', key: '4714323456789012345' });
    expect(mapped).toMatchObject({
      status: 'shipped',
      partial: false,
      payAmountFen: 9_005,
      orderAmountFen: 10_010,
      postAmountFen: 600,
      updatedAt: 1_700_003_600_000,
      liveRoomId: '7300000000000000001',
      receiver: { name: '王小明', phone: '13800001234', city: '杭州市' },
      parcels: [
        { number: 'SF1234567890123', carrier: 'SF', lines: [{ lineId: '9007199254740993', quantity: 2 }] },
      ],
    });
  });

  it('shares the payment out over its lines so that they add up to it', () => {
    const lines = ofMall({}).mapped?.lines ?? [];
    expect(lines.map(({ payAmountFen }) => payAmountFen)).toEqual([5_601, 2_804]);
    expect(lines.reduce((sum, line) => sum + line.payAmountFen, 0)).toBe(9_005 - 600);
  });

  it('has the stage its status map says, and why it ended', () => {
    const stages = [20, 35, 50, 90, 91].map((status) => {
      const { status: stage, partial, closeReason } = ofMall({ status }).mapped ?? {};
      return [stage, partial, closeReason];
    });
    expect(stages).toEqual([
      ['paid', false, undefined],
      ['shipped', true, undefined],
      ['finished', false, 'finished'],
      ['closed', false, 'cancelled'],
      ['closed', false, 'refunded'],
    ]);
  });

  it('is unknown, and no order, where its status is in no list', () => {
    const { result, mapped, unknown } = ofMall({ status: 77 });
    expect({ result, mapped, unknown }).toEqual({
      result: 'unknown',
      mapped: undefined,
      unknown: [{ what: 'order-status', value: '77' }],
    });
  });

  it('keeps a carrier of no list raw, and the order', () => {
    const deliveries = [{ deliveryId: 'd', company: 'Mars', waybill: '1', sentAt: 1_700_003_000, items: [] }];
    const { result, mapped, unknown } = ofMall({ deliveries });
    expect({ result, unknown }).toEqual({ result: 'unknown', unknown: [{ what: 'carrier', value: 'Mars' }] });
    expect(mapped?.parcels).toMatchObject([{ carrier: 'UNKNOWN', company: 'Mars' }]);
  });

  it('is rejected with the field, the place and the reason where it lacks what it needs', () => {
    const { result, mapped, trace } = ofMall({
      amounts: { paid: '9,5' },
      items: [{ sku: { id: 's' }, count: 0 }],
    });
    expect({ result, mapped }).toEqual({ result: 'rejected', mapped: undefined });
    expect(trace.filter(({ problem }) => problem !== undefined)).toMatchObject([
      { field: 'payAmountFen', from: ['$.amounts.paid'], problem: expect.stringMatching(/yuan/) },
      {
        field: 'lines[0].quantity',
        from: ['$.items[0].count'],
        problem: expect.stringMatching(/from 1 on/),
      },
      { field: 'lines[0].amountFen', from: [], problem: expect.stringMatching(/missing/) },
    ]);
  });

  it('is rejected without a line', () => {
    expect(ofMall({ items: [] }).trace).toContainEqual({
      field: 'lines',
      from: ['items[*]'],
      problem: 'there is no line',
    });
  });

  it('has no parcel for a row without a number', () => {
    const mapped = evaluateOrder(erp, samplePayload('erp-top', 'order'), catalogue).mapped;
    expect(mapped?.parcels.map(({ number }) => number)).toEqual(['78900000000009']);
  });

  it('is closed for the reason that two places tell together, and unknown where they tell none', () => {
    const closed = (changes: object) => {
      const payload = { ...samplePayload('erp-top', 'order'), ...changes };
      const { result, mapped } = evaluateOrder(erp, payload, catalogue);
      return mapped?.closeReason ?? result;
    };
    expect(closed({ status: 'TRADE_CLOSED', refundStatus: 'SUCCESS' })).toBe('refunded');
    expect(closed({ status: 'TRADE_CLOSED', refundStatus: '' })).toBe('cancelled');
    expect(closed({ status: 'TRADE_CLOSED', refundStatus: 'WAIT_SELLER_AGREE' })).toBe('unknown');
    expect(closed({ status: 'TRADE_FINISHED', refundStatus: 'SUCCESS' })).toBe('finished');
  });
});

describe('a case by a mapping', () => {
  it('comes out in our words, beside its own', () => {
    expect(caseOf({}).mapped).toMatchObject({
      kind: 'return_refund',
      status: 'return_shipped',
      rawType: '1',
      rawStatus: 'RETURNING',
      refundAmountFen: 5_937,
      reason: 'quality',
      version: '3',
      returnParcel: { number: '78900000000001', carrier: 'ZTO', company: 'zt' },
    });
  });

  it('succeeds with money, or with goods where it was about goods', () => {
    const end = (type: number) => {
      const { status, outcome } = caseOf({ type, status: 'DONE' }).mapped ?? {};
      return [status, outcome];
    };
    expect([1, 2, 4].map(end)).toEqual([
      ['refunded', 'refunded'],
      ['refunded', 'refunded'],
      ['completed', 'completed'],
    ]);
    expect(caseOf({ type: 9, status: 'DONE' }).mapped).toMatchObject({ kind: 'UNKNOWN', status: undefined });
  });

  it('is still where it was while its money is under way', () => {
    expect(caseOf({ status: 'RECEIVED' }).mapped).toMatchObject({
      status: 'return_shipped',
      refunding: true,
    });
    expect(caseOf({ status: 'RECEIVED', type: 2 }).mapped).toMatchObject({
      status: 'requested',
      refunding: true,
    });
  });

  it('keeps a status, a type and a reason of no list raw, and says so', () => {
    const { result, unknown, mapped } = caseOf({ status: 'NEW', type: 8, reason: 'R99' });
    expect(result).toBe('unknown');
    expect(unknown).toEqual([
      { what: 'after-sale-status', value: 'NEW' },
      { what: 'after-sale-type', value: '8' },
      { what: 'reason-code', value: 'R99' },
    ]);
    expect(mapped).toMatchObject({ status: undefined, kind: 'UNKNOWN', reason: 'UNKNOWN', rawStatus: 'NEW' });
  });

  it('is rejected over a type its document will not have otherwise', () => {
    const { result, trace } = evaluateCase(
      erp,
      { ...samplePayload('erp-top', 'after-sale'), refund_type: 'X' },
      catalogue,
    );
    expect(result).toBe('rejected');
    expect(trace).toContainEqual(
      expect.objectContaining({ field: 'type', problem: 'map "refundType" has no entry "X"' }),
    );
  });
});

describe('whatever comes', () => {
  const anyPayload = fc.oneof(fc.anything(), fc.jsonValue());

  it('evaluation never throws, and the same input gives the same output', () => {
    fc.assert(
      fc.property(anyPayload, (payload) => {
        for (const subject of ['order', 'afterSale'] as const) {
          const [first, second] = [1, 2].map(() => preview(mall, subject, payload, catalogue));
          expect(second).toEqual(first);
        }
      }),
    );
  });

  it('a sample spoiled in one place never throws, and is never taken for whole where a needed field is gone', () => {
    const spoilable = fc.constantFrom(...Object.keys(order));
    fc.assert(
      fc.property(spoilable, anyPayload, (name, value) => {
        const { result, mapped } = ofMall({ [name]: value });
        expect(result === 'rejected').toBe(mapped === undefined && result !== 'unknown');
      }),
    );
  });

  it('a document changed in one place is refused, or evaluates without throwing', () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('items[*]', '$', '@', 'raw', 'error', 'map', 'where'),
    );
    const pointers = placesOf(JSON.parse(exampleText('private-mall')));
    fc.assert(
      fc.property(fc.constantFrom(...pointers), values, (pointer, value) => {
        const read = readDocument(documentWith('private-mall', { [pointer]: value }), catalogue);
        if (read.kind === 'valid') preview(read.document, 'order', order, catalogue);
      }),
      { numRuns: 300 },
    );
  });

  it('a payload of many rows costs no more than its bound', () => {
    const items = Array.from({ length: limits.values + 1 }, () => (order['items'] as unknown[])[0]);
    expect(ofMall({ items }).trace).toContainEqual(
      expect.objectContaining({ field: 'lines', problem: expect.stringMatching(/more than 500/) }),
    );
    const wide = { from: ['$.items[*].count', '$.items[*].itemId'], steps: [{ do: 'join', with: ',' }] };
    const greedy = validDocument('private-mall', { '/order/lines/fields/title': wide });
    const costly = evaluateOrder(greedy, { ...order, items: items.slice(1) }, catalogue);
    expect(costly.trace.some(({ problem }) => problem?.includes('too much work'))).toBe(true);
  });
});

function placesOf(value: unknown, at = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([name, entry]) => [
    `${at}/${name}`,
    ...placesOf(entry, `${at}/${name}`),
  ]);
}
