import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { limits } from './limits.js';
import { extract, parsePattern } from './pattern.js';
import { Trouble, Work } from './trouble.js';

const take = (pattern: string, text: string): string | undefined => {
  const parsed = parsePattern(pattern);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return extract(parsed, text, new Work());
};

describe('a pattern', () => {
  it.each([
    ['\\d{4}$', '138****1234', '1234'],
    ['^([A-Z]{2}\\d+)-', 'SF123-4', 'SF123'],
    ['#(\\d+)', 'order #77, #88', '77'],
    ['[^/]+$', '浙江省/杭州市/西湖区', '西湖区'],
    ['a?b', 'ab', 'ab'],
    ['x', 'abc', undefined],
    ['^b', 'ab', undefined],
    ['[\\d-]+', 'tel 010-12', '010-12'],
    ['a\\.b', 'a.b', 'a.b'],
  ])('%s takes of %j: %j', (pattern, text, taken) => {
    expect(take(pattern, text)).toBe(taken);
  });

  it.each([
    '',
    '(a+)+',
    '(a|b)',
    'a|b',
    '(?=a)',
    '(a)(b)',
    '((a))',
    '\\1',
    '\\b',
    'a{300}',
    'a{2,1}',
    'a**',
    '(a',
    'a)',
    '[',
    '[]',
    'a{1,}',
    '(?:a)',
  ])('is refused when it is %j', (pattern) => {
    expect(parsePattern(pattern)).toHaveProperty('problem');
  });

  it('takes what a regular expression would take', () => {
    const atom = fc.constantFrom('a', 'b', '.', '\\d', '[ab]', '[^a]', '1');
    const times = fc.constantFrom('', '?', '*', '+', '{2}', '{1,3}');
    const part = fc.tuple(atom, times).map(([what, often]) => what + often);
    const parts = fc.array(part, { maxLength: 3 }).map((all) => all.join(''));
    const pattern = fc.tuple(fc.constantFrom('', '^'), parts, parts, parts, fc.constantFrom('', '$'));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', '2'), maxLength: 12 });
    fc.assert(
      fc.property(pattern, text, ([start, before, group, after, end], given) => {
        fc.pre(before + group + after !== '');
        const written = `${start}${before}(${group})${after}${end}`;
        expect(take(written, given)).toBe(new RegExp(written).exec(given)?.[1]);
      }),
      { numRuns: 500 },
    );
  });

  it('tries no place twice, so that it sees that nothing fits where others would try for ever', () => {
    expect(take(`^${'a*'.repeat(8)}b$`, 'a'.repeat(40))).toBeUndefined();
  });

  it('ends in bounded work where a backtracking engine would not', () => {
    const pattern = parsePattern('^' + 'a*'.repeat(30) + 'b$');
    if ('problem' in pattern) throw new Error(pattern.problem);
    const started = process.cpuUsage();
    try {
      extract(pattern, 'a'.repeat(limits.patternTextChars), new Work());
    } catch (error) {
      expect(error).toBeInstanceOf(Trouble);
    }
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
    expect(() => extract(pattern, 'a'.repeat(limits.patternTextChars + 1), new Work())).toThrow(Trouble);
  });
});
