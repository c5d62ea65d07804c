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

export interface Use {
  readonly operation: Operation;
  readonly carrier: string;
  /** Whose turn it is: 1 is asked first. */
  readonly place: number;
}

/** The rows that name an account. */
export const usesOf = (preferences: readonly Preference[], accountId: string): readonly Use[] =>
  preferences
    .map(({ operation, carrier, accountIds }) => ({
      operation,
      carrier,
      place: accountIds.indexOf(accountId) + 1,
    }))
    .filter(({ place }) => place > 0);
