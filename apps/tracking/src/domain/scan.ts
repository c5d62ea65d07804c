import type { Instant } from '@cartrail/kernel';
import type { MaskedCourier, PlaceParts } from './scan-details.js';
import { rankOf, statuses, type ScanStatus } from './status.js';

/** One line of a carrier's trace, in our words, before we know whether it is news. */
export interface Report {
  readonly provider: string;
  readonly occurredAt: Instant;
  /** The carrier's own text of the time. */
  readonly occurredText: string;
  readonly code: string;
  readonly text: string;
  readonly place?: string;
  readonly placeParts?: PlaceParts;
  readonly courier?: MaskedCourier;
  readonly status: ScanStatus;
  readonly reason?: string;
  /** Place among the carrier's lines of the same moment, from 0; 0 for all of them where it tells no order. */
  readonly order: number;
  /** The carrier takes this line back. */
  readonly withdrawn?: boolean;
}

export interface Scan extends Report {
  readonly scanId: string;
  readonly textHash: string;
  readonly recordedAt: Instant;
  readonly suspicious: boolean;
  readonly withdrawn: boolean;
}

/** 53 bits of a text (cyrb53). Tells lines of one parcel, moment and code apart; it protects nothing. */
export function textHash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}

/** Within one parcel: provider, moment, code and text (architecture §7). Leads with time, so that keys grow at one end. */
export const scanIdOf = (report: Report, hash: string): string =>
  `${report.occurredAt.toString(36)}.${report.provider}.${report.code}.${hash}`;

/**
 * (occurred, the provider's own order, how late in a parcel's life, id). Of one moment and of no order, what a parcel
 * comes to later happened later: a courier sets out before he fails, and a parcel turns back after it came.
 */
export function compareScans(a: Scan, b: Scan): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt - b.occurredAt;
  if (a.order !== b.order) return a.order - b.order;
  if (a.status !== b.status) return lateness(a.status) - lateness(b.status);
  return a.scanId < b.scanId ? -1 : a.scanId > b.scanId ? 1 : 0;
}

const lateness = (status: ScanStatus): number => statuses.findIndex((each) => each === status);

/** Somebody had the parcel in hand: a courier took it before. */
export const isPhysical = ({ status, withdrawn }: Scan): boolean =>
  !withdrawn && status !== 'UNKNOWN' && (rankOf(status) ?? 0) >= 2;
