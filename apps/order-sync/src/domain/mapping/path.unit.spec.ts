import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { limits } from './limits.js';
import { parsePath, readPath } from './path.js';
import { Trouble, Work } from './trouble.js';

const payload = {
  buyer: { name: '王' },
  items: [{ sku: 'a', tags: ['x', 'y'] }, { sku: 'b' }, null],
  'odd name.': 1,
  empty: null,
};
const scope = { root: payload, here: payload.items[0], at: '$.items[0]' };
const read = (path: string) => readPath(path, scope, new Work()).map(({ value, at }) => [at, value]);

describe('a path', () => {
  it.each([
    ['sku', [['$.items[0].sku', 'a']]],
    ['@', [['$.items[0]', payload.items[0]]]],
    ['@.tags[1]', [['$.items[0].tags[1]', 'y']]],
    ['$.buyer.name', [['$.buyer.name', '王']]],
    [
      '$.items[*].sku',
      [
        ['$.items[0].sku', 'a'],
        ['$.items[1].sku', 'b'],
      ],
    ],
    ['$["odd name."]', [['$["odd name."]', 1]]],
    ['$.empty', [['$.empty', null]]],
    ['$.buyer.toString', []],
    ['$.items.length', []],
    ['nothing.here[3].at[*].all', []],
  ])('reads %s, and says where it stood', (path, found) => {
    expect(read(path)).toEqual(found);
  });

  it.each([
    '',
    '.',
    '$.',
    'a..b',
    'a.',
    'a[',
    'a[x]',
    "a['b']",
    'a[-1]',
    'a b',
    '$a',
    'a[*',
    'a[0]b',
    '..',
    'a[*][*][*]',
  ])('is refused when it is written %j', (path) => {
    expect(parsePath(path)).toHaveProperty('problem');
  });

  it('gives no more values than its bound, however long the lists are', () => {
    const long = { root: Array.from({ length: limits.values + 1 }, () => 0), here: 0, at: '$' };
    expect(() => readPath('$[*]', long, new Work())).toThrow(Trouble);
    const square = {
      root: Array.from({ length: 30 }, () => Array.from({ length: 30 }, () => 1)),
      here: 0,
      at: '$',
    };
    expect(() => readPath('$[*][*]', square, new Work())).toThrow(Trouble);
  });

  it('never throws but its own trouble, whatever the path and the payload', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '.', '[', ']', '*', '$', '@', '0', '"') }),
        fc.anything(),
        (path, root) => {
          try {
            readPath(path, { root, here: root, at: '$' }, new Work());
          } catch (error) {
            expect(error).toBeInstanceOf(Trouble);
          }
        },
      ),
    );
  });
});
