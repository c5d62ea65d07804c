import { Type } from 'class-transformer';
import { IsInt, IsUUID, Min, ValidateNested } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnRef, RuleDecision } from './return.parts.js';

export class RefundDueData extends ReturnRef {
  @IsUUID() refundId!: string;
  @IsInt() @Min(0) amountFen!: number;
  @ValidateNested() @Type(() => RuleDecision) decision!: RuleDecision;
  @About('Within 24 h of sign-off.')
  @IsInstant()
  dueBy!: string;
  @IsInstant() decidedAt!: string;
}

export const RefundDue = defineEvent({
  type: 'cn.cartrail.returns.return.refund-due.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: RefundDueData,
  when: 'The buyer is to be paid back this much; once per return.',
});
