import { IsInstant } from '../is-instant.js';
import { IsString, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { WaybillRef } from './parts.js';

export class StatusCorrectedData extends WaybillRef {
  @IsString() @MinLength(1) from!: string;
  @IsString() @MinLength(1) to!: string;
  @IsString() @MinLength(1) why!: string;
  @IsInstant() correctedAt!: string;
}

export const StatusCorrected = defineEvent({
  type: 'cn.cartrail.tracking.waybill.status-corrected.v1',
  topic: topics.waybillEvents,
  aggregate: 'waybill',
  data: StatusCorrectedData,
  when: 'A status that had been final, or further on, was corrected.',
});
