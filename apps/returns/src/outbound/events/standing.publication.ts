import { CredentialsAccepted, CredentialsRefused } from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { AccountStanding, StandingFact } from '../../domain/account-standing.js';

export function toStandingPublication(
  fact: StandingFact,
  { accountId, provider }: AccountStanding,
): Publication {
  const ref = { accountId, provider };
  const occurredAt = fact.at;
  switch (fact.type) {
    case 'CredentialsRefused':
      return {
        event: CredentialsRefused,
        data: { ...ref, code: fact.code, refusedAt: toIso(fact.at) },
        occurredAt,
      };
    case 'CredentialsAccepted':
      return { event: CredentialsAccepted, data: { ...ref, acceptedAt: toIso(fact.at) }, occurredAt };
  }
}
