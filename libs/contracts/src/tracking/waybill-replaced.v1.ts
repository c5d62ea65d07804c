import { IsInstant } from '../is-instant.js';
import { IsString, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { WaybillRef } from './parts.js';

export class WaybillReplacedData extends WaybillRef {
  @IsString() @MinLength(1) replacedByNumber!: string;
  @IsString() @MinLength(1) replacedByCarrier!: string;
  @IsInstant() replacedAt!: string;
}

export const WaybillReplaced = defineEvent({
  type: 'cn.cartrail.tracking.waybill.replaced.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  data: WaybillReplacedData,
  when: 'Another number carries the parcel now.',
});
