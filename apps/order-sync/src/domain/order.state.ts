import type { Fen, Instant } from '@cartrail/kernel';
import type { FirstSight } from './arrival.js';
import type { PlatformId } from './platform.js';
import type { ServiceLabel } from './service-labels.js';

export type OrderStatus = 'created' | 'paid' | 'awaiting_shipment' | 'shipped' | 'finished' | 'closed';
export type CloseReason = 'finished' | 'cancelled' | 'refunded';

export interface OrderLine {
  readonly lineId: string;
  readonly platformLineId: string;
  readonly productId: string;
  readonly skuId: string;
  readonly merchantSkuCode?: string;
  readonly title?: string;
  readonly quantity: number;
  readonly amountFen: Fen;
  readonly payAmountFen: Fen;
  /** These from the tenant's SKU table: a platform order does not carry them. */
  readonly category?: string;
  readonly weightGrams?: number;
  /** What it was sold with. */
  readonly labels?: readonly ServiceLabel[];
  readonly gift: boolean;
}

export interface ParcelLine {
  readonly lineId: string;
  readonly quantity: number;
}

export interface Parcel {
  readonly parcelId: string;
  /** The platform's own id of the parcel; survives a change of number. */
  readonly platformParcelId?: string;
  readonly number: string;
  readonly carrier: string;
  readonly platformCarrierCode: string;
  readonly lines: readonly ParcelLine[];
  readonly shippedAt: Instant;
  /** The parcel that took this one's place when its number was replaced. */
  readonly replacedBy?: string;
}

export type StopReason = 'cancelled' | 'refunded' | 'refund_asked' | 'address_changed';

/** Goods of the order that are not wanted any more, and who says so. */
export interface Recall {
  /** The case's id, or `order`: its own end. */
  readonly by: string;
  readonly reason: Exclude<StopReason, 'address_changed'>;
  /** Empty: all of the order. */
  readonly lines: readonly ParcelLine[];
}

/** What is not to leave, or not to arrive, and what of it was told. */
export interface RecallState {
  readonly recalls: readonly Recall[];
  /** Units that have not left and are told not to. */
  readonly halted: readonly ParcelLine[];
  readonly stops: readonly {
    readonly parcelId: string;
    readonly reason: StopReason;
    readonly whole: boolean;
  }[];
}

/** Masks to show, and the platform's own ciphertext, sealed once more by us. Never plaintext. */
export interface Receiver {
  readonly nameMask: string;
  readonly phoneMask: string;
  readonly addressMask: string;
  readonly regionCode?: string;
  /** Changes when the ciphertext does: two addresses may share a mask. */
  readonly fingerprint: string;
  readonly sealed?: string;
  readonly phoneTail?: string;
  /** Of a pull: the platform shows him no longer, which is no news of him. */
  readonly hidden?: true;
}

export interface Attribution {
  readonly by: 'platform' | 'UNATTRIBUTED';
  readonly anchorId?: string;
  readonly anchorName?: string;
  readonly liveRoomId?: string;
}

/** What does not depend on our own ids: common to what we hold and what a pull shows. */
interface OrderFacts {
  readonly platform: PlatformId;
  readonly shopId: string;
  readonly platformOrderId: string;
  readonly status: OrderStatus;
  readonly partial: boolean;
  readonly closeReason?: CloseReason;
  readonly merchantId?: string;
  readonly attribution: Attribution;
  readonly createdAt: Instant;
  readonly paidAt?: Instant;
  readonly promisedShipAt?: Instant;
  readonly closedAt?: Instant;
  readonly orderAmountFen: Fen;
  readonly payAmountFen: Fen;
  readonly postAmountFen: Fen;
  readonly receiver: Receiver;
  /** GB/T 2260, of the warehouse the goods leave from. */
  readonly fromRegion?: string;
  readonly warehouseCode?: string;
  /** A pseudonym of the buyer, the same for all orders of one buyer at one shop. */
  readonly buyerRef?: string;
  /** The platform's time of this state, whole seconds. */
  readonly sourceUpdatedAt: Instant;
  /** When we asked (machine time): decides between two pulls of the same second. */
  readonly askedAt: Instant;
  readonly first?: FirstSight;
}

export interface Order extends OrderFacts {
  readonly lines: readonly OrderLine[];
  readonly parcels: readonly Parcel[];
  readonly recall?: RecallState;
}

export interface ObservedParcel extends Omit<Parcel, 'parcelId' | 'lines' | 'replacedBy'> {
  /** The id to use if this parcel is new to us. */
  readonly newId: string;
  /** By the platform's line id. */
  readonly lines: readonly { readonly platformLineId: string; readonly quantity: number }[];
}

/** An order as a pull showed it. */
export interface ObservedOrder extends OrderFacts {
  /** `lineId` is the id to use if the line is new to us. */
  readonly lines: readonly OrderLine[];
  readonly parcels: readonly ObservedParcel[];
}

export type OrderFact =
  | { readonly type: 'OrderImported' }
  | {
      readonly type: 'OrderAddressChanged';
      readonly receiver: Receiver;
      readonly parcelIds: readonly string[];
      readonly changedAt: Instant;
    }
  | {
      readonly type: 'OrderShipped';
      readonly parcel: Parcel;
      readonly replaces?: { readonly number: string; readonly carrier: string };
    }
  | {
      readonly type: 'ShipmentStopWanted';
      readonly parcel: Parcel;
      readonly reason: StopReason;
      readonly afterSaleId?: string;
      readonly whole: boolean;
      readonly lines: readonly ParcelLine[];
      readonly at: Instant;
    }
  | {
      readonly type: 'ShippingHalted' | 'ShippingResumed';
      readonly afterSaleId?: string;
      readonly lines: readonly ParcelLine[];
      readonly at: Instant;
    }
  | { readonly type: 'OrderClosed'; readonly reason: CloseReason; readonly closedAt: Instant };
