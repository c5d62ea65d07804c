import {
  ShipmentAccepted,
  ShipmentFailed,
  type ShipmentAcceptedData,
  type ShipmentFailedData,
  type ShipmentRef,
} from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { Shipment, ShipmentFact } from '../../domain/shipment.js';
import type { Fields } from './fields.js';

export function publishShipmentFact(fact: ShipmentFact, id: string, state: Shipment): Publication {
  const ref = {
    shipmentId: id,
    orderId: state.orderId,
    shopId: state.shopId,
    platform: state.platform,
    number: state.number,
    carrier: state.carrier,
    lines: state.lines.map((line) => ({ ...line })),
  } satisfies Fields<ShipmentRef>;
  switch (fact.type) {
    case 'ShipmentAccepted': {
      const data = { ...ref, acceptedAt: toIso(fact.at) } satisfies Fields<ShipmentAcceptedData>;
      return { event: ShipmentAccepted, data, occurredAt: fact.at };
    }
    case 'ShipmentFailed': {
      const { reason, detail } = fact.failure;
      const data = { ...ref, reason, detail, failedAt: toIso(fact.at) } satisfies Fields<ShipmentFailedData>;
      return { event: ShipmentFailed, data, occurredAt: fact.at };
    }
  }
}
