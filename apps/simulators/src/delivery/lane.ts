import type { Instant } from '@cartrail/kernel';
import type { Push } from '../state/model.js';

const AT_ONCE = 32;

/** What one provider has to send: in order and one at a time per key, so many keys at once. */
export class Lane {
  private readonly queues = new Map<string, Push[]>();
  private readonly busy = new Set<string>();

  add(push: Push): void {
    this.queue(push.key).push(push);
  }

  /** Goes before the one that waits to be overtaken, which may go then; false where there is none. */
  overtake(push: Push): boolean {
    const queue = this.queue(push.key);
    const held = queue.findIndex((one, at) => one.swap && !(at === 0 && this.busy.has(push.key)));
    const older = queue[held];
    if (!older) return false;
    older.swap = false;
    older.dueSim = 0;
    queue.splice(held, 0, push);
    return true;
  }

  /** Those that may go now; each is busy until `free`. */
  take(now: Instant, machine: Instant): Push[] {
    const taken: Push[] = [];
    for (const [key, queue] of this.queues) {
      if (this.busy.size >= AT_ONCE) break;
      const push = queue[0];
      if (!push || this.busy.has(key) || push.dueSim > now || push.nextAt > machine) continue;
      this.busy.add(key);
      taken.push(push);
    }
    return taken;
  }

  free(push: Push): void {
    this.busy.delete(push.key);
  }

  remove(push: Push): void {
    const queue = this.queue(push.key).filter((one) => one !== push);
    if (queue.length > 0) this.queues.set(push.key, queue);
    else this.queues.delete(push.key);
  }

  /** Those that could go now, or are on their way. */
  pending(now: Instant): number {
    let count = 0;
    for (const queue of this.queues.values()) {
      for (const push of queue) {
        if (push.dueSim > now) break;
        count += 1;
      }
    }
    return count;
  }

  private queue(key: string): Push[] {
    const queue = this.queues.get(key) ?? [];
    this.queues.set(key, queue);
    return queue;
  }
}
