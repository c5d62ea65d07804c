import { DAY, HOUR, machineClock, SECOND, type Clock, type Instant } from '@cartrail/kernel';
import type { Simulators } from '../platforms/simulators.js';

const SHANGHAI_MS = 8 * HOUR;

/** The clock of the simulated world, which goes with the machine's and can be moved forward. */
export class WorldClock implements Clock {
  private offsetMs = 0;

  constructor(private readonly sim: Simulators) {}

  now(): Instant {
    return machineClock.now() + this.offsetMs;
  }

  async advance(ms: number): Promise<void> {
    this.offsetMs += ms;
    await this.sim.advance(ms);
  }

  /** To the last seconds of a day in Shanghai. */
  async toMidnight(before: number): Promise<void> {
    const left = DAY - ((this.now() + SHANGHAI_MS) % DAY);
    await this.advance(left > before ? left - before : left + DAY - before);
  }

  /** Into the first second of the day that comes. */
  pastMidnight(): Promise<void> {
    const left = DAY - ((this.now() + SHANGHAI_MS) % DAY);
    return this.advance(left < 5 * SECOND ? left : 0);
  }
}
