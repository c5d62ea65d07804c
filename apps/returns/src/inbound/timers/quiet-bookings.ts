import type { Clock } from '@cartrail/kernel';
import { applyByTenant, type Commands } from '@cartrail/messaging';
import type { DueWork } from '../../application/ports.js';
import { ask } from '../../domain/pickup/reconcile.js';
import type { Flow } from '../flow/flow.js';

const BATCH = 200;

/** A lost callback must heal without a person: a booking without news is asked about, as an effect. */
export class QuietBookings {
  constructor(
    private readonly clock: Clock,
    private readonly due: DueWork,
    private readonly flow: Flow,
    private readonly commands: Commands,
  ) {}

  /** True when there may be more at once. */
  async run(): Promise<boolean> {
    const now = this.clock.now();
    const quiet = await this.due.quietBookings(now, BATCH);
    await applyByTenant(this.commands, quiet, ({ id }, cause) =>
      this.flow.ofPickup({ id }, cause, (state) => ask(state, now)),
    );
    return quiet.length === BATCH;
  }
}
