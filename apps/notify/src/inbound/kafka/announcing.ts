import { Inject, Injectable } from '@nestjs/common';
import type { EventEnvelope } from '@cartrail/contracts';
import { fromIso, type Clock } from '@cartrail/kernel';
import { causeOf, change, type AnyChange } from '@cartrail/messaging';
import { announce, type Message } from '../../domain/message.js';
import { webhookBody } from '../../domain/webhook-body.js';
import { CLOCK, Stores } from '../stores.js';

/** An event as the message its channel keeps. */
@Injectable()
export class Announcing {
  constructor(
    private readonly stores: Stores,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  toSubscribers(event: EventEnvelope<object>): AnyChange[] {
    return [this.announced(this.stores.webhookMessages, event, webhookBody(event))];
  }

  toRobots(event: EventEnvelope<object>, text: string): AnyChange[] {
    return [this.announced(this.stores.robotMessages, event, text)];
  }

  private announced(store: Stores['webhookMessages'], event: EventEnvelope<object>, body: string): AnyChange {
    const message: Message = {
      eventType: event.type,
      occurredAt: fromIso(event.time),
      createdAt: this.clock.now(),
      correlationId: event.correlationid,
      traceparent: event.traceparent,
      body,
    };
    return change({
      store,
      find: { id: event.id },
      createAs: event.id,
      cause: causeOf(event),
      decide: (known) => announce(known, message),
    });
  }
}
