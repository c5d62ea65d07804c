import { storyOf } from './returns/stories.js';

/** One order's part in the journey: how it differs from its neighbours. */
export interface Part {
  readonly ref: string;
  readonly lines: readonly {
    readonly skuCode: string;
    readonly quantity: number;
    readonly priceFen: number;
  }[];
  readonly parcels: readonly {
    readonly carrier: string;
    readonly plan: string;
    readonly faults: readonly string[];
  }[];
  readonly orderFaults: readonly string[];
  readonly changesAddress: boolean;
  readonly replacesNumber: boolean;
  /** Orders of one buyer name him; others have a buyer each. */
  readonly buyer?: string;
}

export interface Article {
  readonly skuCode: string;
  readonly priceFen: number;
}

const CARRIERS = ['YTO', 'ZTO', 'YD', 'SF', 'JD', 'JTSD', 'STO'] as const;

/** Of every twenty orders, one each; the rest go the usual way. */
const PECULIAR: Readonly<
  Record<number, Partial<Part> & { readonly plan?: string; readonly faults?: readonly string[] }>
> = {
  1: { changesAddress: true },
  2: { replacesNumber: true },
  4: { faults: ['late'] },
  5: { faults: ['duplicate'] },
  6: { faults: ['reversed'] },
  7: { faults: ['dropped-push'] },
  8: { faults: ['unanswered-query'] },
  9: { plan: 'unknown-code' },
  10: { plan: 'never-picked' },
  11: { plan: 'stalls' },
  12: { plan: 'fails-then-delivers' },
  13: { plan: 'late-pickup' },
  14: { orderFaults: ['duplicate'] },
  15: { orderFaults: ['dropped-push'] },
  16: { orderFaults: ['reversed'] },
  17: { orderFaults: ['bad-signature'], faults: ['bad-signature'] },
};

/** The second return of one parcel is of the same buyer as the first. */
const sharesBuyer = (index: number): boolean =>
  [index, index + 1].some((each) => storyOf(each)?.courier === 'together');

/** The same list for the same number, so that a failing journey can be run again. */
export function plan(orders: number, articles: readonly Article[], run: string): Part[] {
  return Array.from({ length: orders }, (_, index) => {
    const own = PECULIAR[index % 20] ?? {};
    const lineCount = index % 4 === 3 ? Math.min(3, articles.length) : 1;
    const lines = Array.from({ length: lineCount }, (_unused, line) => {
      const article = articles[(index + line) % articles.length] ?? { skuCode: 'SKU', priceFen: 100 };
      return {
        skuCode: article.skuCode,
        quantity: lineCount > 1 ? 1 + (line % 2) : 2,
        priceFen: article.priceFen,
      };
    });
    const usual = storyOf(index) ? 'quick' : 'normal';
    const parcel = {
      carrier: CARRIERS[index % CARRIERS.length] ?? 'YTO',
      plan: own.plan ?? usual,
      faults: own.faults ?? [],
    };
    return {
      ref: `${run}-${index}`,
      lines,
      parcels: index % 5 === 3 ? [parcel, { ...parcel, carrier: 'ZTO', plan: usual, faults: [] }] : [parcel],
      orderFaults: own.orderFaults ?? [],
      changesAddress: own.changesAddress ?? false,
      replacesNumber: own.replacesNumber ?? false,
      ...(sharesBuyer(index) ? { buyer: `${run}-buyer-${Math.floor(index / 20)}` } : {}),
    };
  });
}
