import type { Instant } from '@cartrail/kernel';
import type { ScanStatus, StatusReason } from './status.js';

/** One node of a parcel's journey. Identity: (waybill, provider, occurredAt, code, text). */
export interface CarrierScan {
  readonly provider: string;
  readonly occurredAt: Instant;
  /** The vendor's wall time as it was written. */
  readonly occurredText: string;
  /** The vendor's own code; `''` where it sends none. */
  readonly code: string;
  readonly text: string;
  readonly place?: string;
  /** Where the provider tells the place in parts; each as it wrote it. */
  readonly placeParts?: PlaceParts;
  /** Who had the parcel then; for nobody's eyes unmasked. */
  readonly courier?: Courier;
  readonly status: ScanStatus;
  readonly reason?: StatusReason;
  /** The provider's own order among scans of the same instant: 0, 1, 2…, or 0 for each where it tells none. */
  readonly order: number;
  /** The provider took it back: it happened to nobody, and what it claims does not count. */
  readonly withdrawn?: boolean;
}

export interface PlaceParts {
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
  /** The carrier's own branch, station or hub. */
  readonly site?: string;
}

/** A node that cannot be placed in time; kept so that it is counted and seen, never dropped in silence. */
export interface UnreadableScan {
  readonly occurredText: string;
  readonly code: string;
  readonly text: string;
}

export interface Courier {
  readonly name?: string;
  readonly phone?: string;
}

/** What a provider says about one waybill, in a push or in the answer to a query. */
export interface CarrierReport {
  readonly provider: string;
  /** The number in its normal form: no spaces or hyphens, upper case. */
  readonly number: string;
  /** Our catalogue's code, `UNKNOWN` where the provider's code is not in it. */
  readonly carrier: string;
  /** The provider's own carrier code. */
  readonly carrierCode: string;
  /** The provider found out that another carrier has this number; ours of the one it was followed with so far. */
  readonly formerCarrier?: string;
  /** Ascending by (occurredAt, order), each scan once. */
  readonly scans: readonly CarrierScan[];
  readonly unreadable: readonly UnreadableScan[];
  /** The whole history, not an increment: what is missing from it was withdrawn. */
  readonly fullHistory: boolean;
  /** The provider's own state of the whole waybill, raw. */
  readonly providerState?: string;
  /** No more pushes come: the parcel was signed for (`ended`), or the provider gave up (`aborted`). */
  readonly subscription?: 'ended' | 'aborted';
  /** The reference we handed over when subscribing. */
  readonly echo?: string;
  /** The provider's remark, such as why it has no scans. */
  readonly note?: string;
  readonly estimatedDeliveryText?: string;
  readonly courier?: Courier;
}
