import type { CarrierManifest } from '../manifest.js';
import { cellDefinitions } from './cells.js';
import { exceptionOf } from './exceptions.js';
import type { ConformanceCase } from './subject.js';

/** Every case of the suite, in the order they are run. */
export const conformanceCases: readonly ConformanceCase[] = cellDefinitions;

/** `true` where the provider has to pass the case; otherwise why it has not. */
export const applies = (
  { provider, features }: CarrierManifest,
  { feature, scene }: ConformanceCase,
): true | string => {
  const declared = features[feature];
  return declared === true ? (exceptionOf(provider, scene) ?? true) : declared;
};
