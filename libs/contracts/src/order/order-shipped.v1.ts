import { About } from '../about.js';
import { IsInstant } from '../is-instant.js';
import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, IsUUID, MinLength, ValidateNested } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { ParcelLine, ParcelNumber } from './parts.js';

export class OrderShippedData {
  @IsUUID() orderId!: string;
  @IsUUID() shopId!: string;
  @IsUUID() parcelId!: string;
  @IsString() @MinLength(1) number!: string;
  @About('Our catalogue code, or UNKNOWN.')
  @IsString()
  @MinLength(1)
  carrier!: string;
  @IsString() platformCarrierCode!: string;
  @About('Last four digits of the phone on the waybill; SF and ZTO queries need it.')
  @IsOptional()
  @IsString()
  phoneTail?: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ParcelLine) lines!: ParcelLine[];
  @IsInstant() shippedAt!: string;
  @IsOptional() @IsInstant() paidAt?: string;
  @About('GB/T 2260.')
  @IsOptional()
  @IsString()
  fromRegion?: string;
  @About('GB/T 2260.')
  @IsOptional()
  @IsString()
  toRegion?: string;
  @IsOptional() @IsString() merchantId?: string;
  @IsOptional() @IsString() anchorId?: string;
  @About('The number this one stands in for.')
  @IsOptional()
  @ValidateNested()
  @Type(() => ParcelNumber)
  replaces?: ParcelNumber;
}

export const OrderShipped = defineEvent({
  type: 'cn.cartrail.order.order.shipped.v1',
  topic: topics.orderEvents,
  aggregate: 'order',
  data: OrderShippedData,
  when: 'A parcel of the order was handed over; once per parcel number.',
});
