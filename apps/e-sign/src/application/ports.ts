import type { Arrival } from '../domain/arrival.js';
import type { StoredRecord } from '../domain/chain.js';
import type { Picture } from '../domain/parcel.js';
import type { Head, RecordPayload, Seal } from '../domain/record.js';
import type { Personal } from '../domain/desk.js';

/** Bytes on their way in: hashed, durable, and nobody else's business yet. */
export interface Staged {
  readonly sha256: string;
  readonly bytes: number;
  read(from: number, length: number): Promise<Uint8Array>;
  discard(): Promise<void>;
}

/** Bytes by tenant and hash, exactly as they came. */
export interface ObjectStore {
  /** Takes what `bytes` yields, a chunk at a time. */
  stage(bytes: AsyncIterable<Uint8Array>): Promise<Staged>;
  /** Durable, and found by its hash, once this returns. */
  keep(tenantId: string, staged: Staged): Promise<void>;
  open(tenantId: string, sha256: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** The hash of what is really there. */
  digest(tenantId: string, sha256: string): Promise<string | undefined>;
  remove(tenantId: string, sha256: string): Promise<void>;
  /** Drops what uploads left behind that ended without a word. */
  dropStaged(olderThanMs: number): Promise<number>;
}

/** What a picture is, by its bytes; undefined where it is none. */
export type Recognise = (staged: Staged) => Promise<Picture | undefined>;

/**
 * Keeps objects that no record names yet from being removed. Whoever stores objects claims them first and releases
 * the claim when the record is written, or is not.
 */
export interface Claims {
  take(tenantId: string, claimId: string, hashes: readonly string[]): Promise<void>;
  /** Ends the claim; `remove` is called for each object that nothing names any more, while nobody can claim it. */
  release(tenantId: string, claimId: string, remove: (sha256: string) => Promise<void>): Promise<void>;
  /** Claims of processes that died. */
  abandoned(olderThanMs: number): Promise<readonly { readonly tenantId: string; readonly claimId: string }[]>;
}

export interface PersonalWords {
  readonly signerName: string;
  readonly notes?: string;
  readonly why?: string;
}

export interface PersonalVault {
  protect(words: PersonalWords, of: { readonly tenantId: string; readonly signOffId: string }): Personal;
}

/** Public halves of the signing keys. */
export interface PublicKey {
  readonly keyId: string;
  readonly alg: string;
  /** SPKI, PEM. */
  readonly publicKey: string;
}

export interface Signer {
  readonly seal: Seal;
  publicKeys(): readonly PublicKey[];
}

/** Links that prove themselves and end. */
export interface PhotoLinks {
  path(photo: PhotoRef): string;
  /** The tenant a link was made for; `expired` or `forged` otherwise. */
  check(link: Link): { readonly tenantId: string } | 'expired' | 'forged';
}

export interface PhotoRef {
  readonly tenantId: string;
  readonly signOffId: string;
  readonly sha256: string;
}

export interface Link {
  readonly signOffId: string;
  readonly sha256: string;
  readonly expires: string;
  readonly signature: string;
}

/** A record with what is known beside it. */
export interface FoundRecord {
  readonly record: RecordPayload;
  readonly hash: string;
  readonly alg: string;
  readonly keyId: string;
  readonly signature: string;
  readonly supersededBy?: string;
  readonly personal: ShownPersonal;
}

/** Masked where it names a person. Unreadable: its key is gone, or it is not what the record vouches for. */
export type ShownPersonal =
  { readonly state: 'kept'; readonly words: PersonalWords } | { readonly state: 'erased' | 'unreadable' };

export interface RecordQuery {
  readonly returnId?: string;
  readonly number?: string;
  readonly announced?: boolean;
  /** Only records before this place of the log. */
  readonly before?: number;
  readonly limit: number;
}

export interface Records {
  find(tenantId: string, signOffId: string): Promise<FoundRecord | undefined>;
  /** Newest first. */
  list(tenantId: string, query: RecordQuery): Promise<readonly FoundRecord[]>;
}

/** An expected return, and the records of parcels nobody had announced that carry its number. */
export type FoundArrival = Omit<Arrival, 'heard'> & { readonly foundSignOffIds: readonly string[] };

export interface ArrivalQuery {
  readonly returnId?: string;
  readonly number?: string;
  /** Only returns after this one. */
  readonly after?: string;
  readonly limit: number;
}

export interface Arrivals {
  /** By number or return; without either, those that are on their way and not signed for. */
  list(tenantId: string, query: ArrivalQuery): Promise<readonly FoundArrival[]>;
}

/** The log as an auditor reads it, from its first record on. */
export interface EvidenceLog {
  head(): Promise<Head>;
  after(logIndex: number, limit: number): Promise<readonly StoredRecord[]>;
}

export const OBJECTS = Symbol('e-sign:objects');
export const CLAIMS = Symbol('e-sign:claims');
export const RECORDS = Symbol('e-sign:records');
export const ARRIVAL_QUERIES = Symbol('e-sign:arrival-queries');
export const PHOTO_LINKS = Symbol('e-sign:photo-links');
export const SIGNER = Symbol('e-sign:signer');
