import type { Fen, Instant } from '@cartrail/kernel';
import type { Courier } from './report.js';
import type { UNKNOWN } from './status.js';

/**
 * An address by its levels, in full names, where whoever took it down knows them. They count together: without
 * `province` the line is read, and without `street` too by whoever has to find the door. `city` is absent for a county
 * right under its province, `district` where there is none.
 */
export interface AddressParts {
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
  /** What is below: town, street, house, door. */
  readonly street?: string;
}

/** One end of a pickup: who hands the parcel over, or who gets it. Personal data; never logged. */
export interface PickupAddress extends AddressParts {
  readonly name: string;
  readonly phone: string;
  /** The whole address in one line, province first. */
  readonly address: string;
  readonly regionCode?: string;
}

export interface QuoteRequest {
  /** Our catalogue's code. */
  readonly carrier: string;
  /** Address lines. */
  readonly from: string;
  readonly to: string;
  readonly fromParts?: AddressParts;
  readonly toParts?: AddressParts;
  readonly weightGrams: number;
}

/** What the provider would charge; a carrier it has no price for is left out of the answer. */
export interface CarrierQuote {
  readonly carrier: string;
  readonly priceFen: Fen;
  /** The first step of weight, and every further one. */
  readonly firstFen?: Fen;
  readonly nextFen?: Fen;
  readonly priceKind: 'PLATFORM';
  readonly promised?: Promised;
}

/** When the parcel would be there if it were handed over now, as the provider says it. */
export interface Promised {
  /** As it was written. */
  readonly text: string;
  /** Absent where what was written is no time. */
  readonly at?: Instant;
}

export interface BookingRequest {
  /** Ours, at most 32 characters; the provider knows a booking again by it. */
  readonly reference: string;
  /** Our catalogue's code. */
  readonly carrier: string;
  readonly sender: PickupAddress;
  readonly receiver: PickupAddress;
  readonly cargo: string;
  readonly weightGrams: number;
  /** When the courier shall come; the provider's rules about slots are the caller's to check. */
  readonly slot: { readonly from: Instant; readonly to: Instant };
  readonly callbackUrl: string;
  readonly remark?: string;
}

export interface BookingAnswer {
  /** The provider's. */
  readonly bookingId: string;
  readonly providerOrderId?: string;
  /** The waybill number, where the carrier gives one at once. */
  readonly number?: string;
}

/** What `cancel` needs of a booking. */
export interface BookingCancellation {
  readonly bookingId: string;
  readonly providerOrderId?: string;
  readonly why: string;
}

export const bookingStatuses = [
  'placed',
  'accepted',
  'courier_assigned',
  'label_ready',
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'settled',
  'weight_changed',
  'reopened',
  'cancelled_by_user',
  'cancelled_by_carrier',
  'pickup_failed',
  'returned',
  'rejected',
] as const;

/** `UNKNOWN`: a code nobody mapped yet; kept raw, counted, changes no state. */
export type BookingStatus = (typeof bookingStatuses)[number] | typeof UNKNOWN;

export interface BookingFee {
  /** The provider's own kind of fee. */
  readonly kind: string;
  readonly text?: string;
  readonly amountFen: Fen;
}

/** What a provider says about a courier's visit, whatever names it. */
interface BookingNews {
  readonly provider: string;
  readonly providerOrderId?: string;
  readonly status: BookingStatus;
  /** The provider's own code. */
  readonly code: string;
  readonly text?: string;
  /** Our catalogue's code, `UNKNOWN` where the provider's code is not in it. */
  readonly carrier?: string;
  readonly carrierCode?: string;
  readonly courier?: Courier;
  readonly weightGrams?: number;
  /** What it charges; empty where it says nothing of money. */
  readonly fees: readonly BookingFee[];
  /** `fees` are the whole bill so far: they take the place of all charged before. Else they come on top of it. */
  readonly wholeBill?: true;
  /** When the provider made a whole bill, where it says so: the latest one holds, in whatever order they arrive. */
  readonly billedAt?: Instant;
}

/** About one booking: in a callback, what happened; in the answer to `detail`, how it stands, its bill whole. */
export interface BookingReport extends BookingNews {
  readonly bookingId: string;
  readonly number?: string;
}

/** About the parcel of a booking that is not named: whose it is, only who keeps the bookings can say. */
export interface NumberReport extends BookingNews {
  readonly bookingId?: undefined;
  readonly number: string;
}

export type PushedBooking = BookingReport | NumberReport;
