import { toIso, type Instant } from '@cartrail/kernel';
import type { ListedAccount } from '../../application/account-desk.js';
import { refusalSince } from '../../domain/carrier-account.js';
import { callbackPathOf, connectionIdOf } from '../../domain/connection-id.js';

/** What may be shown of an account: everything but its credentials, sealed or not. */
export function toView(tenantId: string, { account, abilities, uses }: ListedAccount, now: Instant): object {
  const { accountId, provider, label, mode, baseUrl, limits } = account;
  const { createdAt, rotatedAt, previous } = account;
  const since = refusalSince(account);
  const connectionId = connectionIdOf(tenantId, accountId);
  return {
    accountId,
    provider,
    label,
    mode,
    baseUrl,
    limits,
    connectionId,
    callbackPath: callbackPathOf(provider, connectionId),
    ...abilities,
    preferences: uses,
    createdAt: toIso(createdAt),
    rotatedAt: rotatedAt === undefined ? undefined : toIso(rotatedAt),
    // The provider refuses the credentials.
    refusedSince: since === undefined ? undefined : toIso(since),
    // Until then callbacks signed with the former credentials are taken.
    formerUntil: previous && previous.validUntil > now ? toIso(previous.validUntil) : undefined,
  };
}
