import { toIso, type Cause } from '@cartrail/kernel';
import type { Answer, Outcome } from '@cartrail/messaging';
import { ProblemError, toProblemBody, type FieldProblem } from '@cartrail/service-kit';
import { toDecision, type Ruling } from '../../domain/order/judgement.js';

type Detail = Readonly<Record<string, unknown>>;

interface Refusal {
  readonly status: 404 | 409 | 422;
  readonly title: string;
  /** Which part of the request is to blame. */
  readonly pointer?: (detail: Detail) => string;
}

const line = (field: string) => (detail: Detail) => `/lines/${String(detail['at'])}/${field}`;

const refusals: Readonly<Record<string, Refusal | undefined>> = {
  'return/not-found': { status: 404, title: 'No such return' },
  'return/order-unknown': { status: 404, title: 'No such order' },
  'pickup/not-found': { status: 404, title: 'No such pickup' },
  'return/offer-unknown': {
    status: 404,
    title: 'No such offer was made for this return',
    pointer: () => '/offerId',
  },
  'return/line-unknown': { status: 422, title: 'The order has no such line', pointer: line('lineId') },
  'return/quantity-exceeded': {
    status: 422,
    title: 'Fewer units are left to return',
    pointer: line('quantity'),
  },
  'return/slot-not-offered': { status: 422, title: 'The carrier does not come then', pointer: () => '/slot' },
  'return/amount-above-limit': {
    status: 422,
    title: 'The platform refunds no more than its limit',
    pointer: () => '/amountFen',
  },
  'return/window-closed': { status: 409, title: 'The time to return is over' },
  'return/not-returnable': { status: 409, title: 'Goods of this kind are not returned without a reason' },
  'return/too-many-applications': { status: 409, title: 'The goods were asked back too often' },
  'return/offer-expired': { status: 409, title: 'The offer is over; ask for offers again' },
  'return/offer-region-differs': {
    status: 409,
    title: 'The price holds for another place; ask for offers there',
  },
  'return/slot-too-late': { status: 409, title: 'Less than two hours are left before the slot ends' },
  'return/already-confirmed': { status: 409, title: 'A courier was chosen already' },
  'return/awaiting-case': { status: 409, title: 'The case is not open at the platform yet' },
  'return/already-picked-up': { status: 409, title: 'The courier has the goods' },
  'return/parcel-known': { status: 409, title: 'The buyer sends the goods himself' },
  'return/region-unknown': {
    status: 409,
    title: 'Nobody knows where the courier is to come; name a regionCode',
  },
  'return/no-warehouse': { status: 409, title: 'The tenant has no return address' },
};

/** An answer that is kept under its Idempotency-Key like any other. */
export function refusalAnswer(
  { code, detail }: { readonly code: string; readonly detail: Detail },
  cause: Cause,
): Answer {
  const { status, title, pointer } = refusals[code] ?? { status: 409, title: 'The return does not stand so' };
  const errors: FieldProblem[] | undefined = pointer && [{ pointer: pointer(detail), code, message: title }];
  const problem = new ProblemError(status, code, title, undefined, { errors });
  return { status, body: { ...shown(detail), ...toProblemBody(problem, cause.correlationId) } };
}

/** The refusal of the first change, if it is one. */
export const refusedFirst = (
  outcomes: readonly (readonly Outcome[])[],
): Extract<Outcome, { readonly kind: 'refused' }> | undefined =>
  outcomes[0]?.find((outcome) => outcome.kind === 'refused');

/** A problem's own `status` is the answer's: the return's goes by another name. */
function shown({ ruling, at: _at, code: _code, status: returnStatus, ...more }: Detail): object {
  const rest = returnStatus === undefined ? more : { ...more, returnStatus };
  if (ruling === undefined) return rest;
  const { ruleId, allowedUntil } = ruling as Ruling;
  return {
    ...rest,
    ruleId,
    allowedUntil: allowedUntil === undefined ? undefined : toIso(allowedUntil),
    decision: toDecision(ruling as Ruling),
  };
}
