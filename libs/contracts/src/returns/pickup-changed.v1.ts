import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Min, MinLength, ValidateNested } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { MaskedCourier } from '../tracking/booking.parts.js';
import { PickupRef, PickupSlot } from './pickup.parts.js';

export class PickupChangedData extends PickupRef {
  @About('Placed, Accepted, WeightChanged, Settled, Delivered, Unknown; extensible.')
  @IsString()
  @MinLength(1)
  status!: string;
  @IsOptional() @ValidateNested() @Type(() => PickupSlot) slot?: PickupSlot;
  @IsOptional() @ValidateNested() @Type(() => MaskedCourier) courier?: MaskedCourier;
  @IsOptional() @IsString() number?: string;
  @IsOptional() @IsInt() @Min(0) weightGrams?: number;
  @IsInt() @Min(0) quoteFen!: number;
  @About('Charged so far; absent while nothing is.')
  @IsOptional()
  @IsInt()
  chargedFen?: number;
  @IsInstant() changedAt!: string;
}

export const PickupChanged = defineEvent({
  type: 'cn.cartrail.returns.pickup.changed.v1',
  topic: topics.pickupEvents,
  aggregate: 'pickup',
  data: PickupChangedData,
  when: 'Something about a booked pickup changed: accepted, re-weighed, charged, its answer lost.',
});
