import type { Fen, Instant } from '@cartrail/kernel';
import type { FreightPayer } from '../rules/freight-payer.js';
import type { PriceKind } from '../rules/price.js';
import type { Slot } from '../rules/slots.js';
import type { Charged } from './charge.js';
import type { PickupStatus } from './moves.js';

/** One courier ordered to the buyer's door. The contact itself is sealed beside it and never part of this. */
export interface Pickup extends Charged {
  readonly id: string;
  readonly returnId: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly provider: string;
  /** The account he is ordered with; of pickups that name none, the newest one of the provider. */
  readonly connectionId?: string;
  /** Accounts that were asked before and surely made no booking, and why not. */
  readonly passedOver?: readonly {
    readonly provider: string;
    readonly connectionId: string;
    readonly why: string;
  }[];
  readonly carrier: string;
  readonly status: PickupStatus;
  readonly slot: Slot;
  readonly quoteFen: Fen;
  readonly priceKind: PriceKind;
  readonly payer: FreightPayer;
  readonly weightGrams: number;
  readonly cargo: string;
  readonly warehouseCode: string;
  readonly contact: ContactMasks;
  /** Sealed; written once and never told. */
  readonly sealedContact: string;
  /** When the provider was to be asked; until then nobody comes. */
  readonly orderedAt?: Instant;
  readonly bookedAt?: Instant;
  readonly providerBookingId?: string;
  readonly providerOrderId?: string;
  readonly number?: string;
  readonly courier?: { readonly nameMask?: string; readonly phoneMask?: string };
  readonly reportedGrams?: number;
  /** So many tries to book, from the first on, are known to have made no booking. */
  readonly notBooked?: number;
  /** The booking of a lost answer is looked for no more: whether there is one, a person must find out. */
  readonly lost?: true;
  readonly cancelling?: Cancelling;
  /** A cancellation the provider refused, or never answered: it is asked for again. */
  readonly unwanted?: Unwanted;
  readonly pickedUpAt?: Instant;
  /** What the provider said, while the pickup is one it does not make. */
  readonly failure?: PickupFailure;
  /** The provider took it up again after it had ended: it may not be the only one any more. */
  readonly revived?: true;
  /** The newest report of each booking's sequence: an older one is a repeat. */
  readonly heard: Readonly<Record<string, number>>;
  readonly heardAt: Instant;
  readonly askedAt?: Instant;
  /** Somebody nobody vouches for says there is news; since then the provider was not asked. */
  readonly rumoured?: true;
}

/** A provider's no in its own words, which name nobody. */
export interface PickupFailure extends Said {
  readonly provider: string;
}

export interface Said {
  readonly code?: string;
  readonly text?: string;
}

export interface ContactMasks {
  readonly nameMask: string;
  readonly phoneMask: string;
  readonly phoneTail?: string;
  readonly regionCode: string;
}

export interface Cancelling {
  readonly by: 'buyer' | 'merchant' | 'return';
  readonly why?: string;
  readonly at: Instant;
  /** The provider was told. */
  readonly told?: true;
}

export interface Unwanted extends Cancelling {
  readonly refusals: number;
}

/** Whether a provider has, or may have, a courier on the way. */
export const isActive = ({ status, orderedAt }: Pickup): boolean =>
  status === 'Quoted'
    ? orderedAt !== undefined
    : status === 'Unknown' || status === 'Placed' || status === 'Accepted';
