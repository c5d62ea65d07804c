import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Rule, Step, ValueMap } from './document.js';
import { evaluateField } from './field.js';
import type { Target, TargetKind } from './targets.js';
import { Work } from './trouble.js';

const maps: Record<string, ValueMap> = {
  strict: { entries: { '1': 'one' }, otherwise: 'error' },
  kept: { entries: { '1': 'one' }, otherwise: 'raw' },
};
const catalogue = {
  has: (code: string) => code === 'SF',
  byName: (name: string) => (name === '顺丰' ? 'SF' : undefined),
};
const target = (kind: TargetKind, more: Partial<Target> = {}): Target => ({
  name: 'f',
  kind,
  about: '',
  ...more,
});

function field(kind: TargetKind | Target, rule: Rule, payload: unknown) {
  const scope = { root: payload, here: payload, at: '$' };
  const aim = typeof kind === 'string' ? target(kind) : kind;
  return evaluateField(aim, rule, { scope, maps, catalogue, work: new Work() });
}

const chain = (kind: TargetKind, value: unknown, ...steps: Step[]) =>
  field(kind, { from: ['v'], steps }, { v: value });
const seconds = { do: 'time', format: { kind: 'seconds' } } as const;

describe('a field by its rule', () => {
  it.each<[string, TargetKind, unknown, Step[], unknown]>([
    ['trim', 'text', ' a ', [{ do: 'trim' }], 'a'],
    ['upper', 'text', 'ab', [{ do: 'upper' }], 'AB'],
    ['lower', 'text', 'AB', [{ do: 'lower' }], 'ab'],
    ['split and take from the end', 'text', 'a/b/c', [{ do: 'split', at: '/', take: -1 }], 'c'],
    [
      'split and join',
      'text',
      'a b',
      [
        { do: 'split', at: ' ' },
        { do: 'join', with: '-' },
      ],
      'a-b',
    ],
    ['extract', 'text', 'no 42!', [{ do: 'extract', pattern: '\\d+' }], '42'],
    ['map', 'text', 1, [{ do: 'map', map: 'strict' }], 'one'],
    ['map that keeps', 'text', 2, [{ do: 'map', map: 'kept' }], '2'],
    ['carrier by name', 'carrier', '顺丰', [{ do: 'carrier', by: 'name' }], 'SF'],
    ['carrier by code', 'carrier', 'sf', [{ do: 'carrier', by: 'code' }], 'SF'],
    ['mask', 'text', '13800001234', [{ do: 'mask', start: 3, end: 4 }], '138****1234'],
    ['mask of a short text', 'text', 'ab', [{ do: 'mask', start: 3, end: 4 }], 'a*'],
    ['number', 'count', ' 3 ', [{ do: 'number' }], 3],
    ['yuan', 'fen', '12.30', [{ do: 'yuanToFen' }], 1_230],
    ['fen', 'fen', '1230', [{ do: 'fen' }], 1_230],
    ['time', 'time', 1_700_000_000, [seconds], 1_700_000_000_000],
    ['path in a value', 'text', { a: [{ b: 'x' }] }, [{ do: 'path', path: 'a[0].b' }], 'x'],
    [
      'each and first',
      'text',
      ['', ' a '],
      [{ do: 'each', steps: [{ do: 'trim' }] }, { do: 'firstNonEmpty' }],
      'a',
    ],
    [
      'where',
      'text',
      [
        { k: 1, v: 'a' },
        { k: 2, v: 'b' },
      ],
      [{ do: 'where', path: 'k', is: ['2'] }, { do: 'firstNonEmpty' }, { do: 'path', path: 'v' }],
      'b',
    ],
    [
      'where not',
      'text',
      ['a', 'b'],
      [{ do: 'where', path: '@', is: ['a'], not: true }, { do: 'firstNonEmpty' }],
      'b',
    ],
    [
      'when',
      'text',
      'x',
      [{ do: 'when', all: [{ path: 'v', is: ['x'] }], then: 'yes', otherwise: 'no' }],
      'yes',
    ],
    ['when not', 'text', 'y', [{ do: 'when', all: [{ path: 'v', is: ['x'] }], then: 'yes' }], 'y'],
    ['when nothing is there', 'flag', '', [{ do: 'when', all: [{ path: 'v', is: [''] }], then: true }], true],
    ['a flag', 'flag', 0, [], false],
  ])('%s', (_name, kind, value, steps, expected) => {
    expect(chain(kind, value, ...steps)).toMatchObject({ value: expected });
  });

  it.each<[string, TargetKind, unknown, Step[], RegExp]>([
    ['an unmapped code under a strict map', 'text', 9, [{ do: 'map', map: 'strict' }], /no entry "9"/],
    ['three decimals', 'fen', '1.234', [{ do: 'yuanToFen' }], /two decimals/],
    ['half a fen', 'fen', '1.5', [{ do: 'fen' }], /whole number/],
    ['a bare number for an amount', 'fen', 12, [], /end its chain/],
    ['a bare number for a time', 'time', 12, [], /end its chain/],
    ['an amount below zero', 'fen', '-1', [{ do: 'fen' }], /below zero/],
    ['a list for a text', 'text', ['a', 'b'], [], /is a list/],
    ['an object for a text', 'text', { a: 1 }, [], /is an object/],
    ['an id JavaScript has rounded', 'text', 2 ** 60, [], /too long to be exact/],
    ['a text without end', 'text', 'a'.repeat(4_001), [], /longer than/],
    ['nothing of a thing', 'count', 0, [], /from 1 on/],
    ['a word for a flag', 'flag', 'maybe', [], /true nor false/],
    [
      'another day than there is',
      'time',
      '2023-02-30',
      [{ do: 'time', format: { kind: 'text', format: 'yyyy-MM-dd', zone: 'Z' } }],
      /not a time/,
    ],
  ])('refuses %s with its reason', (_name, kind, value, steps, problem) => {
    expect(chain(kind, value, ...steps).problem).toMatch(problem);
  });

  it('says what is missing only where it is needed, after its default', () => {
    expect(field(target('text', { required: true }), { from: ['v'] }, {}).problem).toMatch(/missing/);
    expect(field('text', { from: ['v'] }, {})).toEqual({ from: [] });
    expect(field('fen', { from: ['v'], default: 0, steps: [{ do: 'yuanToFen' }] }, { v: '' })).toMatchObject({
      value: 0,
    });
    expect(field('time', { from: ['v'], steps: [seconds] }, { v: 0 })).toEqual({ from: ['$.v'] });
  });

  it('keeps a code of no list as unknown, beside what it was', () => {
    const word = target('word', { words: ['one'] });
    expect(field(word, { from: ['v'], steps: [{ do: 'map', map: 'kept' }] }, { v: 7 })).toEqual({
      from: ['$.v'],
      raw: '7',
      unknown: '7',
    });
    expect(chain('carrier', '火星快递', { do: 'carrier', by: 'name' })).toMatchObject({
      unknown: '火星快递',
    });
  });

  it('reads yuan digit for digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (fen) => {
        const digits = String(fen).padStart(3, '0');
        const yuan = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(chain('fen', yuan, { do: 'yuanToFen' })).toMatchObject({ value: fen });
      }),
    );
  });

  it('keeps every digit of an id', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (id) => {
        expect(chain('text', String(id))).toMatchObject({ value: String(id) });
      }),
    );
  });
});
