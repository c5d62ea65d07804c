import { describe, expect, it } from '@jest/globals';
import { SECOND } from '@cartrail/kernel';
import fc from 'fast-check';
import type { AfterSale } from './after-sale.state.js';
import { leftOf, unitsOf } from './goods-left.js';
import { hearCase } from './hear-case.js';
import { importOrder } from './import-order.js';
import type { ObservedOrder, ObservedParcel, Order, OrderFact, OrderLine } from './order.state.js';

const T0 = 1_700_000_000_000;

const line = (id: string, quantity: number, gift = false): OrderLine => ({
  lineId: `line-${id}`,
  platformLineId: id,
  productId: '1',
  skuId: id,
  quantity,
  amountFen: 100,
  payAmountFen: gift ? 0 : 100,
  gift,
});

const parcel = (
  number: string,
  lines: Record<string, number>,
  more: Partial<ObservedParcel> = {},
): ObservedParcel => ({
  newId: `parcel-${number}`,
  number,
  carrier: 'YTO',
  platformCarrierCode: 'yuantong',
  lines: Object.entries(lines).map(([platformLineId, quantity]) => ({ platformLineId, quantity })),
  shippedAt: T0,
  ...more,
});

const seen = (at: number, more: Partial<ObservedOrder> = {}): ObservedOrder => ({
  platform: 'douyin',
  shopId: 'shop',
  platformOrderId: '1',
  status: 'awaiting_shipment',
  partial: false,
  attribution: { by: 'UNATTRIBUTED' },
  createdAt: T0,
  orderAmountFen: 100,
  payAmountFen: 100,
  postAmountFen: 0,
  receiver: { nameMask: '张*', phoneMask: '138****1234', addressMask: '浙江省***', fingerprint: 'a' },
  sourceUpdatedAt: T0 + at * SECOND,
  askedAt: 1,
  lines: [line('A', 2), line('B', 1), line('G', 1, true)],
  parcels: [],
  ...more,
});

const ask = (lines: Record<string, number>, more: Partial<AfterSale> = {}): AfterSale => ({
  platform: 'douyin',
  shopId: 'shop',
  platformAfterSaleId: '7',
  platformOrderId: '1',
  orderId: 'order',
  kind: 'refund_only_unshipped',
  status: 'requested',
  platformState: { type: '2', status: '6' },
  refunding: false,
  reason: 'UNKNOWN',
  refundAmountFen: 100,
  refundPostFen: 0,
  appliedAt: T0,
  sourceUpdatedAt: T0,
  askedAt: 1,
  lines: Object.entries(lines).map(([id, quantity]) => ({ lineId: `line-${id}`, quantity })),
  ...more,
});

type Step = ObservedOrder | readonly [caseId: string, ask: AfterSale];

interface Run {
  readonly order: Order | undefined;
  readonly facts: readonly OrderFact[];
}

const isCase = (step: Step): step is readonly [string, AfterSale] => Array.isArray(step);

const decide = (order: Order | undefined, step: Step) =>
  isCase(step) ? hearCase(order, ...step) : importOrder(order, step);

const run = (...steps: readonly Step[]): Run =>
  steps.reduce<Run>(
    ({ order, facts }, step) => {
      const decision = decide(order, step);
      return decision.kind === 'changed'
        ? { order: decision.state, facts: [...facts, ...decision.facts] }
        : { order, facts };
    },
    { order: undefined, facts: [] },
  );

const stops = ({ facts }: Run): readonly (readonly [number: string, reason: string, whole: boolean])[] =>
  facts.flatMap((fact) =>
    fact.type === 'ShipmentStopWanted' ? [[fact.parcel.number, fact.reason, fact.whole] as const] : [],
  );

type Held = 'ShippingHalted' | 'ShippingResumed';
const goods = (facts: readonly OrderFact[], type: Held) =>
  facts.flatMap((fact) => (fact.type === type && 'lines' in fact ? fact.lines : []));

