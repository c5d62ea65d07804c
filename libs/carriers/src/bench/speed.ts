/**
 * Calls a second of two ways to do the same, timed in turn in short slices, so that both meet the same machine. Seconds are
 * the process's own processor time, its collector's included: who else is busy on the machine does not count.
 */
export interface Speeds {
  readonly perSecond: number;
  readonly limit: number;
}

const AT_ONCE = 200;

export function inTurn(ms: number, work: (nr: number) => void, bare: (nr: number) => void): Speeds {
  let calls = 0;
  let workMs = 0;
  let bareMs = 0;
  while (workMs + bareMs < ms) {
    workMs += timed(work, calls);
    bareMs += timed(bare, calls);
    calls += AT_ONCE;
  }
  return { perSecond: (calls / workMs) * 1_000, limit: (calls / bareMs) * 1_000 };
}

/** Calls a second. */
export function alone(ms: number, work: (nr: number) => void): number {
  let calls = 0;
  let workMs = 0;
  while (workMs < ms) {
    workMs += timed(work, calls);
    calls += AT_ONCE;
  }
  return (calls / workMs) * 1_000;
}

function timed(work: (nr: number) => void, from: number): number {
  const start = process.cpuUsage();
  for (let nr = from; nr < from + AT_ONCE; nr++) work(nr);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}
