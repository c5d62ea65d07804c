import type { OnApplicationBootstrap } from '@nestjs/common';
import { HOUR } from '@cartrail/kernel';
import type { Timers } from '@cartrail/messaging';

const REPLAY_EVERY_MS = 1_000;

/** Payloads that somebody replays are read again, and old ones go. */
export class MappingWorkers implements OnApplicationBootstrap {
  constructor(
    private readonly timers: Timers,
    private readonly replay: { turn(): Promise<boolean> },
    private readonly retention: { turn(): Promise<void> },
  ) {}

  onApplicationBootstrap(): void {
    this.timers.runEvery('mappings.replay', REPLAY_EVERY_MS, () => this.replay.turn());
    this.timers.runEvery('mappings.retention', HOUR, () => this.retention.turn());
  }
}
