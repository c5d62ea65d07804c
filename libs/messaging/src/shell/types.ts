import type { EventDefinition } from '@cartrail/contracts';
import type { Cause, Decision, Instant } from '@cartrail/kernel';
import type { EntityManager } from 'typeorm';

export interface AggregateRef {
  readonly tenantId: string;
  readonly id: string;
}

/** A business key the store turns into ids; `text` is unique for (tenant, key) within one store. */
export interface NaturalKey<K> {
  readonly tenantId: string;
  readonly key: K;
  readonly text: string;
}

export interface Loaded<S> extends AggregateRef {
  /** Of the last published event; 0 before the first. */
  readonly sequence: number;
  readonly state: S;
}

export interface Stored<S, F> extends Loaded<S> {
  readonly created: boolean;
  readonly before: S | undefined;
  readonly facts: readonly F[];
}

/** A domain fact in the words of the contract. */
export interface Publication {
  readonly event: EventDefinition<object>;
  readonly data: object;
  readonly subject?: string;
  readonly occurredAt: Instant;
}

/**
 * One per kind of aggregate, implemented in a service's `outbound/postgres`. Every method costs a constant
 * number of statements however many rows it is given; the shell owns the transaction.
 */
export interface AggregateStore<S, F, K = string> {
  readonly aggregate: string;
  /**
   * Natural keys to ids, by `<tenant>/<text>`; a key may name several aggregates, or none.
   */
  resolve?(
    tx: EntityManager,
    keys: readonly NaturalKey<K>[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Locks the rows in id order and loads them. Absent ids are left out. */
  load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<S>[]>;
  /** Writes new and changed aggregates (`putRows`, so that none is created twice); `sequence` is the value to store. */
  save(tx: EntityManager, rows: readonly Stored<S, F>[]): Promise<void>;
  /** `undefined` keeps the fact inside the service. */
  publish(fact: F, row: Stored<S, F>): Publication | undefined;
}

/** Work outside the database, kept in the change's own transaction (`effect` table). */
export interface EffectRequest {
  readonly kind: string;
  readonly tenantId: string;
  /** Sent to the outside with every attempt; unique per tenant and kind. */
  readonly idempotencyKey: string;
  readonly request: object;
  /** Machine time; now when left out. */
  readonly nextAt?: Instant;
  /** Of the changes its answer leads to; the asking change's own when left out. */
  readonly cause?: Cause;
}

export interface Change<S, F, K = string> {
  readonly store: AggregateStore<S, F, K>;
  readonly find: { readonly id: string } | { readonly key: K; readonly text: string };
  /** The id to create it with when it does not exist; without it `decide` sees `undefined` and cannot change. */
  readonly createAs?: string;
  readonly cause: Cause;
  /** Pure. Runs once for each aggregate found, or once with `undefined`. */
  decide(state: S | undefined, id: string): Decision<S, F>;
  /** Effects of a decision that changed something. Pure. */
  effects?(
    decision: { readonly state: S; readonly facts: readonly F[] },
    id: string,
  ): readonly EffectRequest[];
  /**
   * What a decision that changed something means for other aggregates, in the same transaction. Pure. Such changes
   * are folded after all that the batch was given, in the order of what led to them: events that must not overtake
   * one another must enter at the same aggregate.
   */
  then?(decision: { readonly state: S; readonly facts: readonly F[] }, id: string): readonly AnyChange[];
}

declare const erased: unique symbol;

/** A {@link Change} whose types only its own store knows. Made by {@link change}. */
export interface AnyChange {
  readonly [erased]: true;
  readonly store: AggregateStore<unknown, unknown, unknown>;
  readonly find: { readonly id: string } | { readonly key: unknown; readonly text: string };
  readonly createAs?: string;
  readonly cause: Cause;
  decide(state: unknown, id: string): Decision<unknown, unknown>;
  effects?(
    decision: { readonly state: unknown; readonly facts: readonly unknown[] },
    id: string,
  ): readonly EffectRequest[];
  then?(
    decision: { readonly state: unknown; readonly facts: readonly unknown[] },
    id: string,
  ): readonly AnyChange[];
}

export const change = <S, F, K = string>(described: Change<S, F, K>): AnyChange =>
  described as unknown as AnyChange;

export type Outcome =
  | { readonly kind: 'changed'; readonly id: string; readonly sequence: number; readonly state: unknown }
  | { readonly kind: 'nothing'; readonly id: string; readonly reason: string; readonly state: unknown }
  | {
      readonly kind: 'refused';
      readonly id: string;
      readonly code: string;
      readonly detail: Readonly<Record<string, unknown>>;
    };

/** A change whose pure code threw: a bug, not an answer. `index` is its place in the list given to the shell. */
export class ChangeFailed extends Error {
  constructor(
    readonly index: number,
    override readonly cause: unknown,
  ) {
    super(`change ${index} failed: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
