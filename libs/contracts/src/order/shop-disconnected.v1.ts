import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ShopRef } from './shop.parts.js';

export class ShopDisconnectedData extends ShopRef {
  @IsInstant() disconnectedAt!: string;
}

export const ShopDisconnected = defineEvent({
  type: 'cn.cartrail.order.shop.disconnected.v1',
  topic: topics.shopEvents,
  aggregate: 'shop',
  data: ShopDisconnectedData,
  when: 'A tenant disconnected a shop: its tokens are erased, and its orders stay.',
});
