import { IsString, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnRef } from './return.parts.js';

export class ReturnArrivedData extends ReturnRef {
  @IsString() @MinLength(1) number!: string;
  @IsString() @MinLength(1) carrier!: string;
  @IsInstant() arrivedAt!: string;
}

export const ReturnArrived = defineEvent({
  type: 'cn.cartrail.returns.return.arrived.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnArrivedData,
  when: 'The carrier has delivered the return parcel; the warehouse has not signed yet.',
});
