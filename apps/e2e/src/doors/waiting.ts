/** Asks until the answer is good or the time is up; answers the last one either way. */
export async function until<T>(
  ask: () => Promise<T>,
  good: (answer: T) => boolean,
  withinMs: number,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, 1_000)) {
    const answer = await ask();
    if (good(answer) || Date.now() >= end) return answer;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

/** `work` for every item, a few at a time, in order of arrival. */
export async function eachOf<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  atOnce = 8,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))));
  }
  return results;
}
