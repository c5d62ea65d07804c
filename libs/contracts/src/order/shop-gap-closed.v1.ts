import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ShopGap } from './shop-gap.parts.js';

export class ShopGapClosedData extends ShopGap {
  @IsInstant() closedAt!: string;
}

export const ShopGapClosed = defineEvent({
  type: 'cn.cartrail.order.shop.gap-closed.v1',
  topic: topics.shopEvents,
  aggregate: 'sync-gap',
  data: ShopGapClosedData,
  when: 'Everything the platform counts of an hour that was told as a gap is here.',
});