const told = (done: Run): readonly unknown[] => [
  ...done.facts.flatMap((fact) =>
    fact.type === 'ShippingHalted' || fact.type === 'ShippingResumed'
      ? [[fact.type, ...fact.lines.map(({ lineId, quantity }) => `${lineId.slice(5)}${quantity}`)]]
      : [],
  ),
  ...stops(done),
];

const shipped = { status: 'shipped' } as const;
const A2 = { A: 2 };
const ALL = { A: 2, B: 1 };
const refundOf = (kind: AfterSale['kind'], lines: Record<string, number>, more: Partial<AfterSale> = {}) =>
  ['case', ask(lines, { kind, ...more })] as const;
const unshipped = (lines: Record<string, number>, more?: Partial<AfterSale>) =>
  refundOf('refund_only_unshipped', lines, more);

describe('a refund before shipping', () => {
  it('halts what has not left, once, and lets it go when the buyer takes it back or the merchant refuses', () => {
    const asked = unshipped(A2);
    expect(told(run(seen(1), asked, asked, seen(2), unshipped(A2, { status: 'in_dispute' })))).toEqual([
      ['ShippingHalted', 'A2'],
    ]);
    for (const status of ['closed', 'rejected'] as const) {
      expect(told(run(seen(1), asked, unshipped(A2, { status }), unshipped(A2, { status })))).toEqual([
        ['ShippingHalted', 'A2'],
        ['ShippingResumed', 'A2'],
      ]);
    }
  });

  it('halts what the platform refunded by itself before anybody asked us, and never lets it go', () => {
    const refunded = unshipped(A2, { status: 'refunded', outcome: 'refunded' });
    const end = seen(3, { status: 'closed', closeReason: 'refunded' });
    expect(told(run(seen(1), refunded, refunded, end))).toEqual([
      ['ShippingHalted', 'A2'],
      ['ShippingHalted', 'B1', 'G1'],
    ]);
  });

  it('halts the gift with the last of what was bought, and the whole order where no lines are told', () => {
    expect(told(run(seen(1), unshipped(ALL)))).toEqual([['ShippingHalted', 'A2', 'B1', 'G1']]);
    expect(told(run(seen(1), unshipped({})))).toEqual([['ShippingHalted', 'A2', 'B1', 'G1']]);
  });

  it('halts only what is still there of an order that is shipped in parts, and stops the rest on its way', () => {
    const part = seen(2, { ...shipped, partial: true, parcels: [parcel('X', { A: 1 })] });
    expect(told(run(seen(1), part, unshipped(A2)))).toEqual([
      ['ShippingHalted', 'A1'],
      ['X', 'refund_asked', true],
    ]);
  });

  it('stops what leaves although it was halted', () => {
    const out = seen(2, { ...shipped, parcels: [parcel('X', { A: 2, B: 1, G: 1 })] });
    expect(told(run(seen(1), unshipped(ALL), out, out))).toEqual([
      ['ShippingHalted', 'A2', 'B1', 'G1'],
      ['X', 'refund_asked', true],
    ]);
  });

  it('that becomes another kind of case lets the goods go', () => {
    const other = refundOf('return_refund', A2);
    expect(told(run(seen(1), unshipped(A2), other)).at(-1)).toEqual(['ShippingResumed', 'A2']);
  });
});

