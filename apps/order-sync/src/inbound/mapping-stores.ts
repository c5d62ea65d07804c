import type { AggregateStore } from '@cartrail/messaging';
import { notFound, ProblemError } from '@cartrail/service-kit';
import type { PlatformApplication } from '../domain/application.js';
import type { Mapping, MappingVersion } from '../domain/mapping-version.js';

/** Where mappings are kept; the module says which tables those are. */
export abstract class MappingStores {
  abstract readonly mappings: AggregateStore<Mapping, never>;
  abstract readonly applications: AggregateStore<PlatformApplication, never>;
  abstract readonly versions: AggregateStore<MappingVersion, never>;
}

/** Injection tokens for what interfaces describe. */
export const MAPPING_HISTORY = Symbol('order-sync:mapping-history');
export const PAYLOADS = Symbol('order-sync:payloads');

export function refuseUnmapped(kind: 'mapped' | 'other' | 'absent'): void {
  if (kind === 'absent') throw notFound('platform-application');
  if (kind === 'other')
    throw new ProblemError(409, 'mapping/not-mapped', 'This application has a connector of its own');
}
