import type { Clock, Instant } from '@cartrail/kernel';
import type { Act, Planned } from '../state/planned.js';
import type { State } from '../state/state.js';

export type Performer = (planned: Planned) => void;

/** What will happen by itself, in the order of simulated time, however far the clock jumps. */
export class Agenda {
  private readonly performers = new Map<Act, Performer>();

  private performing: Instant | undefined;

  constructor(
    private readonly state: State,
    private readonly clock: Clock,
  ) {}

  /** The moment of the act that is being performed: what follows from it counts from there, not from after the jump. */
  now(): Instant {
    return this.performing ?? this.clock.now();
  }

  perform(act: Act, performer: Performer): void {
    this.performers.set(act, performer);
  }

  plan(at: Instant, act: Act, id: string, detail = ''): void {
    const later = this.state.agenda.findIndex((one) => one.at > at);
    this.state.agenda.splice(later < 0 ? this.state.agenda.length : later, 0, { at, act, id, detail });
    this.state.dirty = true;
  }

  /** Nothing more will happen to it. */
  drop(id: string): void {
    this.state.agenda = this.state.agenda.filter((one) => one.id !== id);
    this.state.dirty = true;
  }

  /** An act may plan others that are due as well. */
  tick(): void {
    const now = this.clock.now();
    for (let next = this.state.agenda[0]; next && next.at <= now; next = this.state.agenda[0]) {
      this.state.agenda.shift();
      this.state.dirty = true;
      this.performing = next.at;
      try {
        this.performers.get(next.act)?.(next);
      } finally {
        this.performing = undefined;
      }
    }
  }
}
