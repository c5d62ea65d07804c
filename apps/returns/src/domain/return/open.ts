import { nothing } from '@cartrail/kernel';
import type { Asked } from '../order/judgement.js';
import { amend, followCase } from './amend.js';
import { begin, finish, move, set, tell, type Decided, type Given } from './progress.js';
import type { Return } from './return.js';
import { ruled, termsOf } from './ruled.js';

/** A return was asked for, at the platform or on our page. */
export function open(known: Return | undefined, id: string, asked: Asked, given: Given): Decided {
  if (known) return nothing();
  const status = asked.case ? 'Requested' : 'AwaitingCase';
  const state: Return = {
    ...termsOf(asked),
    id,
    status,
    via: asked.via,
    appliedAt: asked.appliedAt,
    note: asked.note,
    platformForm: asked.platformForm,
    revision: 1,
    told: [],
    signOffs: [],
    superseded: [],
    notes: [],
  };
  const requested = tell(begin(state), { type: 'Requested', status, at: given.now });
  if (!asked.case) return finish(undefined, requested);
  return finish(undefined, followCase(ruled(requested, given, asked.autoApprove), given));
}

/** The platform's case of a return begun on our page. */
export function join(state: Return | undefined, asked: Asked, given: Given): Decided {
  if (!state) return nothing('return-unknown');
  if (state.case) return nothing();
  if (state.status !== 'AwaitingCase') return amend(state, asked, given);
  const joined = set(begin(state), { ...termsOf(asked), revision: state.revision + 1 });
  const told = tell(move(joined, 'Requested'), { type: 'CaseJoined', at: given.now });
  return finish(state, followCase(ruled(told, given, asked.autoApprove), given));
}
