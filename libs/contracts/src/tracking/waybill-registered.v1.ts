import { About } from '../about.js';
import { IsInstant } from '../is-instant.js';
import { IsInt, IsOptional, IsString } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { WaybillRef } from './parts.js';

export class WaybillRegisteredData extends WaybillRef {
  @About('Counts the reuses of a number, from 1.')
  @IsInt()
  generation!: number;
  @IsOptional() @IsString() fromRegion?: string;
  @IsOptional() @IsString() toRegion?: string;
  @IsOptional() @IsString() shopId?: string;
  @IsInstant() shippedAt!: string;
  @IsInstant() registeredAt!: string;
}

export const WaybillRegistered = defineEvent({
  type: 'cn.cartrail.tracking.waybill.registered.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  data: WaybillRegisteredData,
  when: 'A parcel number is followed from now on.',
});
