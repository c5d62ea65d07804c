import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';

/** What is to be said about one event on one channel; each endpoint that wants it gets a delivery. */
export interface Message {
  readonly eventType: string;
  readonly occurredAt: Instant;
  /** When it was announced, business time: what a replay's range means. */
  readonly createdAt: Instant;
  readonly correlationId: string;
  readonly traceparent?: string;
  /** A webhook's bytes; a robot's text. */
  readonly body: string;
}

/** An event is announced once, however often it is read. */
export const announce = (known: Message | undefined, message: Message): Decision<Message, never> =>
  known ? nothing('announced already') : changed<Message>(message);