describe('an order cancelled or refunded before its goods arrived', () => {
  const out = seen(2, { ...shipped, parcels: [parcel('X', { A: 2 }), parcel('Y', { B: 1, G: 1 })] });

  it.each(['cancelled', 'refunded'] as const)('%s: stops every parcel once', (closeReason) => {
    const end = seen(3, { status: 'closed', closeReason, parcels: out.parcels });
    expect(told(run(seen(1), out, end, end, { ...end, askedAt: 9 }))).toEqual([
      ['X', closeReason, true],
      ['Y', closeReason, true],
    ]);
  });

  it('keeps at the warehouse what has not left', () => {
    const end = seen(3, { status: 'closed', closeReason: 'cancelled' });
    expect(told(run(seen(1), end))).toEqual([['ShippingHalted', 'A2', 'B1', 'G1']]);
  });

  it('says nothing of what it finds ended, and of a refund after the goods arrived', () => {
    const end = seen(3, { status: 'closed', closeReason: 'refunded', parcels: out.parcels });
    const finished = seen(2, { status: 'finished', closeReason: 'finished', parcels: out.parcels });
    expect(told(run(end, refundOf('refund_only_shipped', ALL)))).toEqual([]);
    expect(told(run(finished, end, refundOf('refund_only_shipped', ALL)))).toEqual([]);
  });

  it('stops the parcel that carries the goods now, not the number it stands in for', () => {
    const again = seen(3, { ...shipped, parcels: [parcel('Z', { A: 2 }), parcel('Y', { B: 1, G: 1 })] });
    const end = seen(4, { status: 'closed', closeReason: 'refunded', parcels: again.parcels });
    expect(told(run(seen(1), out, again, end))).toEqual([
      ['Y', 'refunded', true],
      ['Z', 'refunded', true],
    ]);
  });
});

describe('a refund of what is on its way', () => {
  const out = seen(2, { ...shipped, parcels: [parcel('X', { A: 1, B: 1, G: 1 }), parcel('Y', { A: 1 })] });
  const asked = (lines: Record<string, number>, more?: Partial<AfterSale>) =>
    refundOf('refund_only_shipped', lines, more);

  it('says whether anything in the parcel is still wanted, and again once nothing is', () => {
    expect(told(run(out, asked({ B: 1 }), asked({ B: 1 })))).toEqual([['X', 'refund_asked', false]]);
    expect(told(run(out, asked({ B: 1 }), asked(ALL)))).toEqual([
      ['X', 'refund_asked', false],
      ['X', 'refund_asked', true],
      ['Y', 'refund_asked', true],
    ]);
  });

  it('does not choose between two parcels of the same goods', () => {
    expect(told(run(out, asked({ A: 1 })))).toEqual([
      ['X', 'refund_asked', false],
      ['Y', 'refund_asked', false],
    ]);
  });

  it('names the one parcel of an order although the platform does not tell what is in it', () => {
    const blind = seen(2, { ...shipped, parcels: [parcel('X', {})] });
    expect(told(run(blind, asked(ALL)))).toEqual([['X', 'refund_asked', true]]);
    expect(told(run(blind, asked(A2)))).toEqual([['X', 'refund_asked', false]]);
    const [fact] = run(blind, asked(A2)).facts.filter(({ type }) => type === 'ShipmentStopWanted');
    expect(fact).toMatchObject({ lines: [{ lineId: 'line-A', quantity: 2 }] });
  });

  it('of an order in several parcels nobody tells the contents of stops them only once nothing is wanted', () => {
    const blind = seen(2, { ...shipped, parcels: [parcel('X', {}), parcel('Y', {})] });
    const wanted = run(blind, asked(A2), asked(ALL));
    expect(told(wanted).filter((stop) => Array.isArray(stop) && stop[2] === true)).toEqual([
      ['X', 'refund_asked', true],
      ['Y', 'refund_asked', true],
    ]);
    expect(told(run(blind, asked(A2)))).toEqual([
      ['X', 'refund_asked', false],
      ['Y', 'refund_asked', false],
    ]);
  });

  it('is not asked twice for one parcel when the buyer takes it back and asks again', () => {
    const end = run(out, asked(ALL), asked(ALL, { status: 'closed' }), asked(ALL));
    expect(told(end)).toHaveLength(2);
  });

  it('read of the shop’s past stops nothing, and still halts what has not left', () => {
    const past = { first: { via: 'backfill', at: T0 } } as const;
    expect(told(run(out, asked(ALL, past), asked(ALL, past)))).toEqual([]);
    expect(told(run(seen(1), unshipped(A2, past)))).toEqual([['ShippingHalted', 'A2']]);
  });

  it('of goods that come back in a parcel of their own stops nothing', () => {
    expect(told(run(out, refundOf('return_refund', ALL)))).toEqual([]);
  });
});

