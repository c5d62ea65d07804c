import { IsOptional } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ShopRef } from './shop.parts.js';

export class ShopAuthorisedData extends ShopRef {
  @IsInstant() authorisedAt!: string;
  @About('From then on only the merchant can authorise again; absent where the platform does not tell.')
  @IsOptional()
  @IsInstant()
  endsAt?: string;
}

export const ShopAuthorised = defineEvent({
  type: 'cn.cartrail.order.shop.authorised.v1',
  topic: topics.shopEvents,
  aggregate: 'shop',
  data: ShopAuthorisedData,
  when: 'A shop is connected or authorised again, by its merchant or by a renewal that holds longer.',
});
