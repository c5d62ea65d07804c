import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, IsUUID, MinLength, ValidateNested } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { Scan, WaybillRef } from './parts.js';

export class WaybillLinkedData extends WaybillRef {
  @IsUUID() linkedOrderId!: string;
  @IsString() @MinLength(1) status!: string;
  @IsOptional() @IsString() reason?: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => Scan) history!: Scan[];
}

export const WaybillLinked = defineEvent({
  type: 'cn.cartrail.tracking.waybill.linked.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  minor: 1,
  data: WaybillLinkedData,
  when: 'Another order turned out to travel in the same parcel; carries the history so far.',
});
