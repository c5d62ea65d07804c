import type { EventDefinition, EventEnvelope } from '@cartrail/contracts';
import type { Cause } from '@cartrail/kernel';
import type { AnyChange, EffectRequest } from '../shell/types.js';

/** What a handler says about one event. `ok` may carry changes and effects; the others carry a reason. */
export type Handling =
  | {
      readonly kind: 'ok';
      readonly changes: readonly AnyChange[];
      readonly effects: readonly EffectRequest[];
    }
  | { readonly kind: 'ignore' | 'park' | 'retry'; readonly reason: string };

export const ok = (changes: readonly AnyChange[], effects: readonly EffectRequest[] = []): Handling => ({
  kind: 'ok',
  changes,
  effects,
});
/** Not for us: counted, and the offset moves. */
export const ignore = (reason: string): Handling => ({ kind: 'ignore', reason });
/** Can never work as it is: dead-lettered at once, its key waits for a person. */
export const park = (reason: string): Handling => ({ kind: 'park', reason });
/** Something it needs is not here yet: its key waits and is tried again after 1 s, 10 s, 1 m, 10 m, 1 h. */
export const retry = (reason: string): Handling => ({ kind: 'retry', reason });

/** Pure and synchronous: maps one event to changes. It writes nothing itself. */
export type Handler = (event: EventEnvelope<never>) => readonly AnyChange[] | Handling;

/** The cause of everything that follows from an event. */
export const causeOf = (event: EventEnvelope): Cause => ({
  tenantId: event.tenantid,
  correlationId: event.correlationid,
  causationId: event.id,
  ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
});

export interface Route {
  readonly event: EventDefinition<object>;
  readonly method: string;
}
