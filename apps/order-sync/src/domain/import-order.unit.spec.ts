import { describe, expect, it } from '@jest/globals';
import { SECOND } from '@cartrail/kernel';
import fc from 'fast-check';
import { importOrder } from './import-order.js';
import type { ObservedOrder, ObservedParcel, Order, OrderFact } from './order.state.js';

const T0 = 1_700_000_000_000;

const parcel = (number: string, more: Partial<ObservedParcel> = {}): ObservedParcel => ({
  newId: `parcel-${number}`,
  number,
  carrier: 'YTO',
  platformCarrierCode: 'yuantong',
  lines: [{ platformLineId: 'L1', quantity: 1 }],
  shippedAt: T0 + 100 * SECOND,
  ...more,
});

const seen = (at: number, more: Partial<ObservedOrder> = {}): ObservedOrder => ({
  platform: 'douyin',
  shopId: 'shop',
  platformOrderId: '4714323456789012345',
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
  lines: [
    {
      lineId: 'line-1',
      platformLineId: 'L1',
      productId: '1',
      skuId: '2',
      quantity: 1,
      amountFen: 100,
      payAmountFen: 100,
      gift: false,
    },
  ],
  parcels: [],
  ...more,
});

interface Run {
  readonly order: Order | undefined;
  readonly facts: readonly OrderFact[];
}

const run = (observations: readonly ObservedOrder[]): Run =>
  observations.reduce<Run>(
    ({ order, facts }, observed) => {
      const decision = importOrder(order, observed);
      return decision.kind === 'changed'
        ? { order: decision.state, facts: [...facts, ...decision.facts] }
        : { order, facts };
    },
    { order: undefined, facts: [] },
  );

const names = ({ facts }: Run): string[] => facts.map((fact) => fact.type);

