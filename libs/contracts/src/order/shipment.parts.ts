import { Type } from 'class-transformer';
import { IsArray, IsString, IsUUID, MinLength, ValidateNested } from 'class-validator';
import { About } from '../about.js';
import { ParcelLine } from './parts.js';

/** A waybill number somebody asked us to tell the platform of an order. */
export class ShipmentRef {
  @IsUUID() shipmentId!: string;
  @IsUUID() orderId!: string;
  @IsUUID() shopId!: string;
  @IsString() @MinLength(1) platform!: string;
  @IsString() @MinLength(1) number!: string;
  @About('Our catalogue code.')
  @IsString()
  @MinLength(1)
  carrier!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ParcelLine) lines!: ParcelLine[];
}
