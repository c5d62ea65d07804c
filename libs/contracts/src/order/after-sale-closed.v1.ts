import { IsInt, IsOptional, IsString, Min, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { AfterSaleRef } from './after-sale.parts.js';

export class AfterSaleClosedData extends AfterSaleRef {
  @About('refunded, cancelled (by the buyer), closed, completed (exchange, resend, repair); extensible.')
  @IsString()
  @MinLength(1)
  outcome!: string;
  @About('What the platform paid back.')
  @IsOptional()
  @IsInt()
  @Min(0)
  refundedFen?: number;
  @IsInstant() closedAt!: string;
}

export const AfterSaleClosed = defineEvent({
  type: 'cn.cartrail.order.after-sale.closed.v1',
  topic: topics.afterSaleEvents,
  aggregate: 'after-sale',
  data: AfterSaleClosedData,
  when: 'The case ended at the platform.',
});
