import { reachedAt } from './base-urls.js';
import { CarrierSettingsError } from './errors.js';
import type { CarrierFeature, CarrierManifest } from './manifest.js';
import { notSupported, type CarrierDependencies, type CarrierPort } from './port.js';
import { carrierFactories, type CarrierEntry } from './registry.js';
import { keepingSecrets } from './secrets.js';

export const accountModes = ['live', 'sandbox'] as const;
export type AccountMode = (typeof accountModes)[number];

/** Where an account is reached. */
export interface AccountAddress {
  readonly provider: string;
  readonly mode: AccountMode;
  /** All its doors are under it, at the paths of the live ones, whatever the mode. */
  readonly url?: string;
}

/** Throws for a provider nobody speaks with. */
export function carrierOf(provider: string): CarrierEntry {
  const entry = carrierFactories.get(provider);
  if (!entry) throw new Error(`no carrier provider ${provider}`);
  return entry;
}

/**
 * An account of a provider, ready to use; its errors repeat none of its secrets. Throws `CarrierSettingsError`, on the
 * field `mode` where there is no sandbox.
 */
export function openCarrier(
  { provider, mode, url }: AccountAddress,
  settings: object,
  dependencies: CarrierDependencies,
): CarrierPort {
  const entry = carrierOf(provider);
  const { manifest } = entry;
  const there = mode === 'sandbox' ? sandboxOf(manifest) : undefined;
  const doors = url === undefined ? there?.settings : reachedAt(manifest, url);
  const given: Readonly<Record<string, unknown>> = { ...settings, ...doors };
  const port = keepingSecrets(
    entry.create(given, dependencies),
    manifest.secrets.map((name) => given[name]),
  );
  const missing = there?.without ?? [];
  const lacking = notSupported(`${manifest.label.en} has no sandbox of it`);
  return { ...port, ...Object.fromEntries(missing.map((operation) => [operation, lacking])) };
}

/** Settings that only the mode may decide. Addresses are not among them: who may set those is the installation's matter. */
export const settingsOfMode = ({ sandbox }: CarrierManifest): readonly string[] =>
  typeof sandbox === 'string' ? [] : Object.keys(sandbox.settings).filter((name) => !name.endsWith('Url'));

/** What a provider can do for an account in this mode. */
export function featuresIn(manifest: CarrierManifest, mode: AccountMode): readonly CarrierFeature[] {
  const { features, sandbox } = manifest;
  const missing: readonly string[] =
    mode === 'sandbox' && typeof sandbox !== 'string' ? (sandbox.without ?? []) : [];
  // The keys of a manifest's features are all of them.
  return (Object.keys(features) as CarrierFeature[]).filter(
    (feature) => features[feature] === true && !missing.includes(feature),
  );
}

function sandboxOf({ provider, sandbox }: CarrierManifest) {
  if (typeof sandbox !== 'string') return sandbox;
  throw new CarrierSettingsError(provider, [{ field: 'mode', message: `has no sandbox here: ${sandbox}` }]);
}
