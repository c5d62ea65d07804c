const POLL_MS = 20;

/**
 * Waits for a condition. `behind` answers what is still missing, or undefined when it holds; the last answer is the
 * error's text, so that a time-out says what never came.
 */
export async function waitUntil(
  behind: () => Promise<string | undefined> | string | undefined,
  timeoutMs = 15_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const missing = await behind();
    if (missing === undefined) return;
    if (performance.now() > deadline) throw new Error(`after ${timeoutMs} ms still waiting: ${missing}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
