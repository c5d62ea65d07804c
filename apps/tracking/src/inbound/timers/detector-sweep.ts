import { MINUTE, type Clock, type Instant } from '@cartrail/kernel';
import { applyByTenant, change, type Commands } from '@cartrail/messaging';
import type { AlertKey, Watching } from '../../application/ports.js';
import { clear, raise, type Alert } from '../../domain/alert.js';
import { defaultThresholds } from '../../domain/thresholds.js';
import type { AlertStore } from '../stores.js';

const BATCH = 500;

/**
 * Raises and clears alerts, each once. After a gap in the sweeping (a restart, a moved clock) the first one raises
 * nothing: carriers' news of the meantime must be read before a silence is called one.
 */
export class DetectorSweep {
  private sweptAt: Instant | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly watching: Watching,
    private readonly alerts: AlertStore,
    private readonly commands: Commands,
    private readonly everyMs: number,
  ) {}

  /** True when there may be more at once. */
  async run(): Promise<boolean> {
    const now = this.clock.now();
    const cleared = await this.clear(now);
    const steady = this.sweptAt !== undefined && now - this.sweptAt <= 10 * MINUTE + 2 * this.everyMs;
    this.sweptAt = now;
    const raised = steady ? await this.raise(now) : 0;
    return cleared >= BATCH || raised >= BATCH;
  }

  private async clear(now: Instant): Promise<number> {
    const ended = await this.watching.ended(now, defaultThresholds, BATCH);
    await applyByTenant(this.commands, ended, ({ alertId, why }, cause) =>
      change({ store: this.alerts, find: { id: alertId }, cause, decide: (alert) => clear(alert, why, now) }),
    );
    return ended.length;
  }

  private async raise(now: Instant): Promise<number> {
    const found = await this.watching.overdue(now, defaultThresholds, BATCH);
    await applyByTenant(this.commands, found, ({ alert }, cause) =>
      change({
        store: this.alerts,
        find: conditionOf(alert),
        createAs: alert.id,
        cause,
        decide: (known) => raise(known, alert),
      }),
    );
    return found.length;
  }
}

const conditionOf = ({ subjectId, detector, since }: Alert): { key: AlertKey; text: string } => ({
  key: { subjectId, detector, since },
  text: `${subjectId}/${detector}/${since}`,
});
