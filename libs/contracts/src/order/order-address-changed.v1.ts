import { IsInstant } from '../is-instant.js';
import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { MaskedReceiver } from './parts.js';

export class OrderAddressChangedData {
  @IsUUID() orderId!: string;
  @ValidateNested() @Type(() => MaskedReceiver) receiver!: MaskedReceiver;
  @About('Parcels that are on their way to the address of before; their labels do not change.')
  @IsOptional()
  @IsArray()
  @IsUUID(undefined, { each: true })
  parcelIds?: string[];
  @IsInstant() changedAt!: string;
}

export const OrderAddressChanged = defineEvent({
  type: 'cn.cartrail.order.order.address-changed.v1',
  topic: topics.orderEvents,
  aggregate: 'order',
  data: OrderAddressChangedData,
  when: "The buyer's address changed, before or after shipping.",
  minor: 1,
});
