/** Machine time: how long a changed account may still be read from memory. */
const KEEP_MS = 30_000;
const KEEP_ABSENT_MS = 2_000;
/** Machine time between two looks past the memory: whoever makes us take them must not make many. */
const ANEW_MS = 1_000;
const MAX_ENTRIES = 10_000;

interface Entry<T> {
  readonly until: number;
  /** When it was looked up though something was remembered. */
  readonly anewAt?: number;
  readonly found: Promise<T | undefined>;
}

/** What was looked up a moment ago; what was not there, for less long, and what failed, not at all. */
export class Remembered<T> {
  private readonly entries = new Map<string, Entry<T>>();

  get(key: string, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const entry = this.entries.get(key);
    return entry && entry.until > Date.now() ? entry.found : this.look(key, load);
  }

  /** What is there now; within a second of such a look, what that one found. */
  anew(key: string, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const now = Date.now();
    const entry = this.entries.get(key);
    return entry?.anewAt !== undefined && entry.anewAt > now - ANEW_MS
      ? entry.found
      : this.look(key, load, now);
  }

  forget(which: (key: string) => boolean): void {
    for (const key of [...this.entries.keys()]) if (which(key)) this.entries.delete(key);
  }

  private look(key: string, load: () => Promise<T | undefined>, anewAt?: number): Promise<T | undefined> {
    const now = Date.now();
    if (this.entries.size >= MAX_ENTRIES) this.entries.clear();
    const found = load();
    const fresh = { until: now + KEEP_MS, anewAt, found };
    this.entries.set(key, fresh);
    const replace = (next: Entry<T> | undefined): void => {
      if (this.entries.get(key) !== fresh) return;
      if (next) this.entries.set(key, next);
      else this.entries.delete(key);
    };
    found.then(
      (value) => {
        if (value === undefined) replace({ until: now + KEEP_ABSENT_MS, anewAt, found });
      },
      () => {
        replace(undefined);
      },
    );
    return found;
  }
}
