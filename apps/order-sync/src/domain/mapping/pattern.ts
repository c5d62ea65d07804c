import { limits } from './limits.js';
import { quoted, Trouble, type Work } from './trouble.js';

type Test = (character: string) => boolean;

interface Atom {
  readonly test: Test;
  readonly min: number;
  readonly max: number;
}

/** A chain of characters with how often each may come, and which part of the chain is wanted. */
export interface Pattern {
  readonly atoms: readonly Atom[];
  readonly from: number;
  readonly to: number;
  readonly atStart: boolean;
  readonly atEnd: boolean;
}

const CLASSES: Readonly<Record<string, Test>> = {
  d: (c) => c >= '0' && c <= '9',
  w: (c) => /^[A-Za-z0-9_]$/.test(c),
  s: (c) => /^\s$/.test(c),
};

const TOKEN =
  /^(?:\\(.)|\[(\^?)((?:\\.|[^\]\\])+)\]|([.])|([^\\[\](){}|*+?.^$]))(?:([?*+])|\{(\d{1,3})(?:,(\d{1,3}))?\})?/u;

/**
 * Characters, `.`, `\d \w \s`, `[a-z]`, `[^a-z]`, each with `? * +` or `{n,m}`, `^` and `$` at the ends, and at most
 * one group, which is what is taken. No choice, no group that repeats, nothing that looks back: matching a text takes
 * work that is bounded by its length, whatever the text.
 */
export function parsePattern(text: string): Pattern | { readonly problem: string } {
  if (text.length > limits.patternChars)
    return { problem: `is longer than ${limits.patternChars} characters` };
  const atStart = text.startsWith('^');
  const atEnd = text.endsWith('$') && !text.endsWith('\\$');
  let rest = text.slice(atStart ? 1 : 0, atEnd ? -1 : undefined);
  const atoms: Atom[] = [];
  let [from, to] = [-1, -1];
  while (rest !== '') {
    if (rest.startsWith('(') && from < 0 && !rest.startsWith('(?')) from = atoms.length;
    else if (rest.startsWith(')') && from >= 0 && to < 0 && !/^\)[?*+{]/.test(rest)) to = atoms.length;
    else {
      const match = TOKEN.exec(rest);
      const atom = match && toAtom(match);
      if (!atom)
        return {
          problem: `cannot be read from ${quoted(rest)} on: only single characters may repeat, and one plain group may stand in it`,
        };
      atoms.push(atom);
      rest = rest.slice(match[0].length);
      continue;
    }
    rest = rest.slice(1);
  }
  if (atoms.length === 0 || from >= 0 !== to >= 0) return { problem: 'is empty, or its group does not end' };
  return { atoms, from: Math.max(from, 0), to: to < 0 ? atoms.length : to, atStart, atEnd };
}

function toAtom([, escaped, negated, members, any, plain, sign, min, max]: RegExpExecArray):
  Atom | undefined {
  const test = toTest({ escaped, negated, members, any, plain });
  const [least, most] =
    sign === undefined ? [Number(min ?? 1), Number(max ?? min ?? 1)] : (SIGNS[sign] ?? [1, 1]);
  if (!test || least > most || most > limits.patternRepeats) return undefined;
  return { test, min: least, max: most };
}

const SIGNS: Readonly<Record<string, readonly [number, number]>> = {
  '?': [0, 1],
  '*': [0, limits.patternRepeats],
  '+': [1, limits.patternRepeats],
};

type Parts = Partial<Record<'escaped' | 'negated' | 'members' | 'any' | 'plain', string>>;

function toTest({ escaped, negated, members, any, plain }: Parts): Test | undefined {
  if (any !== undefined) return (c) => c !== '\n';
  if (escaped !== undefined) return escapedTest(escaped);
  if (plain !== undefined) return (c) => c === plain;
  const within = memberTests(members ?? '');
  if (!within) return undefined;
  const isIn: Test = (c) => within.some((test) => test(c));
  return negated === '^' ? (c) => !isIn(c) : isIn;
}

const escapedTest = (letter: string): Test | undefined => {
  if (Object.hasOwn(CLASSES, letter)) return CLASSES[letter];
  return /^[A-Za-z0-9]$/.test(letter) ? undefined : (c) => c === letter;
};

function memberTests(members: string): readonly Test[] | undefined {
  const tests: (Test | undefined)[] = [];
  for (const [, escaped, low, high, one] of members.matchAll(/\\(.)|([^\\])-([^\\\]])|([^\\])/gsu)) {
    if (escaped !== undefined) tests.push(escapedTest(escaped));
    else if (low !== undefined && high !== undefined) tests.push((c) => c >= low && c <= high);
    else tests.push((c) => c === one);
  }
  return tests.every((test) => test !== undefined) ? tests : undefined;
}

/** The group of the first match, or the whole match where there is no group. */
export function extract(pattern: Pattern, text: string, work: Work): string | undefined {
  const characters = Array.from(text);
  if (characters.length > limits.patternTextChars)
    throw new Trouble(`is longer than the ${limits.patternTextChars} characters a pattern is tried on`);
  const search = new Search(pattern, characters, work);
  const last = pattern.atStart ? 0 : characters.length;
  for (let start = 0; start <= last; start++) {
    const marks = search.from(0, start);
    if (marks) return characters.slice(marks[pattern.from], marks[pattern.to]).join('');
  }
  return undefined;
}

/** Tries the most characters first; a place that failed once is never tried again. */
class Search {
  private readonly failed = new Set<number>();

  constructor(
    private readonly pattern: Pattern,
    private readonly text: readonly string[],
    private readonly work: Work,
  ) {}

  /** Where each atom from `index` on began, and where the last one ended; `undefined` where nothing fits. */
  from(index: number, at: number): readonly number[] | undefined {
    const { atoms, atEnd } = this.pattern;
    const atom = atoms[index];
    if (!atom) return !atEnd || at === this.text.length ? [at] : undefined;
    const key = index * (this.text.length + 1) + at;
    if (this.failed.has(key)) return undefined;
    for (let count = this.most(atom, at); count >= atom.min; count--) {
      this.work.spend();
      const rest = this.from(index + 1, at + count);
      if (rest) return [at, ...rest];
    }
    this.failed.add(key);
    return undefined;
  }

  private most({ test, max }: Atom, at: number): number {
    let count = 0;
    while (count < max && at + count < this.text.length && test(this.text[at + count] ?? '')) count++;
    this.work.spend(count);
    return count;
  }
}
