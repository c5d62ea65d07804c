/** While one batch is written the next is made fit. */
const BATCHES_AT_ONCE = 2;
/** Rows that wait for a batch; then no further page is asked for. */
const MOST_WAITING = 300;

/**
 * Pages are kept beside the asking for further ones, those that came meanwhile together. Ends when all that was begun
 * has ended, and fails as the first of it did.
 */
export async function keepPages<T>(
  pages: AsyncIterable<readonly T[]>,
  keep: (rows: readonly T[]) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  let waiting: T[] = [];
  const begin = (): void => {
    if (waiting.length === 0 || underWay.size === BATCHES_AT_ONCE) return;
    const batch = keep(waiting).then(() => {
      underWay.delete(batch);
      begin();
    });
    waiting = [];
    batch.catch(() => undefined); // it is told where it is waited for
    underWay.add(batch);
  };
  try {
    for await (const rows of pages) {
      waiting.push(...rows);
      begin();
      while (waiting.length >= MOST_WAITING) await Promise.race(underWay);
    }
    while (underWay.size > 0) await Promise.race(underWay);
  } finally {
    waiting = [];
    await Promise.allSettled(underWay);
  }
}
