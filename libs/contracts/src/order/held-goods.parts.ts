import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { About } from '../about.js';
import { ParcelLine } from './parts.js';

/** Goods of an order that have not left yet, as far as one fact concerns them. */
export class HeldGoods {
  @IsUUID() orderId!: string;
  @IsUUID() shopId!: string;
  @About("The platform's case that leads to it, where it is one.")
  @IsOptional()
  @IsUUID()
  afterSaleId?: string;
  @About('The units this fact is about, beside those of earlier ones.')
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ParcelLine)
  lines!: ParcelLine[];
}
