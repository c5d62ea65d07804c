import { fromShortId, HOUR, isTenantId, toShortId, type Instant } from '@cartrail/kernel';
import type { PlatformId } from './platform.js';

/** A merchant is on his way: which shop is asked for, and until when his answer counts. */
export interface PendingAuthorisation {
  readonly tenantId: string;
  readonly id: string;
  readonly platform: PlatformId;
  readonly applicationId?: string;
  readonly name: string;
  readonly merchantId?: string;
  readonly warehouseCode?: string;
  /** As it was sent: platforms compare it when the code is redeemed. */
  readonly redirectUri: string;
  readonly expiresAt: Instant;
}

/** How long a merchant may take to agree, in business time. */
export const AUTHORISATION_MS = HOUR;

/** What travels with the merchant: the tenant readable, so that the look-up runs under its row-level security. */
export interface State {
  readonly tenantId: string;
  readonly id: string;
  /** Unguessable; kept as its hash only. */
  readonly secret: string;
}

export const stateOf = ({ tenantId, id, secret }: State): string => `${tenantId}-${toShortId(id)}-${secret}`;

const SECRET = /^[a-f0-9]{32}$/;

export function readState(text: string): State | undefined {
  const [tenantId = '', short = '', secret = '', ...rest] = text.split('-');
  if (!isTenantId(tenantId) || !SECRET.test(secret) || rest.length > 0) return undefined;
  try {
    return { tenantId, id: fromShortId(short), secret };
  } catch {
    return undefined;
  }
}
