import { About } from '../about.js';
import { IsInstant } from '../is-instant.js';
import { IsInt, IsOptional, IsString, IsUUID, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { AlertRef } from './parts.js';

export class AlertRaisedData extends AlertRef {
  @About('info, warn, high, critical.')
  @IsString()
  @MinLength(1)
  severity!: string;
  @IsOptional() @IsString() number?: string;
  @IsOptional() @IsString() carrier?: string;
  @IsOptional() @IsString() shopId?: string;
  @About('What the threshold is counted from.')
  @IsInstant()
  since!: string;
  @About('0 for what is wrong at once.')
  @IsInt()
  thresholdHours!: number;
  @About('What was promised, where the alert is about money.')
  @IsOptional()
  @IsInt()
  quoteFen?: number;
  @IsOptional() @IsInt() chargedFen?: number;
  @About('The carrier account, where the alert is about one.')
  @IsOptional()
  @IsUUID()
  accountId?: string;
  @IsInstant() raisedAt!: string;
}

export const AlertRaised = defineEvent({
  type: 'cn.cartrail.tracking.alert.raised.v1',
  topic: topics.alertEvents,
  aggregate: 'alert',
  minor: 1,
  data: AlertRaisedData,
  when: 'A parcel, a pickup, a return or a carrier account needs a person; once per condition.',
});
