import { limits } from './limits.js';
import { quoted, Trouble, type Work } from './trouble.js';
import { isList, isRecord } from './values.js';

type Segment =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'every' };

export interface Path {
  /** Begins at the whole payload, not at the row or value at hand. */
  readonly root: boolean;
  readonly segments: readonly Segment[];
}

/** A place in a payload: the whole of it, where we are, and how that is called. */
export interface Scope {
  readonly root: unknown;
  readonly here: unknown;
  readonly at: string;
}

export interface Found {
  readonly value: unknown;
  /** `$.items[0].sku` */
  readonly at: string;
}

const SEGMENT = /^(?:\.?([^.[\]"'\s$@*]+)|\[(\d{1,4})\]|\[(\*)\]|\["([^"\\]+)"\])/;

/** `a.b`, `a[0]`, `a[*].b`, `["odd name"]`, `@` for the value at hand, and the same behind `$` from the whole payload. */
export function parsePath(text: string): Path | { readonly problem: string } {
  if (text.length > limits.pathChars) return { problem: `is longer than ${limits.pathChars} characters` };
  const root = text.startsWith('$');
  const begun = root || text.startsWith('@');
  let rest = begun ? text.slice(1) : text;
  const segments: Segment[] = [];
  if (text === '' || (!begun && rest.startsWith('.'))) return unreadable(text);
  if (begun && /^[^.[]/.test(rest)) return unreadable(text);
  while (rest !== '') {
    const match = SEGMENT.exec(rest);
    if (!match || (segments.length > 0 && /^[^.[]/.test(rest))) return unreadable(text);
    segments.push(toSegment(match));
    rest = rest.slice(match[0].length);
  }
  if (segments.length > limits.pathSegments) return { problem: `has more than ${limits.pathSegments} parts` };
  const stars = segments.filter(({ kind }) => kind === 'every').length;
  return stars > limits.pathStars ? { problem: `has more than ${limits.pathStars} [*]` } : { root, segments };
}

const unreadable = (text: string) => ({
  problem: `${quoted(text)} is no path: write it like buyer.name, items[0].sku, items[*].sku or $.shop["odd name"]`,
});

const toSegment = ([, name, index, every, odd]: RegExpExecArray): Segment => {
  if (every !== undefined) return { kind: 'every' };
  if (index !== undefined) return { kind: 'index', index: Number(index) };
  return { kind: 'name', name: name ?? odd ?? '' };
};

export const isMany = ({ segments }: Path): boolean => segments.some(({ kind }) => kind === 'every');

/** What stands at a path, in the order of the payload; nothing where it is not there. */
export function readPath(text: string, scope: Scope, work: Work): readonly Found[] {
  const path = parsePath(text);
  if ('problem' in path) throw new Trouble(path.problem);
  let found: readonly Found[] = [
    path.root ? { value: scope.root, at: '$' } : { value: scope.here, at: scope.at },
  ];
  for (const segment of path.segments) {
    found = found.flatMap((place) => step(place, segment, work));
    if (found.length > limits.values) throw new Trouble(`gives more than ${limits.values} values`);
  }
  return found.filter(({ value }) => value !== undefined);
}

function step({ value, at }: Found, segment: Segment, work: Work): readonly Found[] {
  work.spend();
  switch (segment.kind) {
    case 'every':
      if (!isList(value)) return [];
      if (value.length > limits.values) throw new Trouble(`gives more than ${limits.values} values`);
      work.spend(value.length);
      return value.map((entry, index) => ({ value: entry, at: `${at}[${index}]` }));
    case 'index':
      return isList(value) ? [{ value: value[segment.index], at: `${at}[${segment.index}]` }] : [];
    case 'name':
      return isRecord(value) && Object.hasOwn(value, segment.name)
        ? [{ value: value[segment.name], at: at + nameText(segment.name) }]
        : [];
  }
}

const PLAIN = /^[^.[\]"'\s$@*\\]+$/;

export const nameText = (name: string): string =>
  PLAIN.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
