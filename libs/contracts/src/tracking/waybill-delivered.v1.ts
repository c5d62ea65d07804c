import { IsInstant } from '../is-instant.js';
import { IsOptional, IsString } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { WaybillRef } from './parts.js';

export class WaybillDeliveredData extends WaybillRef {
  @IsInstant() scannedAt!: string;
  @IsOptional() @IsString() reason?: string;
}

export const WaybillDelivered = defineEvent({
  type: 'cn.cartrail.tracking.waybill.delivered.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  data: WaybillDeliveredData,
  when: 'The parcel was signed for (签收).',
});
