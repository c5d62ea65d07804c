import { fromShortId, isTenantId, toShortId } from '@cartrail/kernel';

/** `<tenant>-<account in base32>`: the tenant is readable, so that the first look-up already runs under its row-level security. */
export const connectionIdOf = (tenantId: string, accountId: string): string =>
  `${tenantId}-${toShortId(accountId)}`;

/** Where the provider's pushes about a connection come in. */
export const callbackPathOf = (provider: string, connectionId: string): string =>
  `/callbacks/${provider}/${connectionId}`;

export function readConnectionId(connectionId: string): { tenantId: string; accountId: string } | undefined {
  const [tenantId = '', short = '', ...rest] = connectionId.split('-');
  if (!isTenantId(tenantId) || rest.length > 0) return undefined;
  try {
    return { tenantId, accountId: fromShortId(short) };
  } catch {
    return undefined;
  }
}
