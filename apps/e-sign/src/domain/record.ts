import type { Flag } from './flags.js';
import type { PhotoKind, Verdict } from './verdict.js';

/**
 * What is canonicalised, hashed and signed: integers, strings and truth values only. Its names are those of the
 * evidence rules (8.2), because the record is read by people and programs that know nothing else of us.
 */
export interface RecordPayload {
  readonly type: 'warehouse.signoff';
  readonly v: 1;
  readonly tenant_id: string;
  readonly record_id: string;
  /** From 1, without gaps, per tenant. */
  readonly log_index: number;
  /** Hash of the record before; zeros before the first. */
  readonly prev_hash: string;
  /** The record this one corrects, and the first of that line of corrections. */
  readonly supersedes?: string;
  readonly root_id?: string;
  readonly announced: boolean;
  readonly return_ids: readonly string[];
  readonly order_ids: readonly string[];
  readonly aftersale_ids: readonly string[];
  readonly waybill?: string;
  readonly carrier?: string;
  readonly warehouse_id: string;
  readonly device_id: string;
  readonly signer_id: string;
  readonly signer_role: string;
  /** Keyed hashes of what is kept encrypted beside the record, and can be erased there. */
  readonly personal: PersonalMacs;
  readonly signed_at: string;
  readonly device_time?: string;
  readonly time_drift_ms?: number;
  readonly geo?: RecordGeo;
  readonly weight_g?: number;
  readonly package_state: string;
  readonly items: readonly RecordItem[];
  readonly photos: readonly RecordPhoto[];
  readonly flags: readonly Flag[];
  readonly rule_version: string;
}

export interface PersonalMacs {
  readonly signer_name: string;
  readonly notes?: string;
  readonly why?: string;
}

export interface RecordGeo {
  readonly lat_microdegrees: number;
  readonly lng_microdegrees: number;
  readonly accuracy_m?: number;
  readonly source?: string;
}

export interface RecordItem {
  readonly return_id?: string;
  readonly line_id?: string;
  readonly sku?: string;
  readonly expected: number;
  readonly received: number;
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
}

export interface RecordPhoto {
  readonly sha256: string;
  readonly bytes: number;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly kind: PhotoKind;
  readonly reason?: string;
  readonly captured_at?: string;
  readonly exif_time?: string;
  readonly live_capture?: boolean;
  readonly flags: readonly Flag[];
}

/** A payload as it entered the log. */
export interface SealedRecord {
  /** Its canonical bytes (RFC 8785), as text. */
  readonly payload: string;
  /** Hex SHA-256 of them. */
  readonly hash: string;
  readonly alg: string;
  readonly keyId: string;
  /** Base64 signature of them. */
  readonly signature: string;
}

/** Canonicalises, hashes and signs; the same payload gives the same record. */
export type Seal = (payload: RecordPayload) => SealedRecord;

/** Where a tenant's log ends. */
export interface Head {
  readonly size: number;
  readonly hash: string;
}

export const emptyLog: Head = { size: 0, hash: '0'.repeat(64) };
