import { CarrierError, type CarrierErrorKind } from './errors.js';
import { CarrierHttpFailure } from './http.js';

/** What a call ends as when nobody can say whether it took effect; `acts`: its repetition would do something twice. */
export const unclear = (acts: boolean): CarrierErrorKind => (acts ? 'unknown-outcome' : 'retryable');

/** What goes wrong with every provider alike; what its answers mean is its own to say. */
export interface Failures {
  /** No answer. Only a request that never left is safe to repeat where the call acts. */
  readonly silence: (cause: unknown, acts: boolean) => CarrierError;
  /** An answer that says neither yes nor no, or both. */
  readonly notAnAnswer: (acts: boolean) => CarrierError;
  /** Ours to refuse, before or after asking. The message goes into logs: it names nobody and no place. */
  readonly permanent: (message: string) => CarrierError;
}

export const failuresOf = (provider: string): Failures => ({
  silence: (cause, acts) => {
    const failure = cause instanceof CarrierHttpFailure ? cause : undefined;
    const kind = failure?.sent === 'no' ? 'retryable' : unclear(acts);
    return new CarrierError(kind, failure?.message ?? 'no answer', { provider, cause });
  },
  notAnAnswer: (acts) =>
    new CarrierError(unclear(acts), 'the answer is not what the vendor documents', { provider }),
  permanent: (message) => new CarrierError('permanent', message, { provider }),
});
