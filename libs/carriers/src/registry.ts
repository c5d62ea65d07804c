import { settingsOf } from './settings.js';
import type { ScanStatus, StatusReason } from './status.js';
import { jt } from './jt/adapter.js';
import { manifest as jtManifest } from './jt/manifest.js';
import { toStatus as jtStatus } from './jt/status-table.js';
import { ems } from './ems/adapter.js';
import { manifest as emsManifest } from './ems/manifest.js';
import { toStatus as emsStatus } from './ems/status-table.js';
import { kdniao } from './kdniao/adapter.js';
import { manifest as kdniaoManifest } from './kdniao/manifest.js';
import { toStatus as kdniaoStatus } from './kdniao/status-table.js';
import { kuaidi100 } from './kuaidi100/adapter.js';
import { manifest as kuaidi100Manifest } from './kuaidi100/manifest.js';
import { toStatus as kuaidi100Status } from './kuaidi100/status-table.js';
import { zto } from './zto/adapter.js';
import { manifest as ztoManifest } from './zto/manifest.js';
import { toStatus as ztoStatus } from './zto/status-table.js';
import { sf } from './sf/adapter.js';
import { manifest as sfManifest } from './sf/manifest.js';
import { toStatus as sfStatus } from './sf/status-table.js';
import { sto } from './sto/adapter.js';
import { manifest as stoManifest } from './sto/manifest.js';
import { toStatus as stoStatus } from './sto/status-table.js';
import { yto } from './yto/adapter.js';
import { manifest as ytoManifest } from './yto/manifest.js';
import { toStatus as ytoStatus } from './yto/status-table.js';
import { jdl } from './jdl/adapter.js';
import { manifest as jdlManifest } from './jdl/manifest.js';
import { toStatus as jdlStatus } from './jdl/status-table.js';
import { deppon } from './deppon/adapter.js';
import { manifest as depponManifest } from './deppon/manifest.js';
import { toStatus as depponStatus } from './deppon/status-table.js';
import { yunda } from './yunda/adapter.js';
import { manifest as yundaManifest } from './yunda/manifest.js';
import { toStatus as yundaStatus } from './yunda/status-table.js';
import type { CarrierFeature, CarrierManifest } from './manifest.js';
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
  [
    entry(kdniaoManifest, kdniao, kdniaoStatus),
    entry(kuaidi100Manifest, kuaidi100, kuaidi100Status),
    entry(sfManifest, sf, sfStatus),
    entry(ztoManifest, zto, ztoStatus),
    entry(emsManifest, ems, emsStatus),
    entry(jtManifest, jt, jtStatus),
    entry(stoManifest, sto, stoStatus),
    entry(ytoManifest, yto, ytoStatus),
    entry(jdlManifest, jdl, jdlStatus),
    entry(depponManifest, deppon, depponStatus),
    entry(yundaManifest, yunda, yundaStatus),
  ].map((each) => [each.manifest.provider, each]),
);

/** The providers that have any of these features, in the order of the registry. */
export const providersWith = (...features: readonly CarrierFeature[]): readonly string[] =>
  [...carrierFactories.values()]
    .filter(({ manifest }) => features.some((feature) => manifest.features[feature] === true))
    .map(({ manifest }) => manifest.provider);
