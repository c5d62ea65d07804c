import { About } from '../about.js';
import { IsInstant } from '../is-instant.js';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, IsUUID, MinLength, ValidateNested } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { MaskedReceiver, OrderLine } from './parts.js';

export class OrderImportedData {
  @IsUUID() orderId!: string;
  @IsString() @MinLength(1) platform!: string;
  @IsUUID() shopId!: string;
  @IsString() @MinLength(1) platformOrderId!: string;
  @About('created, paid, awaiting_shipment, shipped, finished, closed; extensible.')
  @IsString()
  @MinLength(1)
  status!: string;
  @IsOptional() @IsString() merchantId?: string;
  @IsOptional() @IsString() anchorId?: string;
  @IsOptional() @IsString() anchorName?: string;
  @IsOptional() @IsString() liveRoomId?: string;
  @About('`platform`, or UNATTRIBUTED: then only the merchant may see the order.')
  @IsString()
  attribution!: string;
  @IsInstant() createdAt!: string;
  @IsOptional() @IsInstant() paidAt?: string;
  @IsOptional() @IsInstant() promisedShipAt?: string;
  @IsInt() orderAmountFen!: number;
  @IsInt() payAmountFen!: number;
  @IsInt() postAmountFen!: number;
  @About('What was paid less what its lines and its freight add up to; absent where nothing is left.')
  @IsOptional()
  @IsInt()
  amountsDifferFen?: number;
  @IsString() currency!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => OrderLine) lines!: OrderLine[];
  @ValidateNested() @Type(() => MaskedReceiver) receiver!: MaskedReceiver;
  @About('A pseudonym of the buyer, the same for all orders of one buyer at one shop.')
  @IsOptional()
  @IsString()
  buyerRef?: string;
  @About("Where the goods left from, and where they come back to: a code of the tenant's warehouses.")
  @IsOptional()
  @IsString()
  warehouseCode?: string;
  @About('GB/T 2260, of that warehouse.')
  @IsOptional()
  @IsString()
  fromRegion?: string;
}

export const OrderImported = defineEvent({
  type: 'cn.cartrail.order.order.imported.v1',
  topic: topics.orderEvents,
  aggregate: 'order',
  data: OrderImportedData,
  when: 'An order was seen for the first time with more than its creation behind it: paid, shipped or ended.',
  minor: 2,
});
