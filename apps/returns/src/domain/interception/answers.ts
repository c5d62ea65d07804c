import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import type { Interception, InterceptionFact, InterceptionStatus } from './interception.js';
import { isOver, mayBecome } from './moves.js';

type Decided = Decision<Interception, InterceptionFact>;

export interface Accepted {
  readonly provider: string;
  readonly interceptId?: string;
}

/** The wish was taken; whether the parcel was stopped its scans will say. */
export const accepted = (state: Interception | undefined, answer: Accepted, at: Instant): Decided =>
  answered(state, { status: 'accepted', byHand: false, ...answer }, at);

export const refused = (
  state: Interception | undefined,
  answer: { readonly provider: string; readonly code?: string },
  at: Instant,
): Decided => {
  const { provider, code: why } = answer;
  return answered(state, { status: 'refused', byHand: true, provider, why }, at);
};

/** It may have been taken: it is not said again, a person looks. */
export const lost = (state: Interception | undefined, provider: string | undefined, at: Instant): Decided =>
  answered(state, { status: 'asked', byHand: true, provider, why: 'answer_lost' }, at);

/** Nobody can be asked about this carrier's parcels. */
export const notSupported = (state: Interception | undefined, at: Instant): Decided =>
  answered(state, { status: 'not_supported', byHand: true, why: 'no_account' }, at);

/** Nobody was asked, and a person has to. */
export const leftToPerson = (state: Interception | undefined, why: string, at: Instant): Decided => {
  if (!isAsking(state)) return nothing('not being asked');
  return changed<Interception, InterceptionFact>({ ...state, byHand: true, why }, { type: 'Changed', at });
};

/** This attempt reached nobody, as far as anybody can know; it is tried again. */
export const inVain = (state: Interception | undefined, attempt: number): Decided =>
  isAsking(state) ? changed({ ...state, inVain: attempt }) : nothing('not being asked');

/** The parcel goes back, or has come to the buyer: nothing is left to do. */
export function ended(
  state: Interception | undefined,
  how: Extract<InterceptionStatus, 'stopped' | 'too_late'>,
  at: Instant,
): Decided {
  if (!state || isOver(state.status)) return nothing('nothing to stop');
  const over: Interception = { ...state, status: how, byHand: false };
  return changed<Interception, InterceptionFact>(over, { type: 'Changed', at });
}

type Answer = Pick<Interception, 'status' | 'byHand' | 'why' | 'provider'> & {
  readonly interceptId?: string;
};

function answered(state: Interception | undefined, answer: Answer, at: Instant): Decided {
  if (!isAsking(state) || !mayBecome(state.status, answer.status)) return nothing('not being asked');
  const { interceptId: providerInterceptId, ...rest } = answer;
  const next: Interception = { ...state, ...rest, providerInterceptId };
  return changed<Interception, InterceptionFact>(next, { type: 'Changed', at });
}

const isAsking = (state: Interception | undefined): state is Interception =>
  state?.status === 'wanted' && !state.byHand;
