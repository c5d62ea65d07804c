import { TEST_MORNING } from './builders/an-event.js';
import type { Clock, Instant } from '@cartrail/kernel';

/** Business time that moves only when told to. */
export class FakeClock implements Clock {
  constructor(private instant: Instant = TEST_MORNING) {}

  now(): Instant {
    return this.instant;
  }

  advance(ms: number): Instant {
    if (ms < 0) throw new RangeError('business time never moves back');
    this.instant += ms;
    return this.instant;
  }

  set(instant: Instant): void {
    this.advance(instant - this.instant);
  }
}
