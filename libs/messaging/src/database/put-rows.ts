import type { EntityManager } from 'typeorm';

/** Somebody else created the row between this transaction's look and its write; taken again, it finds the row. */
class RowTaken extends Error {
  /** PostgreSQL's word for it: the transaction is the same again, its outcome is not. */
  readonly code = '40001';
  constructor() {
    super('a row that was not there when it was looked for is there now');
  }
}

/**
 * Writes a store's aggregates: `INSERT … ON CONFLICT …`, which ends there. A row that is not there cannot be locked, so
 * that two batches may both create it, each from nothing; the second to write would overwrite what the first had
 * heard. It is told here, where the database knows which rows are new, and must be run again.
 */
export async function putRows(
  tx: EntityManager,
  insert: string,
  parameters: readonly unknown[],
  rows: readonly { readonly created: boolean }[],
): Promise<void> {
  const [put]: { inserted: number }[] = await tx.query(
    `WITH put AS (${insert} RETURNING xmax = 0 AS inserted)
     SELECT count(*) FILTER (WHERE inserted)::int AS inserted FROM put`,
    [...parameters],
  );
  const created = rows.filter((row) => row.created).length;
  if ((put?.inserted ?? 0) < created) throw new RowTaken();
}
