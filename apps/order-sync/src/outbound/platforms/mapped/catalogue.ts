import { findCarrier } from '@cartrail/carriers';
import type { Catalogue } from '../../../domain/mapping/steps.js';
import { toCarrierByName, UNKNOWN_CARRIER } from '../wire/companies.js';

/** Our carriers, as a mapping asks for them. */
export const catalogue: Catalogue = {
  has: (code) => findCarrier(code) !== undefined,
  byName: (name) => {
    const code = toCarrierByName(name);
    return code === UNKNOWN_CARRIER ? undefined : code;
  },
};
