import { IsString, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnRef } from './return.parts.js';

export class ReturnClosedData extends ReturnRef {
  @About('closed, completed; extensible.')
  @IsString()
  @MinLength(1)
  outcome!: string;
  @IsInstant() closedAt!: string;
}

export const ReturnClosed = defineEvent({
  type: 'cn.cartrail.returns.return.closed.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnClosedData,
  when: 'The platform ended the case without a refund.',
});
