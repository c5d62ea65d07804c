import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsOptional, IsString, IsUUID, MinLength, ValidateNested } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { ParcelLine } from './parts.js';

export class ShipmentStopWantedData {
  @IsUUID() orderId!: string;
  @IsUUID() shopId!: string;
  @IsUUID() parcelId!: string;
  @IsString() @MinLength(1) number!: string;
  @About('Our catalogue code, or UNKNOWN.')
  @IsString()
  @MinLength(1)
  carrier!: string;
  @About('cancelled, refunded, refund_asked, address_changed; extensible.')
  @IsString()
  @MinLength(1)
  reason!: string;
  @About("The platform's case that wants it, where it is one.")
  @IsOptional()
  @IsUUID()
  afterSaleId?: string;
  @About('Whether everything this order has in the parcel is meant; gifts go with the goods.')
  @IsBoolean()
  whole!: boolean;
  @About('What is meant of the parcel; empty where the platform does not tell what is in it.')
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ParcelLine)
  lines!: ParcelLine[];
  @IsInstant() wantedAt!: string;
}

export const ShipmentStopWanted = defineEvent({
  type: 'cn.cartrail.order.order.shipment-stop-wanted.v1',
  topic: topics.orderEvents,
  aggregate: 'order',
  data: ShipmentStopWantedData,
  when: 'Goods on their way must not arrive as they were sent; once per parcel and reason, and again when all of the parcel is meant.',
});
