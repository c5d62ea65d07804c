import { carrierFrom } from '../catalogue.js';
import { isRecord, list, text } from '../json.js';
import type { Candidate } from '../recognise.js';
import { PROVIDER } from './manifest.js';
import type { WireCompany } from './wire.js';

/** The list of the answer, which an older variant has under `auto`; `undefined` where there is none. */
export function candidatesIn(answer: unknown): readonly unknown[] | undefined {
  const found = isRecord(answer) ? answer['auto'] : answer;
  return Array.isArray(found) ? list(found) : undefined;
}

/** In Kuaidi100's order, the likeliest first. How many numbers it has seen says nothing about this one. */
export function toCandidates(companies: readonly unknown[]): readonly Candidate[] {
  const named = companies.filter(isRecord).filter(({ comCode }: WireCompany) => text(comCode).trim() !== '');
  return named.map(({ comCode, name, noCount }: WireCompany, at) => {
    const carrierCode = text(comCode).trim();
    const seen = text(noCount).trim();
    const like = seen === '' ? '' : `, ${seen} numbers like it`;
    return {
      carrier: carrierFrom('kuaidi100', carrierCode),
      carrierCode,
      confidence: named.length === 1 ? 'likely' : 'possible',
      reasons: [`${PROVIDER} names ${text(name) || carrierCode}, ${at + 1} of ${named.length}${like}`],
    };
  });
}
