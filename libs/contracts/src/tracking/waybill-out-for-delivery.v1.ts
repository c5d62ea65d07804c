import { IsInstant } from '../is-instant.js';
import { IsOptional, IsString } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { WaybillRef } from './parts.js';

export class WaybillOutForDeliveryData extends WaybillRef {
  @IsInstant() scannedAt!: string;
  @IsOptional() @IsString() reason?: string;
}

export const WaybillOutForDelivery = defineEvent({
  type: 'cn.cartrail.tracking.waybill.out-for-delivery.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  data: WaybillOutForDeliveryData,
  when: 'The courier is on the way (派送).',
});
