import type { Instant } from '@cartrail/kernel';
import type { Scan } from './scan.js';
import type { Status } from './status.js';

export interface Waybill {
  readonly id: string;
  readonly number: string;
  /** Our catalogue code, or UNKNOWN. */
  readonly carrier: string;
  /** Counts the reuses of a number, from 1. */
  readonly generation: number;
  readonly orderIds: readonly string[];
  /** Why it was followed first; it stays what it is. */
  readonly purpose: Purpose;
  /** Whose goods it brings back; several returns may travel in one parcel. Empty on its way to a buyer. */
  readonly returns: readonly ReturnInside[];
  readonly shopId?: string;
  readonly fromRegion?: string;
  readonly toRegion?: string;
  readonly phoneTail?: string;
  /** Nothing before it is believed of this parcel. */
  readonly shippedAt: Instant;
  /** When a courier took it, and when it came, as others than its scans say. Only of a parcel that brings goods back. */
  readonly handedOverAt?: Instant;
  readonly arrivedAt?: Instant;
  readonly registeredAt: Instant;
  readonly status: Status;
  readonly reason?: string;
  /** Sorted by (occurred, provider order, id). */
  readonly scans: readonly Scan[];
  readonly replacedBy?: ParcelNumber;
  /** When to ask the carrier, if nothing is heard until then; never for a parcel that has ended. */
  readonly nextPollAt?: Instant;
  /** Its provider has given it up, and takes it again from then on. */
  readonly resubscribeAt?: Instant;
}

export interface ParcelNumber {
  readonly number: string;
  readonly carrier: string;
}

/** How a parcel is found: the newest of its number, unless a generation is named. */
export interface ParcelKey extends ParcelNumber {
  readonly generation?: number;
}

export type Hearsay = 'handedOverAt' | 'arrivedAt';

export type Purpose = 'forward' | 'return';

export interface ReturnInside {
  readonly returnId: string;
  /** Why nobody waits for its goods any more. */
  readonly over?: string;
}

/** Statuses whose reaching is an event of its own. */
export type Announced = 'PICKED_UP' | 'OUT_FOR_DELIVERY' | 'DELIVERED' | 'DELIVERY_FAILED' | 'RETURNING';

export type WaybillFact =
  | { readonly type: 'Registered' }
  /** The number is another parcel's now; nothing is told of this one. */
  | { readonly type: 'NumberReused'; readonly generation: number }
  | { readonly type: 'Linked'; readonly orderId: string; readonly at: Instant }
  | { readonly type: 'Replaced'; readonly by: ParcelNumber; readonly at: Instant }
  | {
      readonly type: 'ScanRecorded';
      readonly scan: Scan;
      readonly late: boolean;
      readonly status: Status;
      readonly reason?: string;
    }
  | { readonly type: 'ScanWithdrawn'; readonly scanId: string; readonly at: Instant; readonly status: Status }
  | {
      readonly type: 'StatusReached';
      readonly status: Announced;
      readonly scannedAt: Instant;
      readonly reason?: string;
    }
  | {
      readonly type: 'StatusCorrected';
      readonly from: Status;
      readonly to: Status;
      readonly why: Why;
      readonly at: Instant;
    };

/** Why a status that stood was changed. */
export type Why = 'return' | 'redelivery' | 'moved-again' | 'scan-withdrawn' | 'history-completed';
