import type { SimulatedClock } from '../clock/simulated-clock.js';
import type { CourierChoices } from '../couriers/choices.js';
import type { Couriers } from '../couriers/couriers.js';
import type { Deliveries } from '../delivery/deliveries.js';
import type { Faults } from '../delivery/faults.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Parcels } from '../parcels/parcels.js';
import type { State } from '../state/state.js';
import type { Vendor } from './vendor.js';

/** What a vendor is built from: the one world. */
export interface Surroundings {
  readonly state: State;
  readonly clock: SimulatedClock;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly deliveries: Deliveries;
  readonly parcels: Parcels;
  readonly couriers: Couriers;
  readonly courierChoices: CourierChoices;
}

export type MakeVendor = (world: Surroundings) => Vendor;
