import type { DataSource } from 'typeorm';
import type { Worker } from '../lifecycle.js';
import { Loop } from './loop.js';

/** Jobs that one process of a service runs at a time, stopped with the service. */
export class Timers implements Worker {
  private readonly loops: Loop[] = [];
  private started = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: (message: string) => void,
  ) {}

  /**
   * Runs `job` about every `everyMs` (machine time) in one process of the cluster. `job` may answer true to be
   * called again at once.
   */
  runEvery(name: string, everyMs: number, job: () => Promise<boolean | void>): void {
    const loop = new Loop(name, everyMs, this.log, () => this.alone(name, job));
    this.loops.push(loop);
    if (this.started) loop.start();
  }

  start(): Promise<void> {
    this.started = true;
    for (const loop of this.loops) loop.start();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  private async alone(name: string, job: () => Promise<boolean | void>): Promise<boolean> {
    const session = this.dataSource.createQueryRunner();
    try {
      const rows = (await session.query(
        `SELECT pg_try_advisory_lock(hashtext('cartrail.timer'), hashtext($1)) AS mine`,
        [name],
      )) as { mine: boolean }[];
      if (rows[0]?.mine !== true) return false;
      try {
        return (await job()) === true;
      } finally {
        await session.query(`SELECT pg_advisory_unlock(hashtext('cartrail.timer'), hashtext($1))`, [name]);
      }
    } finally {
      await session.release();
    }
  }
}
