import { IsString, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ShopRef } from './shop.parts.js';

export class ShopAuthorisationLostData extends ShopRef {
  @About('ended, refused; extensible.')
  @IsString()
  @MinLength(1)
  reason!: string;
  @IsInstant() lostAt!: string;
}

export const ShopAuthorisationLost = defineEvent({
  type: 'cn.cartrail.order.shop.authorisation-lost.v1',
  topic: topics.shopEvents,
  aggregate: 'shop',
  data: ShopAuthorisationLostData,
  when: 'A platform no longer lets us into a shop until its merchant authorises it again; once, however many calls meet it.',
});
