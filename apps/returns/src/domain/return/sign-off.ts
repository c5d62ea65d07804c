import { nothing } from '@cartrail/kernel';
import type { ToldReturn } from '../order/order-facts.js';
import { advance, validRecords } from './goods.js';
import { hasEnded } from './moves.js';
import { begin, finish, note, set, type Decided, type Given, type Progress } from './progress.js';
import type { Return } from './return.js';

/** The warehouse's record. A correction replaces what it corrects until a refund was decided; then it is only seen. */
export function signedOff(
  state: Return,
  { signOff, refund }: ToldReturn<'SignedOff'>,
  given: Given,
): Decided {
  const { signOffId, supersedes, at } = signOff;
  if (state.signOffs.some((known) => known.signOffId === signOffId)) return nothing();
  const recorded = set(begin(state), {
    signOffs: [...state.signOffs, signOff],
    superseded: withId(state.superseded, supersedes),
    refundBasis: refund ?? state.refundBasis,
  });
  if (state.superseded.includes(signOffId)) return finish(state, recorded);
  if (state.refund || hasEnded(state.status)) {
    const code = supersedes === undefined ? 'return/signed-off-late' : 'return/corrected-late';
    const seen = note(recorded, code, at, { signOffId });
    return finish(state, state.status === 'Lapsed' ? advance(seen, given) : seen);
  }
  return finish(state, advance(recorded, given));
}

export function superseded(
  state: Return,
  { signOffId, at }: ToldReturn<'Superseded'>,
  given: Given,
): Decided {
  if (state.superseded.includes(signOffId)) return nothing();
  const corrected = set(begin(state), { superseded: withId(state.superseded, signOffId) });
  if (state.refund) return finish(state, note(corrected, 'return/corrected-late', at, { signOffId }));
  return finish(state, reviewed(corrected, given));
}

/** With no record left, the verdict waits for the newer one. */
const reviewed = (progress: Progress, given: Given): Progress =>
  validRecords(progress.state).length > 0 ? advance(progress, given) : progress;

const withId = (ids: readonly string[], id: string | undefined): readonly string[] =>
  id === undefined || ids.includes(id) ? ids : [...ids, id];
