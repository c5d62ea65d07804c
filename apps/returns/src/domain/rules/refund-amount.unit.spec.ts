import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from './allocate.js';
import { goodsRefunded, refundAmount, type RefundInput } from './refund-amount.js';

const threshold = { code: 'full-300-minus-50', thresholdFen: 30000, minusFen: 5000 };

/** Vector M2's order: A 20000 and B 15000, full 30000 minus 5000. */
const order: RefundInput = {
  lines: [
    { lineId: 'A', quantity: 1, payAmountFen: 17143, listFen: 20000 },
    { lineId: 'B', quantity: 1, payAmountFen: 12857, listFen: 15000 },
  ],
  paidFen: 30000,
  returning: [{ lineId: 'B', quantity: 1 }],
  returnedBefore: [],
  refundedBeforeFen: 0,
  freight: { outbound: 'merchant' },
};

const sum = (ledger: readonly { amountFen: number }[]) =>
  ledger.reduce((all, { amountFen }) => all + amountFen, 0);

describe('the amount of a refund', () => {
  it('M2: what is kept no longer earns the promotion: 30000 − 20000 = 10000, not 12857', () => {
    const { amountFen, ledger } = refundAmount({ ...order, promotions: [threshold] });
    expect(amountFen).toBe(10000);
    expect(ledger).toEqual([
      { kind: 'goods', lineId: 'B', amountFen: 12857 },
      { kind: 'promotion_lost', amountFen: -2857 },
    ]);
  });

  it('M2: the rest goes back with the rest of the goods', () => {
    const rest = refundAmount({
      ...order,
      promotions: [threshold],
      returning: [{ lineId: 'A', quantity: 1 }],
      returnedBefore: [{ lineId: 'B', quantity: 1 }],
      refundedBeforeFen: 10000,
    });
    expect(rest.amountFen).toBe(20000);
  });

  it('does not hand back later what a missing gift cost before', () => {
    const first = refundAmount({ ...order, promotions: [threshold], missingGiftsFen: 3000 });
    expect(first.amountFen).toBe(7000);
    const second = refundAmount({
      ...order,
      promotions: [threshold],
      returning: [{ lineId: 'A', quantity: 1 }],
      returnedBefore: order.returning,
      refundedBeforeFen: first.amountFen,
      goodsRefundedBeforeFen: goodsRefunded(first.ledger),
    });
    expect(first.amountFen + second.amountFen).toBe(27000);
  });

  it('is what was paid for the line where no promotion is recomputed', () => {
    expect(refundAmount(order).amountFen).toBe(12857);
  });

  it.each([
    ['a promotion of the other line', [{ ...threshold, thresholdFen: 20000, lineIds: ['A'] }], 15000],
    ['a promotion still earned', [{ ...threshold, thresholdFen: 20000 }], 15000],
  ])('keeps %s out of the recomputation', (_, promotions, expected) => {
    expect(refundAmount({ ...order, promotions }).amountFen).toBe(expected);
  });

  it('adds the outbound freight the merchant owes, and takes off the freight, gift and discount owed to him', () => {
    const full = {
      ...order,
      paidFen: 31000,
      outboundPaidFen: 1000,
      returning: [
        { lineId: 'A', quantity: 1 },
        { lineId: 'B', quantity: 1 },
      ],
    };
    expect(refundAmount(full).amountFen).toBe(31000);
    expect(refundAmount({ ...full, missingGiftsFen: 500, agreedDiscountFen: 300 }).amountFen).toBe(30200);
    const charged = { ...order, freight: { outbound: 'buyer' }, outboundChargeFen: 800 } as const;
    expect(refundAmount(charged)).toMatchObject({
      amountFen: 12057,
      ledger: [{ kind: 'goods' }, { kind: 'outbound_charge', amountFen: -800 }],
    });
    expect(refundAmount({ ...full, freight: {} }).amountFen).toBe(30000);
  });

  it('evens out with the next goods what a broken promotion took too much of', () => {
    // B alone would cost more than everything did: nothing is due for A, and less for B.
    const cheap = {
      ...order,
      lines: [
        { lineId: 'A', quantity: 1, payAmountFen: 1000, listFen: 16000 },
        { lineId: 'B', quantity: 1, payAmountFen: 9000, listFen: 15000 },
      ],
      paidFen: 10000,
      promotions: [{ ...threshold, minusFen: 21000 }],
    };
    expect(refundAmount({ ...cheap, returning: [{ lineId: 'A', quantity: 1 }] }).amountFen).toBe(0);
    const rest = {
      returnedBefore: [{ lineId: 'A', quantity: 1 }],
      returning: [{ lineId: 'B', quantity: 1 }],
    };
    expect(refundAmount({ ...cheap, ...rest }).amountFen).toBe(10000);
  });

  it("is the platform's amount where the platform names one, and no more", () => {
    expect(refundAmount({ ...order, platformRefundableFen: 12000 })).toMatchObject({
      amountFen: 12000,
      ledger: [{ kind: 'goods' }, { kind: 'platform_amount', amountFen: -857 }],
    });
    expect(refundAmount({ ...order, platformRefundableFen: 13000 }).amountFen).toBe(13000);
    expect(refundAmount({ ...order, platformRefundableFen: 12000, agreedDiscountFen: 2000 }).amountFen).toBe(
      10000,
    );
  });

  it('is nothing rather than less', () => {
    expect(refundAmount({ ...order, agreedDiscountFen: 20000 })).toMatchObject({
      amountFen: 0,
      ledger: [{ kind: 'goods' }, { kind: 'agreed_discount' }, { kind: 'floor', amountFen: 7143 }],
    });
  });

  it('leaves no more to refund than was paid and not refunded yet', () => {
    expect(refundAmount({ ...order, refundedBeforeFen: 25000 }).amountFen).toBe(5000);
    expect(refundAmount({ ...order, refundedBeforeFen: 25000, platformRefundableFen: 9000 }).amountFen).toBe(
      5000,
    );
  });

  it.each([
    ['a line the order does not have', { returning: [{ lineId: 'C', quantity: 1 }] }],
    ['more than the line has', { returning: [{ lineId: 'A', quantity: 2 }] }],
    ['what went back before', { returnedBefore: [{ lineId: 'B', quantity: 1 }] }],
    ['nothing', { returning: [] }],
    [
      'a line without a list price, where one is needed',
      { promotions: [threshold], lines: order.lines.map(({ listFen: _, ...line }) => line) },
    ],
  ])('does not exist for %s', (_, wrong) => {
    expect(() => refundAmount({ ...order, ...wrong })).toThrow(RangeError);
  });
});

