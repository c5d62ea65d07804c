import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ShipmentRef } from './shipment.parts.js';

export class ShipmentAcceptedData extends ShipmentRef {
  @IsInstant() acceptedAt!: string;
}

export const ShipmentAccepted = defineEvent({
  type: 'cn.cartrail.order.shipment.accepted.v1',
  topic: topics.shipmentEvents,
  aggregate: 'shipment',
  data: ShipmentAcceptedData,
  when: 'The platform took the number, or shows it already; OrderShipped follows once the order is read.',
});
