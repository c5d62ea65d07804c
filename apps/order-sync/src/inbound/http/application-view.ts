import { toIso, type Instant } from '@cartrail/kernel';
import { settingsOf } from '../../application/check-application.js';
import type { PlatformManifest } from '../../application/ports.js';
import { connectionIdOf, pushPathOf, type PlatformApplication } from '../../domain/application.js';

/** What may be shown of an application: everything but its credentials, sealed or not. */
export function toApplicationView(tenantId: string, application: PlatformApplication, now: Instant): object {
  const { applicationId, platform, name, settings, hosts, createdAt, rotatedAt, previous } = application;
  const connectionId = connectionIdOf(tenantId, applicationId);
  return {
    applicationId,
    platform,
    name,
    connectionId,
    pushPath: pushPathOf(platform, connectionId),
    // A mapping is shown with its history, and is too long for a list.
    settings: Object.fromEntries(Object.entries(settings).filter(([field]) => field !== 'mapping')),
    hosts,
    createdAt: toIso(createdAt),
    rotatedAt: rotatedAt === undefined ? undefined : toIso(rotatedAt),
    // Until then pushes proved by the former credentials are taken.
    formerUntil: previous && previous.validUntil > now ? toIso(previous.validUntil) : undefined,
  };
}

/** What a platform can do, what it cannot and why, and what an application of it is asked for. */
export const toPlatformView = (manifest: PlatformManifest): object => ({
  id: manifest.id,
  names: { zh: manifest.zh, en: manifest.en },
  credentials: manifest.credentials,
  settings: settingsOf(manifest).filter(({ setBy }) => setBy === undefined),
  hosts: manifest.hosts,
  features: manifest.features,
  notSupported: manifest.notSupported,
  limits: manifest.limits ?? {},
});
