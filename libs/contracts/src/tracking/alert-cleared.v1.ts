import { IsInstant } from '../is-instant.js';
import { IsString, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';
import { AlertRef } from './parts.js';

export class AlertClearedData extends AlertRef {
  @IsInstant() clearedAt!: string;
  @IsString() @MinLength(1) why!: string;
}

export const AlertCleared = defineEvent({
  type: 'cn.cartrail.tracking.alert.cleared.v1',
  topic: topics.alertEvents,
  aggregate: 'alert',
  data: AlertClearedData,
  when: 'The condition ended by itself.',
});
