import { carrierFactories, type CarrierEntry } from '../registry.js';
import { Misused } from './answer.js';

/** Throws `Misused`. */
export function providerOf(id: string): CarrierEntry {
  const entry = carrierFactories.get(id);
  if (!entry) throw new Misused(`no such provider: ${id} (npm run carriers -- list)`);
  return entry;
}
