import { describe, expect, it } from '@jest/globals';
import { conformanceMatrix, type CellResult } from './index.js';

const cells = (...ends: readonly Partial<CellResult>[]): readonly CellResult[] =>
  ['one', 'another'].map((guarantee, at) => ({
    ...{ feature: 'push', guarantee, outcome: 'pass' },
    ...ends[at],
  }));

describe('the table of several providers', () => {
  it('has a row per case, a column per provider, and every reason once below', () => {
    const because = 'it signs nothing';
    const declared = { outcome: 'n/a', why: 'the server cannot', because } as const;
    const table = conformanceMatrix(
      new Map([
        ['sample', cells(declared, declared)],
        ['other', cells({}, { outcome: 'FAIL', why: 'expected 1, got 2' })],
        ['third', cells({ outcome: 'n/a', why: 'not built' }, { outcome: 'n/a', why: 'not built' })],
      ]),
    );
    expect(table.split('\n')).toEqual([
      'feature  guarantee  sample  other  third',
      'push     one        n/a     pass   n/a',
      'push     another    n/a     FAIL   n/a',
      '',
      'sample: push: one; push: another (it signs nothing)',
      'other: push: another (expected 1, got 2)',
      'third: push (not built)',
    ]);
  });
});
