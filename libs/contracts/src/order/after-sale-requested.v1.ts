import { IsOptional, IsString } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { AfterSaleAsk } from './after-sale.parts.js';

export class AfterSaleRequestedData extends AfterSaleAsk {
  @About('A pseudonym of the buyer, the same for all orders of one buyer at one shop.')
  @IsOptional()
  @IsString()
  buyerRef?: string;
}

export const AfterSaleRequested = defineEvent({
  type: 'cn.cartrail.order.after-sale.requested.v1',
  topic: topics.afterSaleEvents,
  aggregate: 'after-sale',
  data: AfterSaleRequestedData,
  when: 'A case of the platform was seen for the first time.',
  minor: 1,
});
