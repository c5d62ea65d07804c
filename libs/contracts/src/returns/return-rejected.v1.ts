import { Type } from 'class-transformer';
import { IsString, MinLength, ValidateNested } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnRef, RuleDecision } from './return.parts.js';

export class ReturnRejectedData extends ReturnRef {
  @About('policy, merchant, platform.')
  @IsString()
  @MinLength(1)
  by!: string;
  @ValidateNested() @Type(() => RuleDecision) decision!: RuleDecision;
  @IsInstant() rejectedAt!: string;
}

export const ReturnRejected = defineEvent({
  type: 'cn.cartrail.returns.return.rejected.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnRejectedData,
  when: 'No rule allows the return, or the platform refused it; the buyer may amend, the platform may overrule.',
});
