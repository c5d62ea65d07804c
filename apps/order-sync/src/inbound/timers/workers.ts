import type { OnApplicationBootstrap } from '@nestjs/common';
import { Timers } from '@cartrail/messaging';

const PULL_EVERY_MS = 100;
const COUNT_EVERY_MS = 5_000;

/** What is asked of the platform about one kind of thing. */
export interface Asking {
  readonly name: string;
  readonly pull: { turn(): Promise<boolean>; count(): Promise<void> };
  readonly poll: { turn(): Promise<void> };
}

/** When the service asks the platform: as soon as there is a hint, and regularly without one. */
export class Workers implements OnApplicationBootstrap {
  constructor(
    private readonly timers: Timers,
    private readonly askings: readonly Asking[],
    private readonly pollEveryMs: number,
  ) {}

  onApplicationBootstrap(): void {
    for (const { name, pull, poll } of this.askings) {
      this.timers.runEvery(`${name}.pull`, PULL_EVERY_MS, () => pull.turn());
      this.timers.runEvery(`${name}.poll`, this.pollEveryMs, () => poll.turn());
      this.timers.runEvery(`${name}.pull-count`, COUNT_EVERY_MS, () => pull.count());
    }
  }
}
