import type { Fen, Instant } from '@cartrail/kernel';
import type { CaseKind, CaseOutcome, CaseReason, CaseStatus } from '../after-sale.state.js';
import type { CloseReason, OrderStatus } from '../order.state.js';

/** An order as a mapping made it of a payload: no ids of ours, no time of asking, the receiver as the source gave it. */
export interface MappedOrder {
  readonly orderId: string;
  readonly updatedAt: Instant;
  readonly status: OrderStatus;
  readonly partial: boolean;
  readonly closeReason?: CloseReason;
  readonly createdAt: Instant;
  readonly paidAt?: Instant;
  readonly promisedShipAt?: Instant;
  readonly closedAt?: Instant;
  readonly orderAmountFen: Fen;
  readonly payAmountFen: Fen;
  readonly postAmountFen: Fen;
  readonly buyerId?: string;
  readonly warehouseId?: string;
  readonly anchorId?: string;
  readonly anchorName?: string;
  readonly liveRoomId?: string;
  readonly receiver: MappedReceiver;
  readonly lines: readonly MappedLine[];
  readonly parcels: readonly MappedParcel[];
}

export interface MappedReceiver {
  /** In the clear; empty where the source gives none. */
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  /** As the source may have it shown; absent: it says nothing of it. */
  readonly nameMask?: string;
  readonly phoneMask?: string;
  readonly addressMask?: string;
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
}

export interface MappedLine {
  readonly lineId: string;
  readonly skuId: string;
  readonly productId: string;
  readonly merchantSkuCode?: string;
  readonly title?: string;
  readonly quantity: number;
  readonly amountFen: Fen;
  readonly payAmountFen: Fen;
  readonly gift: boolean;
}

export interface MappedParcel {
  readonly number: string;
  /** `UNKNOWN` where no list has the source's. */
  readonly carrier: string;
  readonly company: string;
  readonly parcelId?: string;
  readonly shippedAt: Instant;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
}

export interface MappedCase {
  readonly afterSaleId: string;
  readonly orderId: string;
  readonly updatedAt: Instant;
  readonly kind: CaseKind;
  /** Absent where no list has the source's. */
  readonly status?: CaseStatus;
  readonly outcome?: CaseOutcome;
  readonly refunding: boolean;
  readonly rawType: string;
  readonly rawStatus: string;
  readonly reason: CaseReason;
  readonly reasonCode?: string;
  readonly refundAmountFen: Fen;
  readonly refundPostFen: Fen;
  readonly refundedFen?: Fen;
  readonly statusDeadline?: Instant;
  readonly appliedAt: Instant;
  readonly goodsBack?: boolean;
  readonly version?: string;
  readonly returnParcel?: Omit<MappedParcel, 'parcelId' | 'lines'>;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
}

/** What became of one field of ours. */
export interface FieldTrace {
  /** `payAmountFen`, `lines[0].skuId` */
  readonly field: string;
  /** Masked where it is of a person. */
  readonly value?: string | number | boolean;
  readonly from: readonly string[];
  readonly raw?: string;
  readonly unknown?: string;
  readonly problem?: string;
}

/** A value in no list of ours, under the name by which such values are counted. */
export interface UnknownValue {
  readonly what: 'order-status' | 'carrier' | 'after-sale-status' | 'after-sale-type' | 'reason-code';
  readonly value: string;
}

/** `unknown`: read whole, but for a code that is in no list; `rejected`: a field has no value it can do without. */
export interface Evaluated<T> {
  readonly result: 'ok' | 'unknown' | 'rejected';
  readonly key?: string;
  readonly mapped?: T;
  readonly trace: readonly FieldTrace[];
  readonly unknown: readonly UnknownValue[];
  /** The values by field, unmasked: for comparing, never for showing. As a map it is in no JSON text. */
  readonly exact: ReadonlyMap<string, string | number | boolean>;
  /** Places that conditions looked at. */
  readonly consulted: readonly string[];
}
