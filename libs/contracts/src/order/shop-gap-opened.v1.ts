import { IsInt, Min } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ShopGap } from './shop-gap.parts.js';

export class ShopGapOpenedData extends ShopGap {
  @About('How many of what the platform counts are not here.')
  @IsInt()
  @Min(1)
  missing!: number;
  @About('When something was first found missing.')
  @IsInstant()
  since!: string;
}

export const ShopGapOpened = defineEvent({
  type: 'cn.cartrail.order.shop.gap-opened.v1',
  topic: topics.shopEvents,
  aggregate: 'sync-gap',
  data: ShopGapOpenedData,
  when: 'The platform counts more of an hour than is here, and asking for it has not closed the gap for a while; once per gap.',
});
