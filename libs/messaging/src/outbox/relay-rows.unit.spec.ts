import { describe, expect, it } from '@jest/globals';
import { mayBeCut, type RelayRow } from './relay-rows.js';

const rows = (count: number, found: number): RelayRow[] =>
  Array.from({ length: count }, (_, id) => ({
    id: String(id),
    topic: 't',
    key: 'k',
    headers: '{}',
    payload: '{}',
    found,
  }));

describe('a batch of the relay', () => {
  it.each([
    ['it was all there was', 3, 3, false],
    ['others are too large to travel with it', 3, 4, true],
    ['it is as long as a batch may be', 1_000, 1_000, true],
  ])('is read on behind where %s: %i of %i', (_why, taken, found, cut) => {
    expect(mayBeCut(rows(taken, found))).toBe(cut);
  });
});
