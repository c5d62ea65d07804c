import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ShopRef } from './shop.parts.js';

export class ShopAuthorisationEndingData extends ShopRef {
  @IsInstant() endsAt!: string;
  @IsInstant() noticedAt!: string;
}

export const ShopAuthorisationEnding = defineEvent({
  type: 'cn.cartrail.order.shop.authorisation-ending.v1',
  topic: topics.shopEvents,
  aggregate: 'shop',
  data: ShopAuthorisationEndingData,
  when: 'The merchant must authorise a shop again soon; once per authorisation.',
});
