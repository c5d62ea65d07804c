import type { Head, RecordPayload } from './record.js';

/** A record as it is stored, with what lies beside it. */
export interface StoredRecord {
  readonly payload: string;
  readonly hash: string;
  readonly alg: string;
  readonly keyId: string;
  readonly signature: string;
  /** The rows by which photos and returns are found; they must say what the record says. */
  readonly index: {
    readonly returnIds: readonly string[];
    readonly photos: readonly { readonly place: number; readonly sha256: string; readonly rootId: string }[];
  };
}

/** What keeps a record together, in the order it is checked. */
export type Flaw =
  | 'payload' // cannot be read, or is not in its canonical form
  | 'log_index' // one is missing, or stands twice
  | 'prev_hash' // does not follow the record before
  | 'payload_hash' // the stored hash is not that of the payload
  | 'signing_key' // signed with a key nobody vouches for
  | 'signature' // the signature is not of this payload
  | 'index' // what finds the record says something else than the record
  | 'photo_missing'
  | 'photo_changed'
  | 'head'; // the log ends elsewhere than its head says

export interface Broken {
  readonly logIndex: number;
  readonly signOffId?: string;
  readonly flaw: Flaw;
  readonly detail: string;
}

export interface Tools {
  readonly hash: (text: string) => string;
  /** Undefined where the value has no canonical form. */
  readonly canonical: (value: unknown) => string | undefined;
  readonly knowsKey: (alg: string, keyId: string) => boolean;
  readonly verify: (keyId: string, text: string, signature: string) => boolean;
}

type Checked =
  | { readonly record: RecordPayload; readonly broken?: undefined }
  | { readonly record?: undefined; readonly broken: Broken };

/** Checks one record against the one before it; its photos' bytes are whoever asks' to compare. */
export function check(
  previous: Head,
  stored: StoredRecord,
  tenantId: string,
  { hash, canonical, knowsKey, verify }: Tools,
): Checked {
  const logIndex = previous.size + 1;
  const record = read(stored.payload);
  const broken = (flaw: Flaw, detail: string): Checked => ({
    broken: { logIndex, signOffId: flaw === 'log_index' ? undefined : record?.record_id, flaw, detail },
  });
  if (!record || canonical(record) !== stored.payload)
    return broken('payload', 'the payload is not a record in its canonical form');
  if (record.log_index !== logIndex)
    return broken('log_index', `record ${logIndex} is missing: ${record.log_index} follows`);
  if (record.prev_hash !== previous.hash) return broken('prev_hash', 'it does not name the record before it');
  if (hash(stored.payload) !== stored.hash)
    return broken('payload_hash', 'the stored hash is not that of the payload');
  if (!knowsKey(stored.alg, stored.keyId)) return broken('signing_key', `no known key ${stored.keyId}`);
  if (!verify(stored.keyId, stored.payload, stored.signature))
    return broken('signature', 'the signature is not of this payload');
  if (record.tenant_id !== tenantId) return broken('index', `it belongs to ${record.tenant_id}`);
  if (!isFoundAsItSays(stored, record))
    return broken('index', 'its photos or returns are indexed differently');
  return { record };
}

function read(text: string): RecordPayload | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isRecord =
      typeof value === 'object' && value !== null && Array.isArray((value as RecordPayload).photos);
    return isRecord ? (value as RecordPayload) : undefined;
  } catch {
    return undefined;
  }
}

function isFoundAsItSays({ index }: StoredRecord, record: RecordPayload): boolean {
  const rootId = record.root_id ?? record.record_id;
  const indexed = index.photos.map((photo) => `${photo.place} ${photo.sha256} ${photo.rootId}`);
  const photos = record.photos.map(({ sha256 }, place) => `${place} ${sha256} ${rootId}`);
  return same(indexed, photos) && same(index.returnIds, record.return_ids);
}

const same = (left: readonly string[], right: readonly string[]): boolean =>
  [...left].sort().join('\n') === [...right].sort().join('\n');
