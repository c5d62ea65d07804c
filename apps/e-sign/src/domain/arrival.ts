import { changed, nothing, type Decision } from '@cartrail/kernel';

export interface ExpectedLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly merchantSkuCode?: string;
  readonly title?: string;
  /** What may be objected to about it; absent: anything. */
  readonly objections?: readonly string[];
}

export interface ParcelNumber {
  /** In the one form every service knows it by. */
  readonly number: string;
  readonly carrier: string;
}

/** A return as the warehouse expects it. */
export interface Arrival {
  readonly returnId: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly afterSaleId?: string;
  readonly status: string;
  readonly warehouseCode?: string;
  readonly lines: readonly ExpectedLine[];
  /** A buyer may send one return in one parcel only; the newest number is the parcel's. */
  readonly numbers: readonly ParcelNumber[];
  /** The newest record that covers it. Written by signing alone. */
  readonly signedBy?: string;
  /** Sequence of the newest event heard of it. */
  readonly heard: number;
}

/** What one event of a return says about it. */
export interface News {
  readonly returnId: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly afterSaleId?: string;
  readonly sequence: number;
  readonly status?: string;
  readonly warehouseCode?: string;
  readonly lines?: readonly ExpectedLine[];
  readonly parcel?: ParcelNumber & { readonly replaces?: string };
}

export function hear(arrival: Arrival | undefined, news: News): Decision<Arrival, never> {
  if (!arrival) {
    const { returnId, orderId, shopId, lines } = news;
    // Without its lines nothing could be checked against it; the request, which has them, comes first.
    if (!lines) return nothing('not-requested');
    const first = { returnId, orderId, shopId, lines, status: 'Requested', numbers: [], heard: 0 };
    return changed(merge(first, news));
  }
  return news.sequence <= arrival.heard ? nothing('older') : changed(merge(arrival, news));
}

function merge(arrival: Arrival, news: News): Arrival {
  return {
    ...arrival,
    afterSaleId: news.afterSaleId ?? arrival.afterSaleId,
    status: news.status ?? arrival.status,
    warehouseCode: news.warehouseCode ?? arrival.warehouseCode,
    lines: news.lines ?? arrival.lines,
    numbers: news.parcel ? withParcel(arrival.numbers, news.parcel) : arrival.numbers,
    heard: news.sequence,
  };
}

/** A number that was replaced belongs to somebody else's parcel from then on. */
function withParcel(
  numbers: readonly ParcelNumber[],
  { number, carrier, replaces }: NonNullable<News['parcel']>,
): readonly ParcelNumber[] {
  const others = numbers.filter((known) => known.number !== number && known.number !== replaces);
  return [...others, { number, carrier }];
}
