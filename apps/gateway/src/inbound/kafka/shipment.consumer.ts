import {
  ShipmentAccepted,
  ShipmentFailed,
  topics,
  type EventEnvelope,
  type EventOf,
  type ShipmentRef,
} from '@cartrail/contracts';
import { Consumes, On } from '@cartrail/messaging';
import { withShipment, type ShipmentPart } from '../../domain/shipments.js';
import { CaseChanges } from './case-changes.js';

type Ending = Pick<ShipmentPart, 'status' | 'at' | 'failure'>;

@Consumes(topics.shipmentEvents, { group: 'gateway.cases' })
export class ShipmentConsumer {
  constructor(private readonly cases: CaseChanges) {}

  @On(ShipmentAccepted)
  accepted(event: EventOf<typeof ShipmentAccepted>) {
    return this.one(event, { status: 'accepted', at: event.data.acceptedAt });
  }

  @On(ShipmentFailed)
  failed(event: EventOf<typeof ShipmentFailed>) {
    const { reason, detail, failedAt } = event.data;
    return this.one(event, { status: 'failed', at: failedAt, failure: { reason, detail } });
  }

  private one(event: EventEnvelope<ShipmentRef>, ending: Ending) {
    const { shipmentId, orderId, number, carrier, lines } = event.data;
    return this.cases.of(event, [orderId], ({ shipments }) => ({
      shipments: withShipment(shipments, { shipmentId, number, carrier, lines, ...ending }),
    }));
  }
}
