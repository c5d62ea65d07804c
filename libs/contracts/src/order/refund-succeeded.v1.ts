import { IsString, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { RefundRef } from './refund.parts.js';

export class RefundSucceededData extends RefundRef {
  @About('cartrail, or platform: it had been refunded there already.')
  @IsString()
  @MinLength(1)
  by!: string;
  @IsInstant() refundedAt!: string;
}

export const RefundSucceeded = defineEvent({
  type: 'cn.cartrail.order.refund.succeeded.v1',
  topic: topics.refundEvents,
  aggregate: 'refund',
  data: RefundSucceededData,
  when: 'The platform has paid the buyer back; once per refund.',
});
