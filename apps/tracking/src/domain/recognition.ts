/** A carrier a number may be of. */
export interface Guess {
  /** Our catalogue's code; UNKNOWN where a provider named one that is not in it. */
  readonly carrier: string;
  /** The provider's own code, where a provider named the carrier. */
  readonly carrierCode?: string;
  readonly confidence: 'certain' | 'likely' | 'possible';
  /** Why, for people. */
  readonly reasons: readonly string[];
}

/** What numbers of one batch share, so that parcels are counted by it. */
export type NumberForm = string;

/** How many of a tenant's parcels with numbers of one form were followed with this carrier. */
export interface Followed {
  readonly carrier: string;
  readonly parcels: number;
}

/**
 * How asking went: `retryable` is no answer, or none in time; `not-asked`, the time for all numbers was over, or the
 * provider had failed at another number.
 */
export type AskOutcome = 'answered' | 'throttled' | 'credentials' | 'permanent' | 'retryable' | 'not-asked';

/** What a provider said of one number, in its own order; nothing where it was not asked, failed, or knows nobody. */
export interface Opinion {
  readonly provider: string;
  readonly outcome: AskOutcome;
  readonly candidates: readonly Guess[];
}

export interface Recognition {
  /** As it was given. */
  readonly number: string;
  /** There is one carrier it can be of, and nobody names another. */
  readonly certain: boolean;
  /** The best guess first; empty where nothing fits. */
  readonly candidates: readonly Guess[];
  readonly asked: readonly Pick<Opinion, 'provider' | 'outcome'>[];
}
