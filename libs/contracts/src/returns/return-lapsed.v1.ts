import { IsString, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnRef } from './return.parts.js';

export class ReturnLapsedData extends ReturnRef {
  @IsInstant() deadline!: string;
  @About('platform, profile, estimate.')
  @IsString()
  @MinLength(1)
  deadlineSource!: string;
  @IsInstant() lapsedAt!: string;
}

export const ReturnLapsed = defineEvent({
  type: 'cn.cartrail.returns.return.lapsed.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnLapsedData,
  when: 'The goods were not sent in time.',
});
