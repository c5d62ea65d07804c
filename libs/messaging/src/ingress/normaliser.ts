import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import { bugReason } from '../consuming/chunk.js';
import type { AnyChange, EffectRequest } from '../shell/types.js';

const PROVIDER = Symbol('cartrail:normalises');

/** A stored push, in the order it was stored. */
export interface IngressRow {
  readonly id: string;
  readonly connectionId: string;
  readonly tenantId: string | null;
  readonly receivedAt: Date;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as UTF-8 text. */
  readonly body: string;
  /** How often it was tried before. */
  readonly attempts: number;
}

/**
 * What a push comes to: changes and effects; something it needs that is not here yet (tried again after 1 s, 10 s,
 * 1 m, 10 m, 1 h, then parked); or why it must be looked at by a person. No reason holds personal data.
 */
export type Normalised =
  | {
      readonly kind: 'ok';
      readonly changes: readonly AnyChange[];
      readonly effects?: readonly EffectRequest[];
      /**
       * Why a part of it could not be read. The changes are applied and the push is parked in one transaction; a replay
       * applies all of it again, so that changes must know their own repeats.
       */
      readonly left?: string;
    }
  | { readonly kind: 'park' | 'retry'; readonly reason: string };

/** Pure and synchronous; answers one entry per row, in order. */
export interface Normaliser {
  normalise(rows: readonly IngressRow[]): readonly Normalised[];
  /** Anything it has to know before it can be pure (accounts, tables); called before each batch. */
  prepare?(rows: readonly IngressRow[]): Promise<void>;
}

export function NormalisesIngress(provider: string): ClassDecorator {
  return (target) => {
    Injectable()(target);
    Reflect.defineMetadata(PROVIDER, provider, target);
  };
}

export const providerOf = (target: object): string => {
  const provider = Reflect.getMetadata(PROVIDER, target) as string | undefined;
  if (provider === undefined) throw new Error('a normaliser lacks @NormalisesIngress');
  return provider;
};

/** A normaliser that throws on a batch is asked row by row, so that only the guilty row is parked. */
export function normaliseAll(rows: readonly IngressRow[], normaliser: Normaliser): readonly Normalised[] {
  if (rows.length === 0) return [];
  try {
    return normaliser.normalise(rows);
  } catch {
    return rows.map((row) => {
      try {
        return normaliser.normalise([row])[0] ?? { kind: 'park', reason: 'the normaliser gave no answer' };
      } catch (error) {
        return { kind: 'park', reason: bugReason(error) };
      }
    });
  }
}
