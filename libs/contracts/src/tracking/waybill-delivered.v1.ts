import { IsRFC3339, IsOptional, IsString } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { WaybillRef } from './parts.js';

export class WaybillDeliveredData extends WaybillRef {
  @IsRFC3339() scannedAt!: string;
  @IsOptional() @IsString() reason?: string;
}

export const WaybillDelivered = defineEvent({
  type: 'cn.cartrail.tracking.waybill.delivered.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  data: WaybillDeliveredData,
  when: 'The parcel was signed for (签收).',
});
