import { HOUR, newId, type Clock } from '@cartrail/kernel';
import type { NewCredentials, PlatformApplication } from '../domain/application.js';
import { checkApplication, refuseOwn, type ApplicationGiven } from './check-application.js';
import type { ApplicationRef, Applications, HostRule, PlatformManifest, Platforms } from './ports.js';

/** Credentials, encrypted for one application only. */
export interface CredentialSealer {
  seal(credentials: object, ref: ApplicationRef): string;
  open(sealed: string, ref: ApplicationRef): object;
}

export interface NewApplication extends ApplicationGiven {
  readonly platform: string;
  readonly name: string;
  readonly credentials: Readonly<Record<string, unknown>>;
}

type Texts = Readonly<Record<string, string>>;

/** What is read, checked and sealed before anything about a tenant's application is decided. */
export class ApplicationDesk {
  constructor(
    private readonly applications: Applications,
    private readonly platforms: Platforms,
    private readonly sealer: CredentialSealer,
    private readonly clock: Clock,
    private readonly hosts: HostRule,
  ) {}

  /** Absent where there is no connector for it. */
  manifest(platform: string): PlatformManifest | undefined {
    return this.platforms.manifests().find(({ id }) => id === platform);
  }

  list(tenantId: string): Promise<readonly PlatformApplication[]> {
    return this.applications.all(tenantId);
  }

  find(ref: ApplicationRef): Promise<PlatformApplication | undefined> {
    return this.applications.find(ref);
  }

  /** Throws `WrongApplication`, which names fields and never their values. */
  open(tenantId: string, manifest: PlatformManifest, given: NewApplication): PlatformApplication {
    const { credentials, settings = {}, hosts = {} } = given;
    refuseOwn(manifest, settings);
    checkApplication(manifest, { credentials, settings, hosts }, this.hosts);
    const applicationId = newId();
    return {
      applicationId,
      platform: manifest.id,
      name: given.name,
      sealedCredentials: this.sealer.seal(credentials, { tenantId, applicationId }),
      // Checked above: nothing but texts.
      settings: settings as Texts,
      hosts: hosts as Texts,
      createdAt: this.clock.now(),
    };
  }

  /** Throws `WrongApplication`. */
  rotation(
    ref: ApplicationRef,
    held: PlatformApplication,
    given: { readonly credentials: Readonly<Record<string, unknown>>; readonly overlapHours: number },
  ): NewCredentials {
    const { credentials, overlapHours } = given;
    checkApplication(this.platforms.manifest(held.platform), { credentials }, this.hosts);
    const wanted = canonical(credentials);
    return {
      sealedCredentials: this.sealer.seal(credentials, ref),
      isSame: (sealed) => canonical(this.sealer.open(sealed, ref)) === wanted,
      overlapMs: overlapHours * HOUR,
    };
  }

  /** Throws `WrongApplication` for what the application would be; `null` takes a value back. */
  settled(held: PlatformApplication, given: Omit<ApplicationGiven, 'credentials'>): void {
    refuseOwn(this.platforms.manifest(held.platform), given.settings);
    const settings = { ...held.settings, ...given.settings };
    const hosts = { ...held.hosts, ...given.hosts };
    checkApplication(
      this.platforms.manifest(held.platform),
      { settings: kept(settings), hosts: kept(hosts) },
      this.hosts,
    );
  }
}

const kept = (given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));

/** Credentials are flat: the order in which they were written does not matter. */
const canonical = (credentials: object): string =>
  JSON.stringify(Object.entries(credentials).sort(([one], [other]) => (one < other ? -1 : 1)));
