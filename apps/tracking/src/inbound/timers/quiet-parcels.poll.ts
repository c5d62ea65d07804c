import type { Clock } from '@cartrail/kernel';
import { applyByTenant, change, type Commands } from '@cartrail/messaging';
import type { FollowParcels } from '../../application/follow-parcels.js';
import type { Watching } from '../../application/ports.js';
import type { WaybillStore } from '../stores.js';

const BATCH = 200;

/** A lost push must heal without a person: whoever has been quiet for too long, or is rumoured of, is asked about, as an effect. */
export class QuietParcelsPoll {
  constructor(
    private readonly clock: Clock,
    private readonly watching: Watching,
    private readonly store: WaybillStore,
    private readonly parcels: FollowParcels,
    private readonly commands: Commands,
  ) {}

  /** True when there may be more at once. */
  async run(): Promise<boolean> {
    const quiet = await this.watching.quiet(this.clock.now(), BATCH);
    await applyByTenant(this.commands, quiet, ({ tenantId, waybillId }, cause) =>
      change({
        store: this.store,
        find: { id: waybillId },
        cause,
        decide: this.parcels.asked(),
        effects: ({ state: { number, carrier, phoneTail } }) => [
          {
            kind: 'parcel.query',
            tenantId,
            // A parcel is decided on once in a run; the next run's question is another.
            idempotencyKey: `${waybillId}:${cause.causationId}`,
            request: { waybillId, number, carrier, phoneTail },
          },
        ],
      }),
    );
    return quiet.length === BATCH;
  }
}
