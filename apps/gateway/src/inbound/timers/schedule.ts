import type { OnModuleInit } from '@nestjs/common';
import { HOUR } from '@cartrail/kernel';
import type { Timers } from '@cartrail/messaging';

/** What one process of the service does from time to time. */
export class Schedule implements OnModuleInit {
  constructor(
    private readonly timers: Timers,
    private readonly retention: { run(): Promise<boolean> },
  ) {}

  onModuleInit(): void {
    this.timers.runEvery('case-events.retention', HOUR, () => this.retention.run());
  }
}
