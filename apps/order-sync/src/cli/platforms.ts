import type { Application, Connector, OpenPlatform, PlatformManifest } from '../application/ports.js';
import { manifest as mapped } from '../outbound/platforms/mapped/manifest.js';
import { connectors } from '../outbound/platforms/registry.js';
import { machineClock } from '@cartrail/kernel';
import { Misused, Unusable } from './answer.js';
import { PROGRAM } from './usage.js';

/** The eight with a connector each, and whatever a mapping makes of the rest. */
export const manifests: readonly PlatformManifest[] = [...connectors.map(({ manifest }) => manifest), mapped];

/** Throws {@link Misused}. */
export function manifestOf(id: string): PlatformManifest {
  const found = manifests.find((manifest) => manifest.id === id);
  if (!found) throw new Misused(`no such platform: ${id} (${PROGRAM}list)`);
  return found;
}

/** Throws {@link Misused}, and {@link Unusable} for the one that a mapping makes. */
export function connectorOf(id: string): Connector {
  const { id: known } = manifestOf(id);
  const found = connectors.find(({ manifest }) => manifest.id === known);
  if (!found)
    throw new Unusable(
      `what ${id} signs and says is in its mapping document: try it there (docs/mapping.md)`,
    );
  return found;
}

/** A platform as nobody's application; `told` is what is known of one. */
export const openAs = (connector: Connector, told: Partial<Application> = {}): OpenPlatform =>
  connector.open(
    { connectionId: 'connection', credentials: {}, settings: {}, hosts: {}, timeoutMs: 5_000, ...told },
    machineClock,
  );
