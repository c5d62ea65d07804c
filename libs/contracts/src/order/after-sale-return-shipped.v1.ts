import { IsString, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { AfterSaleRef } from './after-sale.parts.js';

export class AfterSaleReturnShippedData extends AfterSaleRef {
  @IsString() @MinLength(1) number!: string;
  @About('Our catalogue code, or UNKNOWN.')
  @IsString()
  @MinLength(1)
  carrier!: string;
  @IsString() platformCarrierCode!: string;
  @IsInstant() shippedAt!: string;
}

export const AfterSaleReturnShipped = defineEvent({
  type: 'cn.cartrail.order.after-sale.return-shipped.v1',
  topic: topics.afterSaleEvents,
  aggregate: 'after-sale',
  data: AfterSaleReturnShippedData,
  when: 'The buyer entered the number of the return parcel at the platform; again when it changes.',
});
