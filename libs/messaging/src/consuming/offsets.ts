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
  constructor(lanes: readonly Lane[]) {
    const names = lanes.map(({ topic, partition }) => `${topic}/${partition}`).join(', ');
    super(`${lanes[0]?.group ?? ''} lost ${names} to another member`);
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

/** First statement of a chunk's transaction: moves every lane it carries; the rows stay locked until it ends. */
export async function fence(
  tx: EntityManager,
  moves: readonly { readonly lane: Lane; readonly to: bigint }[],
): Promise<void> {
  const [, moved]: [unknown, number] = await tx.query(
    `UPDATE consumer_offset AS held SET next_offset = given.upto
       FROM unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[])
         AS given (grp, topic, part, at, upto, epoch)
      WHERE held.grp = given.grp AND held.topic = given.topic AND held.part = given.part
        AND held.next_offset = given.at AND held.epoch = given.epoch`,
    [
      moves.map(({ lane }) => lane.group),
      moves.map(({ lane }) => lane.topic),
      moves.map(({ lane }) => lane.partition),
      moves.map(({ lane }) => lane.next.toString()),
      moves.map(({ to }) => to.toString()),
      moves.map(({ lane }) => lane.epoch),
    ],
  );
  if (moved !== moves.length) throw new Fenced(moves.map(({ lane }) => lane));
}

/**
 * Takes another log from its start. Its offsets are those of the old one over again: what is parked of that steps aside,
 * below zero and in its order, so that nothing new is taken for it.
 */
export async function startOver(dataSource: DataSource, lane: Lane, first: bigint): Promise<void> {
  await dataSource.transaction(async (tx) => {
    await fence(tx, [{ lane, to: first }]);
    await tx.query(
      `UPDATE parked_event SET "offset" = "offset" - ($4::bigint - old.lowest)
         FROM (SELECT min("offset") AS lowest FROM parked_event WHERE grp = $1 AND topic = $2 AND part = $3) AS old
        WHERE grp = $1 AND topic = $2 AND part = $3`,
      [lane.group, lane.topic, lane.partition, lane.next.toString()],
    );
  });
  lane.next = first;
}
