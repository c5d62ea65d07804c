import { IsInt, IsOptional, IsString, IsUUID, Min, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ReturnRef } from './return.parts.js';

export class ReturnRefundedData extends ReturnRef {
  @IsOptional() @IsUUID() refundId?: string;
  @IsInt() @Min(0) amountFen!: number;
  @About('cartrail, or platform.')
  @IsString()
  @MinLength(1)
  by!: string;
  @IsInstant() refundedAt!: string;
}

export const ReturnRefunded = defineEvent({
  type: 'cn.cartrail.returns.return.refunded.v1',
  topic: topics.returnEvents,
  aggregate: 'return',
  data: ReturnRefundedData,
  when: 'The buyer has the money: the return is over.',
});
