import { IsInstant } from '../is-instant.js';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { HeldGoods } from './held-goods.parts.js';

export class ShippingResumedData extends HeldGoods {
  @IsInstant() resumedAt!: string;
}

export const ShippingResumed = defineEvent({
  type: 'cn.cartrail.order.order.shipping-resumed.v1',
  topic: topics.orderEvents,
  aggregate: 'order',
  data: ShippingResumedData,
  when: 'Goods that were halted may leave after all: the buyer took the refund back, or it was refused.',
});
