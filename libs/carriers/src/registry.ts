import { settingsOf } from './settings.js';
import type { ScanStatus, StatusReason } from './status.js';
import { kdniao } from './kdniao/adapter.js';
import { manifest as kdniaoManifest } from './kdniao/manifest.js';
import { toStatus as kdniaoStatus } from './kdniao/status-table.js';
import { kuaidi100 } from './kuaidi100/adapter.js';
import { manifest as kuaidi100Manifest } from './kuaidi100/manifest.js';
import { toStatus as kuaidi100Status } from './kuaidi100/status-table.js';
import type { CarrierManifest } from './manifest.js';
import type { CarrierDependencies, CarrierFactory, CarrierPort } from './port.js';

export interface CarrierEntry {
  readonly manifest: CarrierManifest;
  /** Validates an account's settings and opens it. Throws `CarrierSettingsError`. */
  create(settings: unknown, dependencies: CarrierDependencies): CarrierPort;
  /** What one of its scan codes means to us; `UNKNOWN` where nobody mapped it. */
  meaningOf(code: string): Meaning;
}

export interface Meaning {
  readonly status: ScanStatus;
  readonly reason?: StatusReason;
}

const entry = <Config extends object>(
  manifest: CarrierManifest<Config>,
  factory: CarrierFactory<Config>,
  meaningOf: CarrierEntry['meaningOf'],
): CarrierEntry => ({
  manifest,
  meaningOf,
  create: (settings, dependencies) => factory(settingsOf(manifest, settings), dependencies),
});

/** Every provider we speak with, by its id. */
export const carrierFactories: ReadonlyMap<string, CarrierEntry> = new Map(
  [entry(kdniaoManifest, kdniao, kdniaoStatus), entry(kuaidi100Manifest, kuaidi100, kuaidi100Status)].map(
    (each) => [each.manifest.provider, each],
  ),
);