describe('all refunds of an order', () => {
  const fen = fc.integer({ min: 0, max: 1_000_00 });
  const line = fc.record({ quantity: fc.integer({ min: 1, max: 4 }), listFen: fen });
  const promotion = fc.record({ code: fc.string(), thresholdFen: fen, minusFen: fen });
  const taken = fc.record({
    missingGiftsFen: fc.option(fen, { nil: 0 }),
    agreedDiscountFen: fc.option(fen, { nil: 0 }),
    outboundChargeFen: fc.option(fen, { nil: 0 }),
  });
  const cart = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    promotions: fc.array(promotion, { maxLength: 2 }),
    recomputed: fc.boolean(),
    outboundPaidFen: fc.integer({ min: 0, max: 3000 }),
    outbound: fc.constantFrom('merchant' as const, 'buyer' as const, undefined),
    /** In which order the units come back, and how many at once. */
    shuffle: fc.array(fc.nat(), { minLength: 16, maxLength: 16 }),
    together: fc.integer({ min: 1, max: 3 }),
  });
  type Cart = typeof cart extends fc.Arbitrary<infer T> ? T : never;

  /** What the cart cost: list prices less the promotions it earns, shared over the lines. */
  function sold({ lines, promotions, outboundPaidFen }: Cart) {
    const list = lines.reduce((all, { listFen }) => all + listFen, 0);
    const off = promotions
      .filter(({ thresholdFen }) => list > 0 && list >= thresholdFen)
      .reduce((all, { minusFen }) => all + Math.min(minusFen, list), 0);
    const shares = allocate(
      Math.min(off, list),
      lines.map(({ listFen }) => listFen),
    );
    const paidLines = lines.map(({ quantity, listFen }, at) => ({
      lineId: `l${at}`,
      quantity,
      listFen,
      payAmountFen: listFen - (shares[at] ?? 0),
    }));
    const goods = paidLines.reduce((all, { payAmountFen }) => all + payAmountFen, 0);
    return { paidLines, goods, paidFen: goods + outboundPaidFen };
  }

  /** Every unit comes back, in parcels; `extra` says what is taken off, and what the platform would pay. */
  function returnAll(some: Cart, extra: (at: number) => Partial<RefundInput>) {
    const { paidLines, goods, paidFen } = sold(some);
    const units = paidLines
      .flatMap(({ lineId, quantity }) => Array.from({ length: quantity }, () => lineId))
      .map((lineId, at) => ({ lineId, key: some.shuffle[at] ?? 0 }))
      .sort((a, b) => a.key - b.key)
      .map(({ lineId }) => ({ lineId, quantity: 1 }));
    const refunds: ReturnType<typeof refundAmount>[] = [];
    const total = () => refunds.reduce((all, { amountFen }) => all + amountFen, 0);
    for (let from = 0; from < units.length; from += some.together) {
      refunds.push(
        refundAmount({
          lines: paidLines,
          paidFen,
          returning: units.slice(from, from + some.together),
          returnedBefore: units.slice(0, from),
          refundedBeforeFen: total(),
          ...(some.recomputed && {
            promotions: some.promotions,
            goodsRefundedBeforeFen: refunds.reduce((all, { ledger }) => all + goodsRefunded(ledger), 0),
          }),
          freight: { outbound: some.outbound },
          outboundPaidFen: some.outboundPaidFen,
          ...extra(from),
        }),
      );
    }
    return { refunds, total: total(), goods, paidFen };
  }

  it('add up to what was paid, to the fen, once everything is back', () => {
    fc.assert(
      fc.property(cart, (some) => {
        const { refunds, total, goods } = returnAll(some, () => ({}));
        const freight = some.outbound === 'merchant' ? some.outboundPaidFen : 0;
        expect(total).toBe(goods + freight);
        const ofFreight = refunds.flatMap(({ ledger }) =>
          ledger.filter(({ kind }) => kind === 'outbound_freight'),
        );
        expect(sum(ofFreight)).toBe(freight);
      }),
    );
  });

  it('never exceed what was paid or what the platform allows, never fall below 0, and each ledger adds up', () => {
    const platform = fc.option(fen, { nil: undefined });
    fc.assert(
      fc.property(cart, fc.array(taken), fc.array(platform), (some, takings, limits) => {
        const { refunds, total, paidFen } = returnAll(some, (at) => ({
          ...takings[at],
          platformRefundableFen: limits[at],
        }));
        expect(total).toBeLessThanOrEqual(paidFen);
        for (const { amountFen, ledger } of refunds) {
          expect(Number.isSafeInteger(amountFen) && amountFen >= 0).toBe(true);
          expect(sum(ledger)).toBe(amountFen);
        }
        const within = (at: number) => limits[at * some.together] ?? Infinity;
        expect(refunds.every(({ amountFen }, at) => amountFen <= within(at))).toBe(true);
      }),
    );
  });
});
