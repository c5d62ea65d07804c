import { IsIn, IsUUID } from 'class-validator';
import { About } from '../about.js';
import { IsInstant } from '../is-instant.js';

/** One hour of a shop in which the platform counts more than is here. */
export class ShopGap {
  @IsUUID() gapId!: string;
  @IsUUID() shopId!: string;
  @About('orders or after-sales.')
  @IsIn(['orders', 'after-sales'])
  stream!: string;
  @About('The beginning of the hour, by the platform’s time of creation.')
  @IsInstant()
  hour!: string;
}
