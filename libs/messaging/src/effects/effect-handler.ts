import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
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
}

export type EffectResult =
  | { readonly kind: 'done'; readonly response: object; readonly changes?: readonly AnyChange[] }
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number }
  | { readonly kind: 'failed'; readonly reason: string; readonly changes?: readonly AnyChange[] };

export const done = (response: object, changes: readonly AnyChange[] = []): EffectResult => ({
  kind: 'done',
  response,
  changes,
});
export const retryLater = (reason: string, afterMs?: number): EffectResult => ({
  kind: 'retry',
  reason,
  afterMs,
});
export const failed = (reason: string, changes: readonly AnyChange[] = []): EffectResult => ({
  kind: 'failed',
  reason,
  changes,
});

/** Called outside any transaction; may be called again with the same key after a crash. */
export interface EffectHandler {
  execute(effect: ClaimedEffect): Promise<EffectResult>;
}

export function HandlesEffect(kind: string): ClassDecorator {
  return (target) => {
    Injectable()(target);
    Reflect.defineMetadata(KIND, kind, target);
  };
}

export const effectKindOf = (target: object): string => {
  const kind = Reflect.getMetadata(KIND, target) as string | undefined;
  if (kind === undefined) throw new Error('an effect handler lacks @HandlesEffect');
  return kind;
};
