import { IsString, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnRef } from './return.parts.js';

export class ReturnInTransitData extends ReturnRef {
  @IsString() @MinLength(1) number!: string;
  @IsString() @MinLength(1) carrier!: string;
  @IsInstant() pickedUpAt!: string;
}

export const ReturnInTransit = defineEvent({
  type: 'cn.cartrail.returns.return.in-transit.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnInTransitData,
  when: 'The return parcel is on its way.',
});
