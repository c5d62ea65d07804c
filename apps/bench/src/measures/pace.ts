/**
 * Begins `act` for every place at its even time; what is late is begun at once. Ends when all have ended, and with the
 * first that fails.
 */
export async function atPace(
  perSecond: number,
  count: number,
  act: (place: number, dueAt: number) => Promise<void>,
): Promise<void> {
  const start = performance.now();
  const failures: unknown[] = [];
  const acting: Promise<unknown>[] = [];
  const dueAt = (place: number): number => start + (place * 1_000) / perSecond;
  for (let next = 0; next < count && failures.length === 0;) {
    for (const now = performance.now(); next < count && dueAt(next) <= now; next++) {
      acting.push(act(next, dueAt(next)).catch((error: unknown) => failures.push(error)));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(acting);
  if (failures.length > 0) throw failures[0];
}
