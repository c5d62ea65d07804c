import type { Cause } from '@cartrail/kernel';
import { change, HandlesEffect, type AnyChange } from '@cartrail/messaging';
import type { ShipmentRequest } from '../../application/ports.js';
import { hint, type PendingPull } from '../../domain/pull.js';
import type { Shipment, ShipmentFact, ShipmentKey } from '../../domain/shipment.js';
import { pullStore } from '../postgres/stores.js';
import { ACTION_LIMITS, PlatformAction } from './platform-action.js';

@HandlesEffect('shipment.report', ACTION_LIMITS)
export class ReportShipmentEffect extends PlatformAction<
  ShipmentRequest,
  Shipment,
  ShipmentFact,
  ShipmentKey
> {
  protected idOf = ({ shipmentId }: ShipmentRequest): string => shipmentId;

  /** What the platform took shows in the order: it is asked for at once. */
  protected override leadsTo(
    _request: ShipmentRequest,
    { shopId, platformOrderId }: Shipment,
    facts: readonly ShipmentFact[],
    cause: Cause,
  ): readonly AnyChange[] {
    const id = `${shopId}/${platformOrderId}`;
    const wanted = { shopId, platformOrderId, correlationId: cause.correlationId, via: 'poll' } as const;
    return facts.map(() =>
      change<PendingPull, never>({
        store: pullStore,
        find: { id },
        createAs: id,
        cause,
        decide: (pull) => hint(pull, wanted),
      }),
    );
  }
}
