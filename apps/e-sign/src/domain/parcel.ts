import type { Instant } from '@cartrail/kernel';
import type { PhotoKind, Verdict } from './verdict.js';

/** A line as the warehouse states it. */
export interface StatedItem {
  readonly returnId?: string;
  readonly lineId?: string;
  readonly merchantSkuCode?: string;
  readonly received: number;
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
}

/** What was recognised in a photo's bytes. */
export interface Picture {
  readonly sha256: string;
  readonly bytes: number;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  /** From its EXIF, where it has one. */
  readonly takenAt?: Instant;
}

export interface StatedPhoto {
  readonly kind: PhotoKind;
  readonly capturedAt?: Instant;
  readonly liveCapture?: boolean;
  /** What a close-up shows. */
  readonly reason?: string;
  /** Sent with this record, or named by its hash: a correction need not send again what the corrected record has. */
  readonly shown: { readonly picture: Picture } | { readonly sha256: string };
}

/** Micro-degrees and metres: a record knows no fractions. */
export interface Geo {
  readonly lat: number;
  readonly lng: number;
  readonly accuracy?: number;
  readonly source?: string;
}

/** What a person at the warehouse says about one parcel. */
export interface StatedParcel {
  /** In the one form every service knows it by. */
  readonly number?: string;
  readonly returnId?: string;
  readonly warehouseCode: string;
  readonly deviceId: string;
  readonly deviceTime?: Instant;
  readonly weightGrams?: number;
  readonly packageState: string;
  readonly geo?: Geo;
  readonly items: readonly StatedItem[];
  readonly photos: readonly StatedPhoto[];
}
