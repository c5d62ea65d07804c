import { IsInstant } from '../is-instant.js';
import { IsOptional, IsString } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { WaybillRef } from './parts.js';

export class WaybillReturningData extends WaybillRef {
  @IsInstant() scannedAt!: string;
  @IsOptional() @IsString() reason?: string;
}

export const WaybillReturning = defineEvent({
  type: 'cn.cartrail.tracking.waybill.returning.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  data: WaybillReturningData,
  when: 'The parcel is on its way back.',
});
