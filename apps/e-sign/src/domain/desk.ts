import type { Instant } from '@cartrail/kernel';
import type { Arrival } from './arrival.js';
import type { Picture, StatedParcel } from './parcel.js';
import type { Head, PersonalMacs, RecordPayload, SealedRecord } from './record.js';

/** An earlier record, as far as a correction of it needs to know. */
export interface Corrected {
  readonly signOffId: string;
  readonly rootId: string;
  /** Of its line of corrections; its own id while nobody has corrected it. */
  readonly newestId: string;
  readonly returnIds: readonly string[];
  readonly orderIds: readonly string[];
  readonly pictures: readonly Picture[];
}

/** All that one decision depends on, read while the tenant's log is locked. */
export interface Desk {
  readonly head: Head;
  /** The returns that name this number, and the one the person names. */
  readonly arrivals: readonly Arrival[];
  /** Hashes of photos that another line of records already has. */
  readonly usedElsewhere: ReadonlySet<string>;
  readonly corrected?: Corrected;
  /** What came of it. */
  readonly signed?: Signed;
}

export interface Signed {
  readonly sealed: SealedRecord;
  readonly record: RecordPayload;
  readonly personal: Personal;
  readonly rootId: string;
  readonly corrects?: Corrected;
}

/** What names people: encrypted, to lie beside the record, and the keyed hashes the record holds of it. */
export interface Personal {
  readonly encrypted: string;
  readonly macs: PersonalMacs;
}

export interface SignedFact {
  readonly type: 'Signed';
}

export interface Signing {
  readonly tenantId: string;
  readonly signOffId: string;
  readonly stated: StatedParcel;
  readonly by: { readonly id: string; readonly role: string };
  readonly personal: Personal;
  /** The record to correct. */
  readonly corrects?: string;
  readonly at: Instant;
}
