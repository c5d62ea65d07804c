import type { Clock } from '@cartrail/kernel';
import { change, type AnyChange } from '@cartrail/messaging';
import type { AccountNews, NewsCause } from '../../application/ports.js';
import { hearOfCredentials, type CredentialNews } from '../../domain/account-standing.js';
import type { Stores } from '../stores.js';

/** What providers say of accounts, as changes of how these stand. */
export class StandingNews implements AccountNews<AnyChange> {
  constructor(
    private readonly store: Stores['standings'],
    private readonly clock: Clock,
  ) {}

  ofCredentials(news: CredentialNews, cause: NewsCause): AnyChange {
    const now = this.clock.now();
    return change({
      store: this.store,
      find: { id: news.accountId },
      createAs: news.accountId,
      cause,
      decide: (known) => hearOfCredentials(known, news, now),
    });
  }
}
