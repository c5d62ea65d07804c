import type { CarrierPort } from '@cartrail/carriers';
import type { Running } from '../running.js';
import type { Calls } from './calls.js';
import type { Captures } from './captures.js';
import type { SimulatedVendor } from './vendor.js';

/** One vendor's simulator and adapter, face to face. */
export interface Stage {
  readonly sim: Running;
  readonly vendor: SimulatedVendor;
  readonly port: CarrierPort;
  readonly captures: Captures;
  readonly calls: Calls;
}
