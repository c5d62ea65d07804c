import type { CategoryRow, PolicyLetter } from './policy.js';
import type { RuleId } from './rule-ids.js';

/** What is known of an article's state when its return is asked for. */
export type ArticleState = 'seal_broken' | 'activated' | 'installed';

/** The merchant says this article was sold as not returnable; R-06 says when he may rely on it. */
export interface ClaimedExclusion {
  readonly markedAtSale: boolean;
  /** The buyer confirmed it for this purchase, in a step of its own; a pre-ticked box is no confirmation. */
  readonly confirmedByBuyer: boolean;
  /** Sold near its expiry or with a marked flaw: excludes an article of any category. */
  readonly nearExpiryOrFlawed?: boolean;
}

/** What a change of mind is judged on. */
export interface ArticleFacts {
  /** Absent: nobody said. */
  readonly state?: ArticleState;
  readonly exclusion?: ClaimedExclusion;
}

/** The state in which a letter lets a merchant refuse who sold the article so. */
const refusedState: Readonly<Record<ArticleState, PolicyLetter>> = {
  seal_broken: 'S',
  activated: 'A',
  installed: 'I',
};

/**
 * A change of mind. Beyond the statutory exclusions a merchant may rely on an exclusion only where it was
 * marked at sale and confirmed by the buyer; whether the goods are intact is for the warehouse to
 * see and to photograph, not for the buyer's application to say.
 */
export function withoutReason(
  row: Pick<CategoryRow, 'letters'>,
  { exclusion, state }: ArticleFacts,
): { refused: boolean; ruleId: RuleId } {
  if (row.letters.includes('N')) return { refused: true, ruleId: 'R-04' };
  const byState = state !== undefined && row.letters.includes(refusedState[state]);
  const optedOut = exclusion !== undefined && row.letters.includes('O');
  const flawed = exclusion?.nearExpiryOrFlawed === true;
  if (byState || optedOut || flawed) {
    const proved = exclusion !== undefined && exclusion.markedAtSale && exclusion.confirmedByBuyer;
    return proved ? { refused: true, ruleId: 'R-05' } : { refused: false, ruleId: 'R-06' };
  }
  // An exclusion the category does not have is the merchant's own invention, unless its state has yet to arise.
  const possible = row.letters.some((letter) => letter !== 'Y');
  return { refused: false, ruleId: exclusion !== undefined && !possible ? 'R-07' : 'R-01' };
}
