import type { PlatformManifest } from '../application/ports.js';
import { conformanceCases, type Scene } from './cases.js';
import { exceptions } from './exceptions.js';

/** Why a platform without the features that a case needs has not to pass it; `undefined` where it has one of them. */
export function withheld({ features, notSupported }: PlatformManifest, scene: Scene): string | undefined {
  const { needs = [] } = conformanceCases[scene];
  const [first] = needs;
  if (first === undefined || needs.some((feature) => features.includes(feature))) return undefined;
  return notSupported[first] ?? `it does not have ${first}`;
}

/** Why a case does not concern a platform although it has the features. */
export const exceptionOf = ({ id }: PlatformManifest, scene: Scene): string | undefined =>
  exceptions[id]?.[scene];
