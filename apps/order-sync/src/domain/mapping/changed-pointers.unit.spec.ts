import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changedPointers } from './changed-pointers.js';

describe('what two documents have not in common', () => {
  it('is named as deep as both have an object there', () => {
    const before = { a: { b: 1, c: [1, 2] }, gone: 1, same: { x: [] } };
    const after = { a: { b: 2, c: [1, 3] }, new: {}, same: { x: [] } };
    expect(changedPointers(before, after)).toEqual(['/a/b', '/a/c', '/gone', '/new']);
  });

  it('is everything where there was no document, and is escaped like any JSON pointer', () => {
    expect(changedPointers(undefined, {})).toEqual(['']);
    expect(changedPointers({ 'a/b': { '~': 1 } }, { 'a/b': { '~': 2 } })).toEqual(['/a~1b/~0']);
  });

  it('is at most a hundred places', () => {
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, n]));
    expect(changedPointers({}, wide)).toHaveLength(100);
  });

  it('is nothing between a document and itself, and something between two that differ', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(changedPointers(one, one)).toEqual([]);
        const isSame = sorted(one) === sorted(other);
        expect(changedPointers(one, other).length === 0).toBe(isSame);
      }),
    );
  });
});

/** Members in one order, wherever objects are no part of a list. */
function sorted(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${JSON.stringify(members.map(([name, member]) => [name, sorted(member)]))}}`;
}
