import type { Cause } from '@cartrail/kernel';
import type { Answer, Outcome } from '@cartrail/messaging';
import { ProblemError, toProblemBody } from '@cartrail/service-kit';
import type { ActionFailure } from '../../domain/after-sale.state.js';

const titles: Readonly<Record<string, readonly [status: 409 | 422, title: string] | undefined>> = {
  'after-sale/not-supported': [422, 'The platform cannot be told this'],
  'after-sale/amount-differs': [409, 'The platform would pay another amount'],
  'after-sale/state-moved': [409, 'The case does not stand so'],
  'after-sale/action-under-way': [409, 'Something is being said of this case already'],
  'shipment/not-supported': [422, 'The platform cannot be told this number'],
  'shipment/nothing-left': [409, 'Everything in the order has left'],
  'shipment/line-unknown': [422, 'The order has no such line'],
  'shipment/quantity-exceeded': [422, 'Fewer units are left to ship'],
};

/** `after-sale/state-moved` of `state_moved`. */
export const codeOf = ({ reason }: ActionFailure): string => `after-sale/${reason.replaceAll('_', '-')}`;

export const problem = (code: string, detail?: string): ProblemError => {
  const [status, title] = titles[code] ?? [409, 'This cannot be done now'];
  return new ProblemError(status, code, title, detail);
};

/** An answer that is kept under its Idempotency-Key like any other; `undefined` where nothing was refused. */
export function refusalOf(outcomes: readonly (readonly Outcome[])[], cause: Cause): Answer | undefined {
  const refusal = outcomes[0]?.find((outcome) => outcome.kind === 'refused');
  if (refusal?.kind !== 'refused') return undefined;
  const { detail, ...more } = refusal.detail as { readonly detail?: string };
  const told = problem(refusal.code, detail);
  return { status: told.status, body: { ...more, ...toProblemBody(told, cause.correlationId) } };
}
