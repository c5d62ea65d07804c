import { IsInstant } from '../is-instant.js';
import { IsInt, IsUUID } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';

export class EndpointFailingData {
  @IsUUID() endpointId!: string;
  @IsInstant() since!: string;
  @IsInt() days!: number;
}

export const EndpointFailing = defineEvent({
  type: 'cn.cartrail.notify.endpoint.failing.v1',
  topic: topics.deliveryEvents,
  aggregate: 'endpoint',
  data: EndpointFailingData,
  when: 'An endpoint has answered nothing but failures for one, three or five days.',
});
