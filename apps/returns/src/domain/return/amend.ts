import { nothing, type Instant } from '@cartrail/kernel';
import type { Asked } from '../order/judgement.js';
import type { ToldReturn } from '../order/order-facts.js';
import { withDeadline } from './approve.js';
import { calledOff, dropPickup } from './end.js';
import { advance, validRecords } from './goods.js';
import { allows, type ReturnStatus } from './moves.js';
import { begin, finish, move, note, set, tell, type Decided, type Given, type Progress } from './progress.js';
import type { Return } from './return.js';
import { ruled, termsOf } from './ruled.js';

/** Before goods travel, a case that asks for something else is judged anew. */
const open: readonly ReturnStatus[] = ['Requested', 'Rejected', 'Approved', 'Cancelled', 'Lapsed'];

/** States of a case that answer it: asked for again after them, it is a new question. */
const answered: ReadonlySet<string> = new Set(['rejected', 'awaiting_return', 'return_shipped']);

const isUnderWay = ({ parcel, pickedUpAt, arrivedAt, signOffs }: Return): boolean =>
  parcel !== undefined || pickedUpAt !== undefined || arrivedAt !== undefined || signOffs.length > 0;

/** The case asks for something else, was refused or taken to the platform, or its deadline moved. */
export function amend(state: Return, asked: Asked, given: Given): Decided {
  if (state.status === 'AwaitingCase') return nothing('not-joined');
  const differs = isOther(state, asked);
  const anew = asked.case?.status === 'requested' && answered.has(state.case?.status ?? '');
  const again = (differs || anew) && open.includes(state.status) && !isUnderWay(state);
  const known = set(begin(state), { case: asked.case });
  const next = again ? askedAgain(known, asked, given) : known;
  return finish(state, followCase(next, given));
}

const isOther = (state: Return, asked: Asked): boolean =>
  state.reason !== asked.reason ||
  state.kind !== asked.kind ||
  JSON.stringify(unitsOf(state)) !== JSON.stringify(unitsOf(asked));

const unitsOf = ({ lines }: Pick<Return, 'lines'>) => lines.map(({ lineId, quantity }) => [lineId, quantity]);

/** What was agreed for other goods is agreed no more: approval, offers and a courier on his way are void. */
function askedAgain(progress: Progress, asked: Asked, given: Given): Progress {
  const { revision } = progress.state;
  const dropped = dropPickup(progress, 'the case was amended');
  const renewed = set(dropped, {
    ...termsOf(asked),
    revision: revision + 1,
    approval: undefined,
    agreedAt: undefined,
  });
  if (!asked.ruling.allowed && renewed.state.status === 'Rejected')
    return tell(renewed, { type: 'Rejected', by: 'policy', ruling: asked.ruling, at: given.now });
  const requested = tell(move(renewed, 'Requested'), {
    type: 'Requested',
    status: 'Requested',
    at: given.now,
  });
  return ruled(requested, given, asked.autoApprove);
}

/** What the platform's state of the case means beside what it asks for. */
export function followCase(progress: Progress, given: Given): Progress {
  const { status, case: terms } = progress.state;
  if (!terms) return progress;
  if (terms.status === 'in_dispute') return disputed(progress);
  const resumed = status === 'InDispute' ? resume(progress, given) : progress;
  switch (terms.status) {
    case 'rejected':
      return refusedAtPlatform(resumed, given.now);
    case 'awaiting_return':
      return terms.deadline === undefined || resumed.state.status !== 'Approved'
        ? resumed
        : withDeadline(resumed, terms.deadline);
    default:
      return resumed;
  }
}

const disputed = (progress: Progress): Progress =>
  allows(progress.state.status, 'InDispute') ? move(progress, 'InDispute') : progress;

/** Back to where the facts stand; what was put off by the dispute is decided now. */
function resume(progress: Progress, given: Given): Progress {
  const { refund, approval, ruling, told } = progress.state;
  if (refund) return move(progress, 'Refunding');
  if (told.includes('SignedOff')) return reviewAgain(move(progress, 'SignedOff'), given);
  if (told.includes('Arrived')) return advance(move(progress, 'Arrived'), given);
  if (told.includes('InTransit')) return advance(move(progress, 'InTransit'), given);
  if (approval) return advance(move(progress, 'Approved'), given);
  return move(progress, ruling.allowed ? 'Requested' : 'Rejected');
}

function reviewAgain(progress: Progress, given: Given): Progress {
  const reviewed = advance(progress, given);
  const { status, objectedBy } = reviewed.state;
  const stands = objectedBy !== undefined && objectedBy === validRecords(reviewed.state).at(-1)?.signOffId;
  return status === 'SignedOff' && stands ? move(reviewed, 'Objected') : reviewed;
}

/** Refused at the platform's own desk. Goods that are under way already stay so; a person must look. */
function refusedAtPlatform(progress: Progress, at: Instant): Progress {
  const { state } = progress;
  if (state.status === 'Rejected') return progress;
  if (isUnderWay(state)) return note(progress, 'return/refused-at-platform', at);
  if (!allows(state.status, 'Rejected')) return progress;
  const ruling = { ...state.ruling, allowed: false, code: 'return/refused-at-platform' };
  const dropped = dropPickup(set(progress, { approval: undefined, agreedAt: undefined }));
  return tell(move(dropped, 'Rejected'), { type: 'Rejected', by: 'merchant', ruling, at });
}

/** The buyer asks for something at the platform that is no return any more. */
export function kindChanged(state: Return, { kind, at }: ToldReturn<'KindChanged'>): Decided {
  if (state.kind === kind) return nothing();
  if (isUnderWay(state) || !allows(state.status, 'Cancelled'))
    return finish(state, note(begin(state), 'return/kind-changed', at, { kind }));
  return finish(state, calledOff(set(begin(state), { kind }), 'platform', `the case became ${kind}`, at));
}
