import { Type } from 'class-transformer';
import { IsOptional, IsString, MinLength, ValidateNested } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { PickupFailure, PickupRef } from './pickup.parts.js';

export class PickupFailedData extends PickupRef {
  @About('Rejected, PickupFailed, CancelledByCarrier.')
  @IsString()
  @MinLength(1)
  status!: string;
  @About(
    "The provider's own code, or one of ours: pickup/slot-passed, pickup/no-warehouse, pickup/provider-unavailable.",
  )
  @IsOptional()
  @IsString()
  code?: string;
  @IsOptional() @IsString() why?: string;
  @About('What the provider said; absent where no provider said anything.')
  @IsOptional()
  @ValidateNested()
  @Type(() => PickupFailure)
  failure?: PickupFailure;
  @IsInstant() failedAt!: string;
}

export const PickupFailed = defineEvent({
  type: 'cn.cartrail.returns.pickup.failed.v1',
  topic: topics.pickupEvents,
  aggregate: 'pickup',
  minor: 1,
  data: PickupFailedData,
  when: 'No courier will come on this booking; another may be made.',
});
