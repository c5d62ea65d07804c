import type { Clock } from '@cartrail/kernel';
import { applyByTenant, change, type Commands } from '@cartrail/messaging';
import type { Watching } from '../../application/ports.js';
import { hasEnded } from '../../domain/register.js';
import { renew } from '../../domain/subscription.js';
import type { WaybillStore } from '../stores.js';

const BATCH = 200;

/** A parcel its provider has given up may still move: it is subscribed anew, as an effect, once the provider takes it again. */
export class LapsedSubscriptions {
  constructor(
    private readonly clock: Clock,
    private readonly watching: Watching,
    private readonly store: WaybillStore,
    private readonly commands: Commands,
  ) {}

  /** True when there may be more at once. */
  async run(): Promise<boolean> {
    const now = this.clock.now();
    const lapsed = await this.watching.lapsed(now, BATCH);
    await applyByTenant(this.commands, lapsed, ({ tenantId, waybillId }, cause) =>
      change({
        store: this.store,
        find: { id: waybillId },
        cause,
        decide: (waybill) => renew(waybill, now),
        effects: ({ state }) => {
          if (hasEnded(state)) return [];
          const { number, carrier, phoneTail } = state;
          return [
            {
              kind: 'parcel.subscribe',
              tenantId,
              // The first subscription goes by the parcel alone.
              idempotencyKey: `${waybillId}:${cause.causationId}`,
              request: { waybillId, number, carrier, phoneTail },
            },
          ];
        },
      }),
    );
    return lapsed.length === BATCH;
  }
}
