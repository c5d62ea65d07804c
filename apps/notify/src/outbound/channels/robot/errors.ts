import type { AttemptResult } from '../../../domain/attempt.js';

/** WeCom answers 200 with an `errcode`; 45009 is its limit of 20 messages a minute. */
export function resultOfErrcode(errcode: unknown): AttemptResult {
  if (errcode === 0) return 'succeeded';
  return errcode === 45009 ? 'throttled' : 'failed';
}
