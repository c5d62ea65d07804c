import type { Asked } from '../order/judgement.js';
import { approve } from './approve.js';
import { advance } from './goods.js';
import { move, tell, type Given, type Progress } from './progress.js';
import type { Return } from './return.js';

type Kept = Omit<Asked, 'refund' | 'via' | 'appliedAt' | 'autoApprove' | 'note' | 'platformForm'>;

/** What the order's file says of a return now; how it was begun stays as it was. */
export const termsOf = ({
  refund,
  via: _via,
  appliedAt: _appliedAt,
  autoApprove: _autoApprove,
  note: _note,
  platformForm: _platformForm,
  ...terms
}: Asked): Kept & Pick<Return, 'refundBasis'> => ({ ...terms, refundBasis: refund });

/**
 * What no rule allows is rejected; what is allowed waits for a tap, or for none where the tenant wants none. Goods of a
 * return begun on our page may be signed for already.
 */
export function ruled(progress: Progress, given: Given, autoApprove: boolean): Progress {
  const { now } = given;
  const { ruling } = progress.state;
  if (!ruling.allowed)
    return tell(move(progress, 'Rejected'), { type: 'Rejected', by: 'policy', ruling, at: now });
  return autoApprove ? advance(approve(progress, 'merchant', now), given) : progress;
}