describe('an address that changes', () => {
  const moved = {
    receiver: { nameMask: '张*', phoneMask: '138****1234', addressMask: '浙江省***', fingerprint: 'b' },
  };
  const out = seen(2, { ...shipped, parcels: [parcel('X', { A: 2 })] });
  const addresses = ({ facts }: Run) =>
    facts.flatMap((fact) => (fact.type === 'OrderAddressChanged' ? [fact.parcelIds] : []));

  it('before shipping concerns no parcel, also where it is shipped by the time it is seen', () => {
    const done = run(seen(1), { ...out, ...moved });
    expect([addresses(done), told(done)]).toEqual([[[]], []]);
  });

  it('after shipping names the parcels that go to the old one, and wants each stopped once', () => {
    const again = { receiver: { ...moved.receiver, fingerprint: 'c' } };
    const done = run(
      seen(1),
      out,
      { ...out, ...moved, sourceUpdatedAt: T0 + 3 * SECOND },
      {
        ...out,
        ...again,
        sourceUpdatedAt: T0 + 4 * SECOND,
      },
    );
    expect(addresses(done)).toEqual([['parcel-X'], ['parcel-X']]);
    expect(told(done)).toEqual([['X', 'address_changed', true]]);
    expect(done.order?.parcels.map(({ number }) => number)).toEqual(['X']);
  });

  it('of an order that is over concerns no parcel', () => {
    const end = { status: 'finished', closeReason: 'finished' } as const;
    const done = run(seen(1), out, { ...out, ...moved, ...end, sourceUpdatedAt: T0 + 3 * SECOND });
    expect([addresses(done), told(done)]).toEqual([[[]], []]);
  });
});

describe('whatever comes in whatever order', () => {
  const steps: readonly Step[] = [
    seen(1),
    seen(2, { ...shipped, partial: true, parcels: [parcel('X', { A: 1 })] }),
    seen(3, { ...shipped, parcels: [parcel('X', { A: 1 }), parcel('Y', { A: 1, B: 1, G: 1 })] }),
    ...(['requested', 'rejected', 'refunded', 'closed'] as const).flatMap((status): Step[] => [
      ['c1', ask(A2, { status })],
      ['c2', ask(ALL, { status, kind: 'refund_only_shipped' })],
    ]),
  ];
  const story = fc.array(fc.constantFrom(...steps), { maxLength: 14 });

  it('what was halted less what was let go and what left is what is halted, and never more than is there', () => {
    fc.assert(
      fc.property(story, (chosen) => {
        let order = run(seen(0)).order;
        const balance = new Map<string, number>();
        for (const step of chosen) {
          const decision = decide(order, step);
          if (decision.kind !== 'changed') continue;
          order = decision.state;
          for (const each of order.lines) {
            const { lineId } = each;
            const left = leftOf(order, each);
            const before = Math.min(balance.get(lineId) ?? 0, left);
            const more = unitsOf(goods(decision.facts, 'ShippingHalted'), lineId);
            const less = unitsOf(goods(decision.facts, 'ShippingResumed'), lineId);
            balance.set(lineId, before + more - less);
            expect(balance.get(lineId)).toBe(unitsOf(order.recall?.halted ?? [], lineId));
            expect(balance.get(lineId)).toBeLessThanOrEqual(left);
          }
        }
      }),
    );
  });

  it('each parcel is wanted back once for one reason, and once more when all of it is', () => {
    fc.assert(
      fc.property(story, (chosen) => {
        const texts = stops(run(seen(0), ...chosen)).map((stop) => JSON.stringify(stop));
        expect(new Set(texts).size).toBe(texts.length);
      }),
    );
  });
});
