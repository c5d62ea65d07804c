import type { Clock } from '@cartrail/kernel';
import { connectionIdOf, readConnectionId, type PlatformApplication } from '../domain/application.js';
import type { PlatformId } from '../domain/platform.js';
import { readRejections } from '../domain/rejections.js';
import {
  PlatformFailure,
  type Application,
  type ApplicationRef,
  type Applications,
  type Connector,
  type OpenPlatform,
  type PlatformConnection,
  type PlatformManifest,
  type Platforms,
  type Through,
} from './ports.js';

/** How long a look-up holds: a change made in another process is heard of so much later, at most. */
const REMEMBERED_MS = 2_000;

export interface Opening {
  /** The tenant's credentials in the clear, for as long as the platform is open. */
  credentials(ref: ApplicationRef, sealed: string): Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Machine time. */
  readonly now: () => number;
}

interface Remembered {
  readonly connection: PlatformConnection | undefined;
  readonly version: string;
  readonly at: number;
}

/** Every application's platform, opened once and again only when the application changed. */
export class OpenPlatforms implements Platforms {
  private readonly connectors: ReadonlyMap<string, Connector>;
  private readonly remembered = new Map<string, Remembered>();
  private readonly operators: ReadonlyMap<string, PlatformConnection>;

  constructor(
    connectors: readonly Connector[],
    operators: readonly { readonly platform: PlatformId; readonly application: Application }[],
    private readonly applications: Applications,
    private readonly opening: Opening,
  ) {
    this.connectors = new Map(connectors.map((connector) => [connector.manifest.id, connector]));
    this.operators = new Map(
      operators.map(({ platform, application }) => {
        const { connectionId, settings } = application;
        return [platform, { platform, connectionId, settings, current: this.open(platform, application) }];
      }),
    );
  }

  manifests(): readonly PlatformManifest[] {
    return [...this.connectors.values()].map(({ manifest }) => manifest);
  }

  manifest(platform: PlatformId): PlatformManifest {
    return this.connector(platform).manifest;
  }

  async of(shop: Through): Promise<OpenPlatform> {
    return (await this.connectionOf(shop)).current;
  }

  async connectionOf({ tenantId, platform, applicationId }: Through): Promise<PlatformConnection> {
    const found =
      applicationId === undefined
        ? this.operators.get(platform)
        : await this.connection(platform, connectionIdOf(tenantId, applicationId));
    if (!found)
      throw new PlatformFailure('forbidden', `there is no application at ${platform} for this shop`);
    return found;
  }

  async connection(platform: string, connectionId: string): Promise<PlatformConnection | undefined> {
    return this.fresh(platform, connectionId) ?? this.connectionAnew(platform, connectionId);
  }

  /** One look-up for all that are not remembered. */
  async connections(
    platform: string,
    connectionIds: readonly string[],
  ): Promise<ReadonlyMap<string, PlatformConnection>> {
    const found = new Map<string, PlatformConnection>();
    const missing: { readonly connectionId: string; readonly ref: ApplicationRef }[] = [];
    for (const connectionId of new Set(connectionIds)) {
      const known = this.fresh(platform, connectionId);
      const ref = known ? undefined : readConnectionId(connectionId);
      if (known) found.set(connectionId, known);
      else if (ref) missing.push({ connectionId, ref });
    }
    if (missing.length === 0) return found;
    const held = await this.applications.findAll(missing.map(({ ref }) => ref));
    for (const { connectionId, ref } of missing) {
      const application = held.get(ref.applicationId);
      if (application?.platform === platform)
        found.set(connectionId, this.remember(ref, connectionId, application));
    }
    return found;
  }

  private fresh(platform: string, connectionId: string): PlatformConnection | undefined {
    const operator = this.operators.get(platform);
    if (operator?.connectionId === connectionId) return operator;
    const known = this.remembered.get(connectionId);
    const holds = known !== undefined && this.opening.now() - known.at < REMEMBERED_MS;
    return holds && known.connection?.platform === platform ? known.connection : undefined;
  }

  async connectionAnew(platform: string, connectionId: string): Promise<PlatformConnection | undefined> {
    const operator = this.operators.get(platform);
    if (operator?.connectionId === connectionId) return operator;
    const ref = readConnectionId(connectionId);
    const held = ref && (await this.applications.find(ref));
    if (!ref || held?.platform !== platform) return undefined;
    return this.remember(ref, connectionId, held);
  }

  private remember(ref: ApplicationRef, connectionId: string, held: PlatformApplication): PlatformConnection {
    const previous =
      held.previous && this.opening.clock.now() < held.previous.validUntil ? held.previous : undefined;
    const version = JSON.stringify([
      held.sealedCredentials,
      previous?.sealedCredentials,
      held.settings,
      held.hosts,
    ]);
    const known = this.remembered.get(connectionId);
    const connection =
      known?.version === version && known.connection
        ? known.connection
        : this.openAll(ref, connectionId, held, previous?.sealedCredentials);
    this.remembered.set(connectionId, { connection, version, at: this.opening.now() });
    return connection;
  }

  private openAll(
    ref: ApplicationRef,
    connectionId: string,
    { platform, settings, hosts, sealedCredentials }: PlatformApplication,
    previous: string | undefined,
  ): PlatformConnection {
    const openWith = (sealed: string): OpenPlatform =>
      this.open(platform, {
        connectionId,
        credentials: this.opening.credentials(ref, sealed),
        settings,
        hosts,
        timeoutMs: this.opening.timeoutMs,
      });
    return {
      tenantId: ref.tenantId,
      platform,
      connectionId,
      settings,
      current: openWith(sealedCredentials),
      ...(previous !== undefined && { previous: openWith(previous) }),
    };
  }

  private open(platform: PlatformId, application: Application): OpenPlatform {
    const rejections = readRejections(application.settings['rejectReasonCodes']);
    return { ...this.connector(platform).open(application, this.opening.clock), rejections };
  }

  private connector(platform: PlatformId): Connector {
    const found = this.connectors.get(platform);
    if (!found) throw new PlatformFailure('forbidden', `there is no connector for ${platform}`);
    return found;
  }
}
