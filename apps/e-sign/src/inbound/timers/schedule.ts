import type { OnModuleInit } from '@nestjs/common';
import type { Timers } from '@cartrail/messaging';
import type { KeepPhotos } from '../../application/keep-photos.js';

/** Clears what requests left behind that ended in a crash; in one process of the cluster at a time. */
export class Schedule implements OnModuleInit {
  constructor(
    private readonly timers: Timers,
    private readonly photos: KeepPhotos,
    private readonly everyMs: number,
    private readonly olderThanMs: number,
  ) {}

  onModuleInit(): void {
    this.timers.runEvery('e-sign.orphans', this.everyMs, () => this.photos.sweep(this.olderThanMs));
  }
}