describe('importing an order', () => {
  it('keeps what is known of a receiver the platform shows no longer, and takes another place for news', () => {
    const shown = { ...seen(1).receiver, regionCode: '330106', sealed: 'sealed' };
    const hidden = {
      ...shown,
      nameMask: '',
      phoneMask: '',
      fingerprint: 'none',
      sealed: 'nothing',
      hidden: true,
    } as const;
    const shipped = run([seen(1, { receiver: shown }), seen(2, { status: 'shipped', receiver: hidden })]);
    expect([names(shipped), shipped.order?.receiver]).toEqual([['OrderImported'], shown]);
    const moved = { ...hidden, regionCode: '310101' };
    expect(names(run([seen(1, { receiver: shown }), seen(2, { receiver: moved })]))).toContain(
      'OrderAddressChanged',
    );
  });

  it('tells of a new order, each of its parcels and its end, in that order', () => {
    const done = run([
      seen(9, { status: 'finished', closeReason: 'finished', parcels: [parcel('A'), parcel('B')] }),
    ]);
    expect(names(done)).toEqual(['OrderImported', 'OrderShipped', 'OrderShipped', 'OrderClosed']);
  });

  it('tells of an order once it is paid, with what was paid and promised by then', () => {
    const unpaid = seen(1, { status: 'created', payAmountFen: 0 });
    const dearer = seen(2, { status: 'created', orderAmountFen: 120 });
    const bought = seen(3, { status: 'paid', paidAt: T0 + 9, promisedShipAt: T0 + 99, payAmountFen: 120 });
    expect(names(run([unpaid, dearer]))).toEqual([]);
    const done = run([unpaid, dearer, bought, bought, seen(4, { parcels: [parcel('A')] })]);
    expect(names(done)).toEqual(['OrderImported', 'OrderShipped']);
    expect(run([unpaid, dearer, bought]).order).toMatchObject({ paidAt: T0 + 9, payAmountFen: 120 });
  });

  it('tells of an order that ends unpaid when it ends', () => {
    const done = run([
      seen(1, { status: 'created' }),
      seen(2, { status: 'closed', closeReason: 'cancelled' }),
    ]);
    expect(names(done)).toEqual(['OrderImported', 'OrderClosed']);
  });

  it('stays quiet on a repeat, however often it is pulled', () => {
    const once = seen(1, { parcels: [parcel('A')] });
    expect(names(run([once, once, { ...once, askedAt: 5 }]))).toEqual(['OrderImported', 'OrderShipped']);
  });

  it('takes what changed within the second of the last pull, if it was asked later', () => {
    const done = run([
      seen(1, { askedAt: 1 }),
      seen(1, { askedAt: 2, parcels: [parcel('A')] }),
      seen(1, { askedAt: 1 }),
    ]);
    expect(names(done)).toEqual(['OrderImported', 'OrderShipped']);
  });

  it('tells of a changed address once', () => {
    const moved = {
      receiver: { nameMask: '张*', phoneMask: '138****1234', addressMask: '浙江省***', fingerprint: 'b' },
    };
    expect(names(run([seen(1), seen(2, moved), seen(3, moved)]))).toEqual([
      'OrderImported',
      'OrderAddressChanged',
    ]);
  });

  it('names the number a new one replaces, by the platform’s own parcel', () => {
    const before = seen(1, {
      status: 'shipped',
      parcels: [parcel('A', { platformParcelId: 'D1' }), parcel('B', { platformParcelId: 'D2' })],
    });
    const after = seen(2, {
      status: 'shipped',
      parcels: [parcel('A', { platformParcelId: 'D1' }), parcel('C', { platformParcelId: 'D2' })],
    });
    const done = run([before, after, after]);
    expect(done.facts.at(-1)).toMatchObject({
      type: 'OrderShipped',
      parcel: { number: 'C' },
      replaces: { number: 'B' },
    });
    expect(done.facts).toHaveLength(4);
    expect(done.order?.parcels.map(({ number, replacedBy }) => [number, replacedBy])).toEqual([
      ['A', undefined],
      ['B', 'parcel-C'],
      ['C', undefined],
    ]);
  });

  it('names it by the goods where the platform names no parcel', () => {
    const done = run([seen(1, { parcels: [parcel('A')] }), seen(2, { parcels: [parcel('B')] })]);
    expect(done.facts.at(-1)).toMatchObject({ parcel: { number: 'B' }, replaces: { number: 'A' } });
  });

  it('takes a second parcel of the same goods for a parcel of its own', () => {
    const done = run([seen(1, { parcels: [parcel('A')] }), seen(2, { parcels: [parcel('A'), parcel('B')] })]);
    expect(done.facts.at(-1)).not.toHaveProperty('replaces');
  });

  it('leaves an end only for a refund', () => {
    const finished = seen(5, { status: 'finished', closeReason: 'finished' });
    expect(run([finished, seen(6, { status: 'shipped' })]).order?.status).toBe('finished');
    const refunded = run([
      finished,
      seen(6, { status: 'closed', closeReason: 'refunded' }),
      seen(7, { status: 'finished', closeReason: 'finished' }),
    ]);
    expect(refunded.order?.closeReason).toBe('refunded');
    expect(names(refunded)).toEqual(['OrderImported', 'OrderClosed', 'OrderClosed']);
  });

  it('keeps the goods’ category and weight as they were at import', () => {
    const line = {
      lineId: 'x',
      platformLineId: 'L1',
      productId: '1',
      skuId: '2',
      quantity: 1,
      amountFen: 1,
      payAmountFen: 1,
      gift: false,
    };
    const done = run([
      seen(1, { lines: [{ ...line, category: 'APPAREL' }] }),
      seen(2, { lines: [{ ...line, lineId: 'y', amountFen: 2 }] }),
    ]);
    expect(done.order?.lines).toEqual([
      { ...line, amountFen: 2, category: 'APPAREL', weightGrams: undefined },
    ]);
  });

  it('ends in the newest state with every parcel told once, in any order and repetition of pulls', () => {
    const life = [
      seen(1, { status: 'created' }),
      seen(2, { status: 'awaiting_shipment' }),
      seen(3, { status: 'shipped', partial: true, parcels: [parcel('A')] }),
      seen(3, { status: 'shipped', parcels: [parcel('A'), parcel('B')] }),
      seen(5, { status: 'finished', closeReason: 'finished', parcels: [parcel('A'), parcel('B')] }),
    ];
    const newest = run(life).order;
    const pulls = fc.array(fc.constantFrom(...life), { maxLength: 12 }).map((some) => [...some, ...life]);
    fc.assert(
      fc.property(
        pulls.chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
        (order) => {
          const done = run(order);
          expect(done.order).toEqual(newest);
          expect(names(done).sort()).toEqual([
            'OrderClosed',
            'OrderImported',
            'OrderShipped',
            'OrderShipped',
          ]);
        },
      ),
    );
  });
});
