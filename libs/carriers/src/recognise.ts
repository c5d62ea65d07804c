import { normaliseNumber } from './catalogue.js';
import { numberRules, type NumberRule } from './number-rules.js';
import { isS10 } from './s10.js';

/** A carrier a number may be of. */
export interface Candidate {
  /** Our catalogue's code; `UNKNOWN` where a provider named one that is not in it. */
  readonly carrier: string;
  /** The provider's own code, where a provider named the carrier. */
  readonly carrierCode?: string;
  /**
   * `certain`: the letters are this carrier's alone. `likely`: letters two carriers use, the form one gives out now, the
   * only one a provider names, or what two sources say. `possible`: it lies in a range of his, and perhaps of others.
   */
  readonly confidence: (typeof confidences)[number];
  /** Why, for people. */
  readonly reasons: readonly string[];
}

const confidences = ['certain', 'likely', 'possible'] as const;

export const byConfidence = (one: Candidate, other: Candidate): number =>
  confidences.indexOf(one.confidence) - confidences.indexOf(other.confidence);

/**
 * Whose number this may be by its looks, the best guess first; empty where nothing fits. Plain digits are never certain:
 * a query, or the provider's own recognition, has to confirm them.
 */
export function recognise(text: string): readonly Candidate[] {
  const number = normaliseNumber(text);
  const found = new Map<string, NumberRule>();
  for (const rule of numberRules) {
    if (found.has(rule.carrier) || !rule.pattern.test(number)) continue;
    if (rule.source === 'UPU' && !isS10(number)) continue;
    found.set(rule.carrier, rule);
  }
  const fitting = [...found.values()];
  const prefixes = fitting.filter(({ strength }) => strength === 'prefix').length;
  return fitting
    .map((rule) => ({
      carrier: rule.carrier,
      confidence: confidenceOf(rule, prefixes),
      reasons: [`${reasons[rule.strength]} (${rule.source}: ${rule.pattern.source})`],
    }))
    .sort(byConfidence);
}

const reasons: Readonly<Record<NumberRule['strength'], string>> = {
  prefix: 'letters of this carrier',
  current: 'the form of its numbers now',
  digits: 'in one of its ranges',
};

function confidenceOf({ strength }: NumberRule, prefixes: number): Candidate['confidence'] {
  if (strength === 'prefix') return prefixes === 1 ? 'certain' : 'likely';
  return strength === 'current' ? 'likely' : 'possible';
}
