import { About } from '../about.js';
import { IsInstant } from '../is-instant.js';
import { IsInt, IsOptional, IsString, IsUUID, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';

export class DeliveryGivenUpData {
  @IsUUID() deliveryId!: string;
  @About('webhook, robot; extensible.')
  @IsString()
  @MinLength(1)
  channel!: string;
  @IsUUID() endpointId!: string;
  @IsString() @MinLength(1) eventId!: string;
  @IsInt() attempts!: number;
  @IsInstant() at!: string;
  @About('HTTP status of the last answer.')
  @IsOptional()
  @IsInt()
  lastStatus?: number;
}

export const DeliveryGivenUp = defineEvent({
  type: 'cn.cartrail.notify.delivery.given-up.v1',
  topic: topics.deliveryEvents,
  aggregate: 'delivery',
  data: DeliveryGivenUpData,
  when: 'The last attempt of the schedule failed.',
});
