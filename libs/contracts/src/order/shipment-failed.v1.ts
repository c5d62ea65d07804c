import { IsOptional, IsString, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ShipmentRef } from './shipment.parts.js';

export class ShipmentFailedData extends ShipmentRef {
  @About('manual_only, state_moved, refused, not_supported, not_authorised, unavailable; extensible.')
  @IsString()
  @MinLength(1)
  reason!: string;
  @About("The platform's own words, or what is missing.")
  @IsOptional()
  @IsString()
  detail?: string;
  @IsInstant() failedAt!: string;
}

export const ShipmentFailed = defineEvent({
  type: 'cn.cartrail.order.shipment.failed.v1',
  topic: topics.shipmentEvents,
  aggregate: 'shipment',
  data: ShipmentFailedData,
  when: 'The platform could not be told the number; it may be asked for again, or entered at the platform.',
});
