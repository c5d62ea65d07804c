import { IsInstant } from '../is-instant.js';
import { IsOptional, IsString } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { WaybillRef } from './parts.js';

export class DeliveryFailedData extends WaybillRef {
  @IsInstant() scannedAt!: string;
  @IsOptional() @IsString() reason?: string;
}

export const DeliveryFailed = defineEvent({
  type: 'cn.cartrail.tracking.waybill.delivery-failed.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  data: DeliveryFailedData,
  when: 'An attempt to deliver failed.',
});
