import { IsOptional, IsString, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { AfterSaleRef } from './after-sale.parts.js';

export class AfterSaleAgreedData extends AfterSaleRef {
  @About("cartrail, or platform: agreed at the platform's own desk, or by its clock.")
  @IsString()
  @MinLength(1)
  by!: string;
  @About("The platform's deadline for the buyer to send the goods.")
  @IsOptional()
  @IsInstant()
  shipBy?: string;
  @IsInstant() agreedAt!: string;
}

export const AfterSaleAgreed = defineEvent({
  type: 'cn.cartrail.order.after-sale.agreed.v1',
  topic: topics.afterSaleEvents,
  aggregate: 'after-sale',
  data: AfterSaleAgreedData,
  when: 'The return was agreed at the platform: the buyer may send the goods.',
});
