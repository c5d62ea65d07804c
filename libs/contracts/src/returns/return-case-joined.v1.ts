import { Type } from 'class-transformer';
import { IsInt, Min, ValidateNested } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnRef, RuleDecision } from './return.parts.js';

export class ReturnCaseJoinedData extends ReturnRef {
  @ValidateNested() @Type(() => RuleDecision) decision!: RuleDecision;
  @IsInt() @Min(0) refundEstimateFen!: number;
  @IsInstant() joinedAt!: string;
}

export const ReturnCaseJoined = defineEvent({
  type: 'cn.cartrail.returns.return.case-joined.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnCaseJoinedData,
  when: "The platform's case of a return begun on our page arrived.",
});
