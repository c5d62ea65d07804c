import { type MeasureName } from './options.js';

export const ROUNDS = 3;

export interface Round {
  readonly perSecond: number;
  readonly limit: number;
  readonly offered: number;
  readonly found: number;
}

export interface Measured {
  readonly name: Exclude<MeasureName, 'G7' | 'carriers'>;
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

export type Outcome = Measured | Latency | Carriers;

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
