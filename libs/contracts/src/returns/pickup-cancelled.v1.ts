import { IsOptional, IsString, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { PickupRef } from './pickup.parts.js';

export class PickupCancelledData extends PickupRef {
  @About('buyer, merchant, return (it was called off).')
  @IsString()
  @MinLength(1)
  by!: string;
  @IsOptional() @IsString() why?: string;
  @IsInstant() cancelledAt!: string;
}

export const PickupCancelled = defineEvent({
  type: 'cn.cartrail.returns.pickup.cancelled.v1',
  topic: topics.pickupEvents,
  aggregate: 'pickup',
  data: PickupCancelledData,
  when: 'The booking was called off before the courier came.',
});
