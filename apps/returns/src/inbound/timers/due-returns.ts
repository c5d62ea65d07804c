import { DAY, type Clock } from '@cartrail/kernel';
import { applyByTenant, type Commands } from '@cartrail/messaging';
import type { DueWork } from '../../application/ports.js';
import { lapse } from '../../domain/return/end.js';
import type { Flow } from '../flow/flow.js';

const BATCH = 500;
/** An offer that is over is told so for a while, instead of being unknown. */
const KEEP_SHEETS_MS = DAY;

/** Returns nobody sent goods for in time lapse; sheets of old offers go. */
export class DueReturns {
  constructor(
    private readonly clock: Clock,
    private readonly due: DueWork,
    private readonly flow: Flow,
    private readonly commands: Commands,
  ) {}

  /** True when there may be more at once. */
  async run(): Promise<boolean> {
    const now = this.clock.now();
    const lapsing = await this.due.lapsing(now, BATCH);
    await applyByTenant(this.commands, lapsing, ({ id }, cause) =>
      this.flow.ofReturn(id, cause, (state) => lapse(state, now)),
    );
    const dropped = await this.due.dropSheets(now - KEEP_SHEETS_MS, BATCH);
    return lapsing.length === BATCH || dropped === BATCH;
  }
}
