import { IsInstant } from '../is-instant.js';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { HeldGoods } from './held-goods.parts.js';

export class ShippingHaltedData extends HeldGoods {
  @IsInstant() haltedAt!: string;
}

export const ShippingHalted = defineEvent({
  type: 'cn.cartrail.order.order.shipping-halted.v1',
  topic: topics.orderEvents,
  aggregate: 'order',
  data: ShippingHaltedData,
  when: 'Goods that have not left must not leave: they are being refunded, or the order was cancelled.',
});
