import { IsInstant } from '../is-instant.js';
import { IsOptional, IsString, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { AlertRef } from './parts.js';

export class AlertAcknowledgedData extends AlertRef {
  @IsString() @MinLength(1) acknowledgedBy!: string;
  @IsInstant() acknowledgedAt!: string;
  @IsOptional() @IsString() note?: string;
}

export const AlertAcknowledged = defineEvent({
  type: 'cn.cartrail.tracking.alert.acknowledged.v1',
  topic: topics.alertEvents,
  aggregate: 'alert',
  data: AlertAcknowledgedData,
  when: 'A person took the alert.',
});
