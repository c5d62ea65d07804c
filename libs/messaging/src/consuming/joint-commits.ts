import type { Work } from './chunk.js';
import type { Lane } from './offsets.js';

/** What one partition has ready: its work in order, and the offset it stands at once that is committed. */
export interface Part {
  readonly lane: Lane;
  readonly work: readonly Work[];
  readonly to: bigint;
  /** The broker has more of this partition. */
  readonly behind: boolean;
}

/** Several parts were tried in one transaction, which failed: each is to be tried by itself. */
export class TakenApart extends Error {}

interface Waiting extends Part {
  readonly alone: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const MOST_RECORDS = 500;
/** Between the starts of two transactions while no partition is behind: a trickle costs ten a second, a lone event no wait. */
const GATHER_MS = 100;
/** While one transaction waits for the database, the next one's changes are computed. */
const AT_ONCE = 2;

/**
 * A group's transactions. Parts that wait at the same time share one, so that a burst spread over all partitions
 * costs as many statements as one in a single partition.
 */
export class JointCommits {
  private waiting: Waiting[] = [];
  private running = 0;
  private startedAt = -GATHER_MS;
  private resting: NodeJS.Timeout | undefined;

  constructor(private readonly commit: (parts: readonly Part[]) => Promise<void>) {}

  /** Resolves once the part is committed. Rejects with {@link TakenApart}, or with why its own transaction failed. */
  run(part: Part, alone: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...part, alone, resolve, reject });
      // The parts of one fetch arrive one by one within the same turn.
      setImmediate(() => {
        this.next();
      });
    });
  }

  private next(): void {
    while (this.running < AT_ONCE && this.waiting.length > 0) {
      const restMs = this.startedAt + GATHER_MS - performance.now();
      if (restMs > 0 && !this.isUrgent()) {
        this.rest(restMs);
        return;
      }
      const taken = this.take();
      this.startedAt = performance.now();
      this.running += 1;
      void this.settle(taken).finally(() => {
        this.running -= 1;
        this.next();
      });
    }
  }

  private rest(ms: number): void {
    this.resting ??= setTimeout(() => {
      this.resting = undefined;
      this.next();
    }, ms);
  }

  private isUrgent(): boolean {
    const records = this.waiting.reduce((sum, { work }) => sum + work.length, 0);
    return records >= MOST_RECORDS || this.waiting.some(({ alone, behind }) => alone || behind);
  }

  private take(): readonly Waiting[] {
    let records = 0;
    const fits = ({ alone, work }: Waiting, index: number): boolean => {
      records += work.length;
      return index === 0 || (!alone && records <= MOST_RECORDS);
    };
    const end = this.waiting[0]?.alone ? 1 : this.waiting.findIndex((part, index) => !fits(part, index));
    return this.waiting.splice(0, end === -1 ? this.waiting.length : end);
  }

  private async settle(taken: readonly Waiting[]): Promise<void> {
    try {
      await this.commit(taken);
      for (const { resolve } of taken) resolve();
    } catch (error) {
      const why = taken.length === 1 ? error : new TakenApart('tried with others', { cause: error });
      for (const { reject } of taken) reject(why);
    }
  }
}
