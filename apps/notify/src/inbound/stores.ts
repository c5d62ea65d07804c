import type { AggregateStore } from '@cartrail/messaging';
import type { Delivery, DeliveryFact } from '../domain/delivery.js';
import type { Endpoint, EndpointFact } from '../domain/endpoint.js';
import type { Message } from '../domain/message.js';

/** What a change may be about; the module says where each is kept. */
export abstract class Stores {
  abstract readonly endpoints: AggregateStore<Endpoint, EndpointFact>;
  abstract readonly deliveries: AggregateStore<Delivery, DeliveryFact>;
  abstract readonly webhookMessages: AggregateStore<Message, never>;
  abstract readonly robotMessages: AggregateStore<Message, never>;
}

/** Injection tokens for what interfaces describe. */
export const CLOCK = Symbol('notify:clock');
export const ENDPOINT_READS = Symbol('notify:endpoint-reads');
export const SEALER = Symbol('notify:sealer');
export const GUARD = Symbol('notify:guard');
