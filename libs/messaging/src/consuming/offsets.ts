import type { DataSource, EntityManager } from 'typeorm';

/** Where a partition stands in our own database, and the epoch that fences earlier owners. */
export interface Lane {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  next: bigint;
  readonly epoch: string;
  /** Join count of the group this lane was claimed under. */
  readonly generation: number;
  sought: boolean;
}

/** Another member owns the partition now: nothing of ours was written. */
export class Fenced extends Error {
  constructor(lane: Lane) {
    super(`${lane.group} lost ${lane.topic}/${lane.partition} to another member`);
  }
}

/** Takes the partition: from here on, an earlier owner's transactions write nothing. */
export async function claim(
  dataSource: DataSource,
  at: {
    readonly group: string;
    readonly topic: string;
    readonly partition: number;
    readonly generation: number;
  },
  firstOffset: bigint,
): Promise<Lane> {
  const rows: { next_offset: string; epoch: string }[] = await dataSource.query(
    `INSERT INTO consumer_offset AS held (grp, topic, part, next_offset, epoch) VALUES ($1, $2, $3, $4, 1)
     ON CONFLICT (grp, topic, part) DO UPDATE SET epoch = held.epoch + 1
     RETURNING next_offset, epoch`,
    [at.group, at.topic, at.partition, firstOffset.toString()],
  );
  const row = rows[0];
  if (!row) throw new Error('claiming a partition returned no row');
  return { ...at, next: BigInt(row.next_offset), epoch: row.epoch, sought: false };
}

/** First statement of a chunk's transaction; the row stays locked until it ends. */
export async function fence(tx: EntityManager, lane: Lane, to: bigint): Promise<void> {
  const [, moved]: [unknown, number] = await tx.query(
    `UPDATE consumer_offset SET next_offset = $1
      WHERE grp = $2 AND topic = $3 AND part = $4 AND next_offset = $5 AND epoch = $6`,
    [to.toString(), lane.group, lane.topic, lane.partition, lane.next.toString(), lane.epoch],
  );
  if (moved !== 1) throw new Fenced(lane);
}
