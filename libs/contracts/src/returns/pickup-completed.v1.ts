import { IsOptional, IsString } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { PickupRef } from './pickup.parts.js';

export class PickupCompletedData extends PickupRef {
  @IsOptional() @IsString() number?: string;
  @IsInstant() pickedUpAt!: string;
}

export const PickupCompleted = defineEvent({
  type: 'cn.cartrail.returns.pickup.completed.v1',
  topic: topics.pickupEvents,
  aggregate: 'pickup',
  data: PickupCompletedData,
  when: 'The courier has the parcel.',
});
