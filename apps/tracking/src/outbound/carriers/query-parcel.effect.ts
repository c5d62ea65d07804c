import { Inject } from '@nestjs/common';
import {
  change,
  done,
  HandlesEffect,
  type AggregateStore,
  type ClaimedEffect,
  type EffectHandler,
  type EffectResult,
} from '@cartrail/messaging';
import { HEARING, type Hearing } from '../../application/ports.js';
import type { ParcelKey, Waybill, WaybillFact } from '../../domain/waybill.js';
import { PostgresWaybillStore } from '../postgres/waybill.store.js';
import { CALL_TIMEOUT_MS, CarrierCalls, usable } from './carrier-calls.js';

/** Asks the carrier about a parcel that has gone quiet; the answer takes the same way as a push. */
@HandlesEffect('parcel.query', { timeoutMs: CALL_TIMEOUT_MS })
export class QueryParcel implements EffectHandler {
  private readonly store: AggregateStore<Waybill, WaybillFact, ParcelKey>;

  constructor(
    private readonly calls: CarrierCalls,
    store: PostgresWaybillStore,
    @Inject(HEARING) private readonly parcels: Hearing,
  ) {
    this.store = store;
  }

  execute(effect: ClaimedEffect): Promise<EffectResult> {
    return this.calls.run(effect, 'track', async ({ port }, { waybillId, ...parcel }) => {
      const { scans } = await usable(port.track)(parcel);
      const decide = this.parcels.heard(scans);
      return done({ scans: scans.length }, [
        change({ store: this.store, find: { id: waybillId }, cause: effect.cause, decide }),
      ]);
    });
  }
}
