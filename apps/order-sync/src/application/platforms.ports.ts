import type { PlatformApplication } from '../domain/application.js';
import type { PlatformId } from '../domain/platform.js';
import type { OpenPlatform, PlatformManifest } from './connector.ports.js';
import type { ShopRef } from './platform.ports.js';

export interface ApplicationRef {
  readonly tenantId: string;
  readonly applicationId: string;
}

/** An application a platform pushes to, with everything its pushes may still be proved by. */
export interface PlatformConnection {
  /** `undefined`: the operator's own, for the shops of all tenants. */
  readonly tenantId?: string;
  readonly platform: PlatformId;
  readonly connectionId: string;
  /** The application's own. */
  readonly settings: Readonly<Record<string, string>>;
  readonly current: OpenPlatform;
  /** Opened with the credentials before, as long as they hold. */
  readonly previous?: OpenPlatform;
}

/** What says which application a shop is reached through. */
export type Through = Pick<ShopRef, 'tenantId' | 'platform' | 'applicationId'>;

/** Platforms as shops reach them. */
export interface Platforms {
  manifests(): readonly PlatformManifest[];
  manifest(platform: PlatformId): PlatformManifest;
  /** Through the shop's application. Throws {@link PlatformFailure} `forbidden` where there is none. */
  of(shop: Through): Promise<OpenPlatform>;
  /** The application itself; throws like `of`. */
  connectionOf(shop: Through): Promise<PlatformConnection>;
  connection(platform: string, connectionId: string): Promise<PlatformConnection | undefined>;
  /** Of many pushes at once, by connection id; unknown ones are left out. */
  connections(
    platform: string,
    connectionIds: readonly string[],
  ): Promise<ReadonlyMap<string, PlatformConnection>>;
  /** Without what was remembered: another process may have changed it. */
  connectionAnew(platform: string, connectionId: string): Promise<PlatformConnection | undefined>;
}

/** Whether an application may be reached there; says why not. */
export type HostRule = (url: URL) => string | undefined;

/** A tenant's own applications. */
export interface Applications {
  find(ref: ApplicationRef): Promise<PlatformApplication | undefined>;
  /** Of any tenants, by application id. */
  findAll(refs: readonly ApplicationRef[]): Promise<ReadonlyMap<string, PlatformApplication>>;
  all(tenantId: string): Promise<readonly PlatformApplication[]>;
}

/** An application of a tenant with shops at work. */
export interface ListeningApplication {
  readonly tenantId: string;
  readonly platform: PlatformId;
  readonly connectionId: string;
  readonly shops: readonly ShopRef[];
}

/** Who has to be listened for, across tenants. */
export interface ChannelDirectory {
  listening(platforms: readonly PlatformId[]): Promise<readonly ListeningApplication[]>;
}

/** A valid token for a shop, however many ask at once. */
export interface Tokens {
  use<T>(shop: ShopRef, call: (accessToken: string, platform: OpenPlatform) => Promise<T>): Promise<T>;
}
