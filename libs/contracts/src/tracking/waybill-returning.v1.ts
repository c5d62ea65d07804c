import { IsRFC3339, IsOptional, IsString } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { WaybillRef } from './parts.js';

export class WaybillReturningData extends WaybillRef {
  @IsRFC3339() scannedAt!: string;
  @IsOptional() @IsString() reason?: string;
}

export const WaybillReturning = defineEvent({
  type: 'cn.cartrail.tracking.waybill.returning.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  data: WaybillReturningData,
  when: 'The parcel is on its way back.',
});
