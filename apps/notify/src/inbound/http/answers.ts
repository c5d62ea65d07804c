import type { Outcome } from '@cartrail/messaging';
import { ProblemError } from '@cartrail/service-kit';
import type { Endpoint } from '../../domain/endpoint.js';

/** What a command's only change came to; a refusal becomes its problem. */
export function accepted(outcomes: readonly (readonly Outcome[])[]): { readonly state: unknown } {
  const outcome = outcomes[0]?.[0];
  if (!outcome) throw new Error('a command without an outcome');
  if (outcome.kind === 'refused') throw refusal(outcome.code);
  return outcome;
}

/** The endpoint as a command left it. */
export const endpointAfter = (outcomes: readonly (readonly Outcome[])[]): Endpoint =>
  accepted(outcomes).state as Endpoint;

const refusal = (code: string): ProblemError =>
  code.endsWith('/not-found')
    ? new ProblemError(404, code, 'No such thing')
    : new ProblemError(409, code, 'It is disabled; enable it first');
