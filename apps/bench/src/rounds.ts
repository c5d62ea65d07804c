import { type MeasureName } from './options.js';

export const ROUNDS = 3;

export interface Round {
  readonly perSecond: number;
  readonly limit: number;
  readonly offered: number;
  readonly found: number;
}

export interface Measured {
  readonly name: Exclude<MeasureName, 'G7' | 'carriers' | 'order-sync'>;
  readonly what: string;
  readonly limitName: 'R' | 'K' | 'F' | 'R / events' | 'U';
  readonly rounds: readonly Round[];
  /** More of it, under these names. */
  readonly figures?: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

export interface Latency {
  readonly name: 'G7';
  readonly what: string;
  readonly offered: number;
  readonly found: number;
  readonly p50: number;
  readonly p99: number;
  readonly notes: readonly string[];
}

/** The carrier library by itself: no events are offered, so none can be missing. */
export interface Carriers {
  readonly name: 'carriers';
  readonly speeds: readonly {
    /** The provider's, and the form where it has two: `sf`, `sf-xml`. */
    readonly name: string;
    readonly form: 'JSON' | 'XML' | 'JSON under SM4';
    readonly rounds: readonly Pick<Round, 'perSecond' | 'limit'>[];
    /** Of what is signed and parsed. */
    readonly bytes: number;
  }[];
  readonly unread: readonly { readonly provider: string; readonly why: string }[];
  /** Numbers a second, by round. */
  readonly recognised: readonly number[];
  /** Before, half-way and at the end, after a collection. */
  readonly memory: {
    readonly callbacks: number;
    readonly heapMb: readonly number[];
    readonly processMb: readonly number[];
  };
}

/** What a shop's orders take; times in ms, memory in MB of order-sync. */
export interface OrderSync {
  readonly name: 'order-sync';
  readonly latency: Pick<Latency, 'offered' | 'found' | 'p50' | 'p99'> & { readonly perSecond: number };
  readonly burst: {
    readonly pushes: number;
    readonly acknowledged: number;
    /** Pushes that were really sent. */
    readonly perSecond: number;
    /** Answered 503 and sent again. */
    readonly repeated: number;
    readonly ackP50: number;
    readonly ackP99: number;
    readonly orders: number;
    readonly lost: number;
    readonly doubled: number;
    readonly wrong: number;
    /** From the last acknowledgement until the last order was told; undefined: not within 5 minutes. */
    readonly drainSeconds: number | undefined;
    readonly peakMb: number;
  };
  /** The most of any batch of one order, and of any of a hundred. */
  readonly statements: {
    readonly batches: number;
    /** Batches of one and of a hundred whose statements were seen. */
    readonly found: readonly [number, number];
    readonly one: number;
    readonly hundred: number;
  };
  /** In order lines. */
  readonly imported: readonly Round[];
  readonly backfill: {
    readonly orders: number;
    readonly memoryMb: readonly number[];
    readonly peakMb: number;
  };
  readonly notes: readonly string[];
}

export type Outcome = Measured | Latency | Carriers | OrderSync;

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Half the range, as a share of the median. */
export function spread(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / 2 / median(values);
}
