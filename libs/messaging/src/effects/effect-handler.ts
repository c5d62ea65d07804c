import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import type { Cause } from '@cartrail/kernel';
import type { AnyChange } from '../shell/types.js';

const KIND = Symbol('cartrail:effect');

/** An effect this process holds the lease of. */
export interface ClaimedEffect<R = unknown> {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: string;
  /** Give it to the outside with every attempt. */
  readonly idempotencyKey: string;
  /** This one included. */
  readonly attempt: number;
  readonly request: R;
  /** For the changes it leads to. */
  readonly cause: Cause;
}

export type EffectResult =
  | { readonly kind: 'done'; readonly response: object; readonly changes?: readonly AnyChange[] }
  | {
      readonly kind: 'retry';
      readonly reason: string;
      readonly afterMs?: number;
      readonly changes?: readonly AnyChange[];
    }
  | { readonly kind: 'failed'; readonly reason: string; readonly changes?: readonly AnyChange[] };

export const done = (response: object, changes: readonly AnyChange[] = []): EffectResult => ({
  kind: 'done',
  response,
  changes,
});

/**
 * Try again after 1 s, 10 s, 1 m, 10 m, 1 h, then give up. With `afterMs` the handler keeps a schedule of its own and
 * says itself when it is over, by {@link failed}.
 */
export const retryLater = (
  reason: string,
  afterMs?: number,
  changes: readonly AnyChange[] = [],
): EffectResult => ({
  kind: 'retry',
  reason,
  afterMs,
  changes,
});

export const failed = (reason: string, changes: readonly AnyChange[] = []): EffectResult => ({
  kind: 'failed',
  reason,
  changes,
});

/** Called outside any transaction; may be called again with the same key after a crash. */
export interface EffectHandler {
  /**
   * `signal` aborts when the time of this attempt is over or the service stops. Either is no answer: it is tried again,
   * at once after a stop, and never given up for it.
   */
  execute(effect: ClaimedEffect, signal: AbortSignal): Promise<EffectResult>;
  /** What giving up means for our state, when the general retry schedule is used up. Pure. */
  gaveUp?(effect: ClaimedEffect, reason: string): readonly AnyChange[];
}

export interface EffectOptions {
  readonly kind: string;
  /** Calls under way at a time, per process. */
  readonly concurrency: number;
  /** Of one attempt; the lease is longer. */
  readonly timeoutMs: number;
}

export function HandlesEffect(
  kind: string,
  { concurrency = 16, timeoutMs = 15_000 }: Partial<Omit<EffectOptions, 'kind'>> = {},
): ClassDecorator {
  return (target) => {
    Injectable()(target);
    Reflect.defineMetadata(KIND, { kind, concurrency, timeoutMs } satisfies EffectOptions, target);
  };
}

export const effectOptionsOf = (target: object): EffectOptions => {
  const options = Reflect.getMetadata(KIND, target) as EffectOptions | undefined;
  if (options === undefined) throw new Error('an effect handler lacks @HandlesEffect');
  return options;
};
