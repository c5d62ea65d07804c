import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Min, MinLength, ValidateNested } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { PickupRef, PickupSlot } from './pickup.parts.js';

export class PickupBookedData extends PickupRef {
  @ValidateNested() @Type(() => PickupSlot) slot!: PickupSlot;
  @IsOptional() @IsString() number?: string;
  @IsInt() @Min(0) quoteFen!: number;
  @About('CONTRACT, PLATFORM, RETAIL.')
  @IsString()
  @MinLength(1)
  priceKind!: string;
  @About('buyer, merchant, insurer; extensible.')
  @IsString()
  @MinLength(1)
  payer!: string;
  @IsInstant() bookedAt!: string;
}

export const PickupBooked = defineEvent({
  type: 'cn.cartrail.returns.pickup.booked.v1',
  topic: topics.pickupEvents,
  aggregate: 'pickup',
  data: PickupBookedData,
  when: "A courier is ordered to the buyer's door.",
});
