import { About } from '../about.js';
import { IsInstant } from '../is-instant.js';
import { IsString, IsUUID, MinLength } from 'class-validator';
import { defineEvent } from '../define-event.js';
import { topics } from '../topic.js';

export class OrderClosedData {
  @IsUUID() orderId!: string;
  @About('finished, cancelled, refunded; extensible.')
  @IsString()
  @MinLength(1)
  reason!: string;
  @IsInstant() closedAt!: string;
}

export const OrderClosed = defineEvent({
  type: 'cn.cartrail.order.order.closed.v1',
  topic: topics.orderEvents,
  aggregate: 'order',
  data: OrderClosedData,
  when: 'Nothing more will happen to the order at the platform.',
});
