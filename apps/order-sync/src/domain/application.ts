import {
  changed,
  fromShortId,
  isTenantId,
  nothing,
  refused,
  toShortId,
  type Decision,
  type Instant,
} from '@cartrail/kernel';
import type { PlatformId } from './platform.js';

/** What a vendor's console gave a tenant for one application. */
export interface PlatformApplication {
  readonly applicationId: string;
  readonly platform: PlatformId;
  readonly name: string;
  /** As stored: encrypted. Never readable again through any door. */
  readonly sealedCredentials: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly hosts: Readonly<Record<string, string>>;
  readonly createdAt: Instant;
  readonly rotatedAt?: Instant;
  /** What pushes are still verified with, after what replaced it. */
  readonly previous?: { readonly sealedCredentials: string; readonly validUntil: Instant };
}

export interface NewCredentials {
  readonly sealedCredentials: string;
  /** Whether sealed credentials are the ones that replace them. */
  readonly isSame: (sealed: string) => boolean;
  /** Business time in which the former ones still verify pushes. */
  readonly overlapMs: number;
}

/** The same credentials again change nothing: a repeat must not push out the former ones. */
export function rotateApplication(
  held: PlatformApplication | undefined,
  { sealedCredentials, isSame, overlapMs }: NewCredentials,
  now: Instant,
): Decision<PlatformApplication, never> {
  if (!held) return refused('platform-application/not-found');
  if (isSame(held.sealedCredentials)) return nothing('same credentials');
  return changed<PlatformApplication>({
    ...held,
    sealedCredentials,
    rotatedAt: now,
    previous: { sealedCredentials: held.sealedCredentials, validUntil: now + overlapMs },
  });
}

/** Values to take over; `null` takes one back. */
export type Given = Readonly<Record<string, string | null>>;

/** What the merchant answers of what the platform leaves open; names left out keep what they had. */
export function settleApplication(
  held: PlatformApplication | undefined,
  given: { readonly settings?: Given; readonly hosts?: Given },
): Decision<PlatformApplication, never> {
  if (!held) return refused('platform-application/not-found');
  return changed<PlatformApplication>({
    ...held,
    settings: merged(held.settings, given.settings),
    hosts: merged(held.hosts, given.hosts),
  });
}

function merged(held: Readonly<Record<string, string>>, given: Given = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...held, ...given }).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** `<tenant>-<application in base32>`: the tenant is readable, so that the first look-up already runs under its row-level security. */
export const connectionIdOf = (tenantId: string, applicationId: string): string =>
  `${tenantId}-${toShortId(applicationId)}`;

export function readConnectionId(
  connectionId: string,
): { readonly tenantId: string; readonly applicationId: string } | undefined {
  const [tenantId = '', short = '', ...rest] = connectionId.split('-');
  if (!isTenantId(tenantId) || rest.length > 0) return undefined;
  try {
    return { tenantId, applicationId: fromShortId(short) };
  } catch {
    return undefined;
  }
}

export const pushPathOf = (platform: string, connectionId: string): string =>
  `/callbacks/${platform}/${connectionId}`;
