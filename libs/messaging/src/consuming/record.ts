import { createHash } from 'node:crypto';

/** Where a record lies: logical topic (without prefix), partition, offset. */
export interface Source {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export interface RawRecord {
  readonly source: Source;
  readonly key: string;
  readonly value: Buffer | null;
}

export const sourceText = ({ topic, partition, offset }: Source): string => `${topic}/${partition}/${offset}`;

/** What an index takes, with room to spare; ours are a tenant and an id. */
const MAX_KEY_BYTES = 1_000;

/** A record without a key still needs one of its own to be parked under; one that no index takes has a short one. */
export function keyOf(key: Buffer | null, source: Source): string {
  if (key === null) return sourceText(source);
  return key.length <= MAX_KEY_BYTES
    ? storable(key)
    : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

/** PostgreSQL's text cannot hold NUL; the exact bytes stay in `parked_event.raw`. */
export const storable = (bytes: Buffer): string => bytes.toString('utf8').replaceAll('\0', '\uFFFD');
