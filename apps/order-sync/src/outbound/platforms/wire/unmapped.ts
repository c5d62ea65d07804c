import type { Unmapped } from '../../../application/ports.js';
import type { ObservedParcel } from '../../../domain/order.state.js';
import { UNKNOWN_CARRIER } from './companies.js';

interface Strange {
  /** The platform's status, where no table knows it. */
  readonly status: string | undefined;
  /** The platform's id of the order, where it lacks what an order cannot do without. */
  readonly order: string | undefined;
  readonly parcels: readonly Pick<ObservedParcel, 'carrier' | 'platformCarrierCode'>[];
}

/** What of an order no table of ours knows: kept raw and counted. */
export const unmappedOf = ({ status, order, parcels }: Strange): readonly Unmapped[] => [
  ...(status === undefined ? [] : [{ what: 'order-status', value: status } as const]),
  ...(order === undefined ? [] : [{ what: 'order', value: order } as const]),
  ...parcels
    .filter(({ carrier }) => carrier === UNKNOWN_CARRIER)
    .map(({ platformCarrierCode }) => ({ what: 'carrier', value: platformCarrierCode }) as const),
];
