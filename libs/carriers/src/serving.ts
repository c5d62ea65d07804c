import { answersFor } from './direct.js';

/** Whose turn it is for an operation and a carrier, best first; the carrier is a code of ours, or `*` for any. */
export interface AccountPreference {
  readonly operation: string;
  readonly carrier: string;
  readonly accountIds: readonly string[];
}

interface Account {
  readonly accountId: string;
  readonly provider: string;
}

export interface WantedCall {
  readonly operation: string;
  readonly carrier: string;
}

const ANY_CARRIER = '*';

/**
 * The accounts a tenant's row names, in its order: the carrier's own row, or that of any carrier; else `undefined`. Whoever
 * carries parcels itself knows no others, whatever a row says: it is not asked, and not told whose goods go with whom. A row
 * of any carrier that names only such accounts says nothing about the carriers they do not know.
 */
export function preferred<A extends Account>(
  accounts: readonly A[],
  preferences: readonly AccountPreference[],
  { operation, carrier }: WantedCall,
): readonly A[] | undefined {
  const known = accounts.filter(({ provider }) => answersFor(provider, carrier));
  const named = (by: string): readonly A[] | undefined =>
    preferences
      .find((row) => row.operation === operation && row.carrier === by)
      ?.accountIds.flatMap((id) => known.filter(({ accountId }) => accountId === id));
  const usual = named(ANY_CARRIER);
  return named(carrier) ?? (usual?.length === 0 ? undefined : usual);
}

/** One account of each provider, the first given, in the order of `providers`; what that does not name comes after. */
export function onePerProvider<A extends Account>(
  accounts: readonly A[],
  providers: readonly string[] = [],
): readonly A[] {
  const rank = ({ provider }: A): number => {
    const place = providers.indexOf(provider);
    return place === -1 ? providers.length : place;
  };
  return accounts
    .filter(({ provider }, at) => accounts.findIndex((each) => each.provider === provider) === at)
    .toSorted((one, other) => rank(one) - rank(other));
}
