import { CarrierError } from '../errors.js';

/** Thrown by a cell that has nothing to say about this subject. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

export const notApplicable = (why: string): never => {
  throw new NotApplicable(why);
};

export function expectThat<T>(actual: T, expected: T): void {
  if (actual !== expected) throw new Error(`expected ${String(expected)}, got ${String(actual)}`);
}

/** What a call ends with; an error that is no `CarrierError` fails the cell. */
export async function answerOrError<T>(call: Promise<T>): Promise<T | CarrierError> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof CarrierError) return error;
    throw error;
  }
}

/** The `CarrierError` a call ends with; any other end fails the cell. */
export async function errorOf(call: Promise<unknown>): Promise<CarrierError> {
  const end = await answerOrError(call);
  if (end instanceof CarrierError) return end;
  throw new Error('expected an error, got an answer');
}
