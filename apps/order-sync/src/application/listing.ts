import type { Via } from '../domain/arrival.js';
import type { ShopRef, Window } from './platform.ports.js';

/** Calls with a valid token, renewed in between where it has to be: every page asks anew. */
export type Ask = <R>(call: (accessToken: string) => Promise<R>) => Promise<R>;

/** A list of the platform over a window of time. */
export interface Listing<T> {
  /** The longest window one question may be about, and how far back one may begin. */
  readonly maxSpanMs: number;
  readonly maxAgeMs: number;
  /**
   * The pages of a window that is no longer than `maxSpanMs`, in the order in which nothing slips between two of
   * them. Throws {@link TooManyRows} before the first page when the list does not reach to the end of the window.
   */
  pages(shop: ShopRef, window: Window, ask: Ask): AsyncIterable<readonly T[]>;
}

/** One reading of a window. */
export interface PollRun {
  readonly id: string;
  readonly via: Via;
  readonly window: Window;
}

/** The window holds more rows than the list can reach: it has to be halved. */
export class TooManyRows extends Error {
  constructor(readonly total: number) {
    super(`${total} rows are more than the list can reach`);
  }
}
