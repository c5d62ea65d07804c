import { IsOptional, IsString, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnRef } from './return.parts.js';

export class ReturnCancelledData extends ReturnRef {
  @About('buyer, merchant, platform.')
  @IsString()
  @MinLength(1)
  by!: string;
  @IsOptional() @IsString() why?: string;
  @IsInstant() cancelledAt!: string;
}

export const ReturnCancelled = defineEvent({
  type: 'cn.cartrail.returns.return.cancelled.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnCancelledData,
  when: 'The return was called off before the goods travelled.',
});
