import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';

/** Whether a provider takes the credentials an account asks it with for couriers and prices. */
export interface AccountStanding {
  readonly accountId: string;
  readonly provider: string;
  /** Which credentials it refuses. */
  readonly refused?: string;
}

/** What one call said of them; `credentials` tells those of before a change from those after it. */
export interface CredentialNews {
  readonly accountId: string;
  readonly provider: string;
  readonly credentials: string;
  readonly refused: boolean;
  /** The provider's own. */
  readonly code?: string;
}

export type StandingFact =
  | { readonly type: 'CredentialsRefused'; readonly code?: string; readonly at: Instant }
  | { readonly type: 'CredentialsAccepted'; readonly at: Instant };

/** However many calls say the same, it is told once. */
export function hearOfCredentials(
  known: AccountStanding | undefined,
  { accountId, provider, credentials, refused, code }: CredentialNews,
  at: Instant,
): Decision<AccountStanding, StandingFact> {
  if (refused) {
    if (known?.refused === credentials) return nothing('known');
    const standing = { accountId, provider, refused: credentials };
    return changed<AccountStanding, StandingFact>(standing, { type: 'CredentialsRefused', code, at });
  }
  if (known?.refused === undefined) return nothing('known');
  return changed<AccountStanding, StandingFact>({ accountId, provider }, { type: 'CredentialsAccepted', at });
}
