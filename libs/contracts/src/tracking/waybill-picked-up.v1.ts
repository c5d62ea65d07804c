import { IsInstant } from '../is-instant.js';
import { IsOptional, IsString } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { WaybillRef } from './parts.js';

export class WaybillPickedUpData extends WaybillRef {
  @IsInstant() scannedAt!: string;
  @IsOptional() @IsString() reason?: string;
}

export const WaybillPickedUp = defineEvent({
  type: 'cn.cartrail.tracking.waybill.picked-up.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  data: WaybillPickedUpData,
  when: 'The carrier has the parcel (揽收).',
});
