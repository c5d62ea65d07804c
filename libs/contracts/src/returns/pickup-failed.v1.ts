import { IsOptional, IsString, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { PickupRef } from './pickup.parts.js';

export class PickupFailedData extends PickupRef {
  @About('Rejected, PickupFailed, CancelledByCarrier.')
  @IsString()
  @MinLength(1)
  status!: string;
  @About("The provider's own code.")
  @IsOptional()
  @IsString()
  code?: string;
  @IsOptional() @IsString() why?: string;
  @IsInstant() failedAt!: string;
}

export const PickupFailed = defineEvent({
  type: 'cn.cartrail.returns.pickup.failed.v1',
  topic: topics.pickupEvents,
  aggregate: 'pickup',
  data: PickupFailedData,
  when: 'No courier will come on this booking; another may be made.',
});
