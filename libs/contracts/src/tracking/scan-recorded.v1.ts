import { About } from '../about.js';
import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, MinLength, ValidateNested } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { Scan, WaybillRef } from './parts.js';

export class ScanRecordedData extends WaybillRef {
  @ValidateNested() @Type(() => Scan) scan!: Scan;
  @About("The parcel's status with this scan in its history.")
  @IsString()
  @MinLength(1)
  status!: string;
  @IsOptional() @IsString() reason?: string;
  @About('Older than one already known: recorded, but no step back.')
  @IsBoolean()
  late!: boolean;
}

export const ScanRecorded = defineEvent({
  type: 'cn.cartrail.tracking.waybill.scan-recorded.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  minor: 1,
  data: ScanRecordedData,
  when: 'A scan nobody had reported before.',
});
