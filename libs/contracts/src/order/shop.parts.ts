import { IsString, IsUUID, MinLength } from 'class-validator';
import { About } from '../about.js';

/** A connected shop, as its tenant named it. */
export class ShopRef {
  @IsUUID() shopId!: string;
  @About('douyin, kuaishou, …; extensible.')
  @IsString()
  @MinLength(1)
  platform!: string;
  @IsString() @MinLength(1) vendorShopId!: string;
  @IsString() @MinLength(1) name!: string;
}
