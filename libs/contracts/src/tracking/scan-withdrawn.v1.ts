import { IsInstant } from '../is-instant.js';
import { IsString, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { WaybillRef } from './parts.js';

export class ScanWithdrawnData extends WaybillRef {
  @IsString() @MinLength(1) scanId!: string;
  @IsInstant() withdrawnAt!: string;
  @IsString() @MinLength(1) status!: string;
}

export const ScanWithdrawn = defineEvent({
  type: 'cn.cartrail.tracking.waybill.scan-withdrawn.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  data: ScanWithdrawnData,
  when: 'The carrier took a scan back.',
});
