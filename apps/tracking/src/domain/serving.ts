/** What an account may be asked to do. Prices and couriers are asked for by returns. */
export const operations = ['track', 'subscribe', 'quote', 'book'] as const;
export type Operation = (typeof operations)[number];

export const ANY_CARRIER = '*';

/** Whose turn it is for an operation and a carrier, best first. */
export interface Preference {
  readonly operation: Operation;
  /** A code of our catalogue, or {@link ANY_CARRIER}. */
  readonly carrier: string;
  readonly accountIds: readonly string[];
}

export interface Wanted {
  readonly operation: Operation;
  readonly carrier: string;
}
