import { IsBoolean, IsInt, IsOptional, IsString, Min, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { RefundRef } from './refund.parts.js';

export class RefundFailedData extends RefundRef {
  @About(
    'amount_differs, manual_only, state_moved, refused, not_supported, not_authorised, unavailable; extensible.',
  )
  @IsString()
  @MinLength(1)
  reason!: string;
  @About('What the platform would pay, where it differs.')
  @IsOptional()
  @IsInt()
  @Min(0)
  platformAmountFen?: number;
  @About("The platform's own words.")
  @IsOptional()
  @IsString()
  detail?: string;
  @About("Only a person at the platform's desk can do it now.")
  @IsBoolean()
  byHand!: boolean;
  @IsInstant() failedAt!: string;
}

export const RefundFailed = defineEvent({
  type: 'cn.cartrail.order.refund.failed.v1',
  topic: topics.refundEvents,
  aggregate: 'refund',
  data: RefundFailedData,
  when: 'A refund that is due could not be executed and waits for a person; it may still succeed later.',
});
