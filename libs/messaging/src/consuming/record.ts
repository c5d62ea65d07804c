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

/** A record without a key still needs one of its own to be parked under. */
export const keyOf = (key: Buffer | null, source: Source): string =>
  key === null ? sourceText(source) : storable(key);

/** PostgreSQL's text cannot hold NUL; the exact bytes stay in `parked_event.raw`. */
export const storable = (bytes: Buffer): string => bytes.toString('utf8').replaceAll('\0', '\uFFFD');
