import { settingsOf } from './settings.js';
import { kdniao } from './kdniao/adapter.js';
import { manifest as kdniaoManifest } from './kdniao/manifest.js';
import { kuaidi100 } from './kuaidi100/adapter.js';
import { manifest as kuaidi100Manifest } from './kuaidi100/manifest.js';
import type { CarrierManifest } from './manifest.js';
import type { CarrierDependencies, CarrierFactory, CarrierPort } from './port.js';

export interface CarrierEntry {
  readonly manifest: CarrierManifest;
  /** Validates an account's settings and opens it. Throws `CarrierSettingsError`. */
  create(settings: unknown, dependencies: CarrierDependencies): CarrierPort;
}

const entry = <Config extends object>(
  manifest: CarrierManifest<Config>,
  factory: CarrierFactory<Config>,
): CarrierEntry => ({
  manifest,
  create: (settings, dependencies) => factory(settingsOf(manifest, settings), dependencies),
});

/** Every provider we speak with, by its id. */
export const carrierFactories: ReadonlyMap<string, CarrierEntry> = new Map(
  [entry(kdniaoManifest, kdniao), entry(kuaidi100Manifest, kuaidi100)].map((each) => [
    each.manifest.provider,
    each,
  ]),
);
