import { About } from '../about.js';
import { IsInstant } from '../is-instant.js';
import { IsInt, IsOptional, IsString, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { AlertRef } from './parts.js';

export class AlertRaisedData extends AlertRef {
  @About('info, warn, high, critical.')
  @IsString()
  @MinLength(1)
  severity!: string;
  @IsString() @MinLength(1) number!: string;
  @IsString() @MinLength(1) carrier!: string;
  @IsOptional() @IsString() shopId?: string;
  @About('What the threshold is counted from.')
  @IsInstant()
  since!: string;
  @IsInt() thresholdHours!: number;
  @IsInstant() raisedAt!: string;
}

export const AlertRaised = defineEvent({
  type: 'cn.cartrail.tracking.alert.raised.v1',
  topic: topics.alertEvents,
  aggregate: 'alert',
  data: AlertRaisedData,
  when: 'A parcel needs a person; once per condition.',
});
