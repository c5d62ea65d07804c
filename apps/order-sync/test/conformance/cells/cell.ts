import { expect } from '@jest/globals';
import { PlatformFailure, type PlatformFailureKind } from '../../../src/application/ports.js';
import type { Scene } from '../../../src/conformance/cases.js';
import type { Stage } from '../stage.js';

/** Throws where the platform does not keep the guarantee. */
export type Cell = (stage: Stage) => Promise<void>;
export type Cells<S extends Scene> = Readonly<Record<S, Cell>>;

/** The failure a call ends with; any other end fails the cell. */
export async function failureOf(call: Promise<unknown>): Promise<PlatformFailure> {
  try {
    await call;
  } catch (error) {
    if (error instanceof PlatformFailure) return error;
    throw error;
  }
  throw new Error('expected a failure, got an answer');
}

export async function failsAs(call: Promise<unknown>, kind: PlatformFailureKind): Promise<void> {
  const { kind: actual, message } = await failureOf(call);
  expect({ kind: actual, message }).toMatchObject({ kind });
}

/** What must be there on the platform under test. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not there`);
  return value;
}

export const missing = (wanted: readonly string[], got: Iterable<string>): readonly string[] => {
  const there = new Set(got);
  return wanted.filter((id) => !there.has(id));
};
