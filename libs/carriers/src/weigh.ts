import { normaliseNumber } from './catalogue.js';
import { byConfidence, recognise, type Candidate } from './recognise.js';
import { UNKNOWN } from './status.js';

/** What is known about a number besides its looks. */
export interface Evidence {
  /** What providers answered to `recognise`, each in its own order. */
  readonly answers?: readonly {
    readonly provider: string;
    readonly candidates: readonly Candidate[];
  }[];
  /** How many of the tenant's own parcels with numbers of the same `formOf` were whose. */
  readonly history?: readonly { readonly carrier: string; readonly parcels: number }[];
}

/**
 * What numbers of one batch share: how long they are, and how they begin (letters and the two digits after them). A
 * tenant's parcels are counted by it, and so remembered without their numbers.
 */
export function formOf(text: string): string {
  const number = normaliseNumber(text);
  return `${/^[A-Z]*\d{0,2}/.exec(number)?.[0] ?? ''}/${number.length}`;
}

/** One source's word for one carrier; `place` counts from 0. */
interface Word {
  readonly candidate: Candidate;
  readonly source: string;
  readonly place: number;
  readonly parcels: number;
}

/**
 * The looks of a number, the tenant's own history and what providers say, as one list, the best guess first. Only letters
 * can make a carrier certain, and only as long as no source names another one. Two sources that agree make it likely.
 * Among equals more sources count first, then more of the tenant's parcels, then the providers' order: a hint.
 */
export function weigh(text: string, { answers = [], history = [] }: Evidence): readonly Candidate[] {
  const byLooks = recognise(text);
  const words = [
    ...byLooks.map((candidate, place) => ({ candidate, source: 'looks', place, parcels: 0 })),
    ...history.filter(({ parcels }) => parcels > 0).map(inWords),
    ...answers.flatMap(({ provider, candidates }) =>
      candidates.map((candidate, place) => ({ candidate, source: provider, place, parcels: 0 })),
    ),
  ];
  const named = new Map<string, Word[]>();
  for (const word of words) named.set(nameOf(word), [...(named.get(nameOf(word)) ?? []), word]);
  const disputed = words.some(
    ({ source, candidate }) => source !== 'looks' && !isCertain(byLooks, candidate),
  );
  return [...named.values()]
    .map((of) => ({ of, candidate: together(of, disputed) }))
    .sort((one, other) => byConfidence(one.candidate, other.candidate) || byWords(one.of, other.of))
    .map(({ candidate }) => candidate);
}

const inWords = ({ carrier, parcels }: NonNullable<Evidence['history']>[number]): Word => ({
  candidate: { carrier, confidence: 'possible', reasons: [`${parcels} of the tenant's own parcels`] },
  source: 'history',
  place: 0,
  parcels,
});

/** Carriers that are in no list of ours are told apart by their providers' codes. */
const nameOf = ({ candidate: { carrier, carrierCode = '' }, source }: Word): string =>
  carrier === UNKNOWN ? `${source} ${carrierCode}` : carrier;

const isCertain = (byLooks: readonly Candidate[], { carrier }: Candidate): boolean =>
  byLooks.some((each) => each.carrier === carrier && each.confidence === 'certain');

const sourcesOf = (of: readonly Word[]): number => new Set(of.map(({ source }) => source)).size;

function together(of: readonly Word[], disputed: boolean): Candidate {
  const [surest] = of.map(({ candidate }) => candidate).sort(byConfidence);
  if (!surest) throw new RangeError('a candidate nobody named');
  const certain =
    !disputed && of.some(({ source, candidate }) => source === 'looks' && candidate.confidence === 'certain');
  const likely = surest.confidence !== 'possible' || sourcesOf(of) > 1;
  return {
    ...surest,
    confidence: certain ? 'certain' : likely ? 'likely' : 'possible',
    reasons: of.flatMap(({ candidate }) => candidate.reasons),
  };
}

function byWords(one: readonly Word[], other: readonly Word[]): number {
  const parcels = (of: readonly Word[]): number => of.reduce((sum, word) => sum + word.parcels, 0);
  const place = (of: readonly Word[]): number =>
    Math.min(...of.filter(({ source }) => source !== 'history').map((word) => word.place));
  return sourcesOf(other) - sourcesOf(one) || parcels(other) - parcels(one) || place(one) - place(other) || 0;
}
