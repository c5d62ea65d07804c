import { PlatformFailure, type Listing, type OpenPlatform } from '../../../application/ports.js';
import type { Problem } from '../../../domain/mapping/check.js';

/** A connection whose document is no document: every call says why. */
export function closedPlatform(problems: readonly Problem[]): OpenPlatform {
  const [first] = problems;
  const why = `the mapping is not valid: ${first?.pointer ?? ''} ${first?.message ?? ''}`.slice(0, 300);
  const refuse = (): Promise<never> => Promise.reject(new PlatformFailure('invalid', why));
  const listing: Listing<never> = {
    maxSpanMs: 86_400_000,
    maxAgeMs: 86_400_000,
    async *pages() {
      yield await refuse();
    },
  };
  return {
    authorisation: { grant: refuse, refresh: refuse },
    orders: { order: refuse, changed: listing },
    cases: { case: refuse, changed: listing, actions: {} },
  };
}
