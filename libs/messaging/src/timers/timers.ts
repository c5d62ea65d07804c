import type { Worker } from '../lifecycle.js';
import type { Leadership } from './leadership.js';
import { Loop } from './loop.js';

/** Answers true to be called again at once. */
export type Job = () => Promise<unknown>;

/** Jobs that one process of a service runs at a time, stopped with the service. */
export class Timers implements Worker {
  private readonly loops = new Map<string, Loop>();
  private readonly turns = new Map<string, Job>();
  private started = false;

  constructor(
    private readonly leadership: Leadership,
    private readonly log: (message: string) => void,
  ) {}

  /** Runs `job` every `everyMs` (machine time, from end to start) in the one process of the service that leads. */
  runEvery(name: string, everyMs: number, job: Job): void {
    if (this.turns.has(name)) throw new Error(`there are two timers named ${name}`);
    const turn = oneAtATime(job);
    this.turns.set(name, turn);
    const loop = new Loop(
      name,
      everyMs,
      this.log,
      async () => (await this.leadership.held()) && (await turn()) === true,
    );
    this.loops.set(name, loop);
    if (this.started) loop.start();
  }

  /** There is something to do: its next turn does not wait, unless another process leads, which does not hear of it. */
  wake(name: string): void {
    this.loops.get(name)?.wake();
  }

  /** Does now what the timer would do at its next turns, until there is no more; for tests and operators. */
  async runNow(name: string): Promise<void> {
    const turn = this.turns.get(name);
    if (!turn) throw new Error(`no timer is named ${name}`);
    while ((await turn()) === true);
  }

  start(): Promise<void> {
    this.started = true;
    for (const loop of this.loops.values()) loop.start();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.loops.values()].map((loop) => loop.stop()));
    await this.leadership.release();
  }
}

function oneAtATime(job: Job): Job {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const turn = last.then(job);
    last = turn.catch(() => undefined);
    return turn;
  };
}
