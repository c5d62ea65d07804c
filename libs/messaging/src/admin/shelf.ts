/** What the shelves need of a database session. */
export interface Session {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** One thing that waits for a person: a key with its events, a push, or an effect. */
export interface Parked {
  /** The consumer group, `ingress.<provider>` or `effect.<kind>`. */
  readonly place: string;
  readonly key: string;
  readonly since: Date;
  /** Entries under the key: the failed one and all that wait behind it. */
  readonly waiting: number;
  readonly attempts: number;
  /** When it is tried again by itself; null when only a person can help. */
  readonly nextAt: Date | null;
  readonly reason: string;
}

export interface Entry {
  /** topic/partition/offset, or the row's id. */
  readonly source: string;
  readonly eventId: string | null;
  readonly reason: string;
  /** Blocks its key: will not work as it is. */
  readonly dead: boolean;
  readonly raw: Buffer | null;
}

/** One table of things that wait. Every method runs in the caller's transaction. */
export interface Shelf {
  holds(place: string): boolean;
  list(session: Session): Promise<readonly Parked[]>;
  show(session: Session, place: string, key: string): Promise<readonly Entry[]>;
  /** Makes it due now; the service does the rest. False when there is nothing. */
  replay(session: Session, place: string, key: string): Promise<boolean>;
  /** Drops what blocks, or with `all` everything under the key. Answers how many. */
  discard(session: Session, place: string, key: string, all: boolean): Promise<number>;
  /** Puts other bytes in the place of the entry that blocks. */
  edit(session: Session, place: string, key: string, raw: Buffer): Promise<boolean>;
}
