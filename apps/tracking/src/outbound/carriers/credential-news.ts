import type { CarrierPort } from '@cartrail/carriers';
import type { Cause, Clock } from '@cartrail/kernel';
import { change, type AggregateStore, type AnyChange } from '@cartrail/messaging';
import type { OpenedAccount } from '../../application/ports.js';
import {
  credentialsAccepted,
  credentialsRefused,
  type CarrierAccount,
} from '../../domain/carrier-account.js';

type Account = Pick<OpenedAccount<CarrierPort>, 'tenantId' | 'accountId' | 'sealedCredentials'>;

/** The credentials of an account were refused, or taken again. */
export interface CredentialsHeard extends Account {
  readonly refused: boolean;
}

/** What a call says of the credentials it was made with, as a change of their account. */
export class CredentialNews {
  constructor(
    private readonly store: AggregateStore<CarrierAccount, never>,
    private readonly clock: Clock,
  ) {}

  of(heard: CredentialsHeard, cause: Cause): AnyChange {
    return heard.refused ? this.refused(heard, cause) : this.accepted(heard, cause);
  }

  refused({ accountId, sealedCredentials }: Account, cause: Cause): AnyChange {
    const now = this.clock.now();
    return change({
      store: this.store,
      find: { id: accountId },
      cause,
      decide: (account) => credentialsRefused(account, sealedCredentials, now),
    });
  }

  accepted({ accountId, sealedCredentials }: Account, cause: Cause): AnyChange {
    return change({
      store: this.store,
      find: { id: accountId },
      cause,
      decide: (account) => credentialsAccepted(account, sealedCredentials),
    });
  }
}
