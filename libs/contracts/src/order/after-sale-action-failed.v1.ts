import { IsBoolean, IsOptional, IsString, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { AfterSaleRef } from './after-sale.parts.js';

export class AfterSaleActionFailedData extends AfterSaleRef {
  @About('agree_return, report_received; extensible.')
  @IsString()
  @MinLength(1)
  action!: string;
  @IsOptional() @IsString() returnId?: string;
  @About('manual_only, state_moved, refused, not_supported, not_authorised, unavailable; extensible.')
  @IsString()
  @MinLength(1)
  reason!: string;
  @About("The platform's own words.")
  @IsOptional()
  @IsString()
  detail?: string;
  @About("Only a person at the platform's desk can do it now.")
  @IsBoolean()
  byHand!: boolean;
  @IsInstant() failedAt!: string;
}

export const AfterSaleActionFailed = defineEvent({
  type: 'cn.cartrail.order.after-sale.action-failed.v1',
  topic: topics.afterSaleEvents,
  aggregate: 'after-sale',
  data: AfterSaleActionFailedData,
  when: 'The platform did not let us act on the case.',
});
