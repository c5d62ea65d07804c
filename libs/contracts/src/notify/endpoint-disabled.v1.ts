import { IsInstant } from '../is-instant.js';
import { IsString, IsUUID, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';

export class EndpointDisabledData {
  @IsUUID() endpointId!: string;
  @IsInstant() since!: string;
  @IsInstant() disabledAt!: string;
  @IsString() @MinLength(1) why!: string;
}

export const EndpointDisabled = defineEvent({
  type: 'cn.cartrail.notify.endpoint.disabled.v1',
  topic: topics.deliveryEvents,
  aggregate: 'endpoint',
  data: EndpointDisabledData,
  when: 'An endpoint gets nothing more until its owner enables it.',
});
