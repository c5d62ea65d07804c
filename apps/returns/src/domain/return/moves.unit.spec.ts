import { describe, expect, it } from '@jest/globals';
import { allows, hasEnded, moves, type ReturnStatus } from './moves.js';

const statuses = Object.keys(moves) as ReturnStatus[];
/** Where nothing more is decided on our side; the platform may still overrule some of them. */
const ends = statuses.filter(hasEnded);

const reachable = (from: readonly ReturnStatus[]): Set<ReturnStatus> => {
  const found = new Set<ReturnStatus>(from);
  for (const status of found) for (const to of moves[status]) found.add(to);
  return found;
};

describe('the moves of a return', () => {
  it('name only states there are', () => {
    for (const status of statuses) for (const to of moves[status]) expect(statuses).toContain(to);
  });

  it('reach every state from the first two', () => {
    expect([...reachable(['AwaitingCase', 'Requested'])].sort()).toEqual([...statuses].sort());
  });

  it.each(statuses)('lead from %s to the money or to another end', (status) => {
    const found = reachable([status]);
    expect(ends.some((end) => found.has(end))).toBe(true);
  });

  it.each(statuses.filter((status) => status !== 'Refunded'))('have a way out of %s', (status) => {
    expect(moves[status].length).toBeGreaterThan(0);
  });

  it('leave the money with the buyer', () => {
    expect(moves.Refunded).toEqual([]);
    const unpayable = statuses.filter((status) => status !== 'Refunded' && !allows(status, 'Refunded'));
    // Before a case there is nobody who could have paid.
    expect(unpayable).toEqual(['AwaitingCase']);
  });

  it('let goods that travel be called off by nobody but the platform', () => {
    for (const status of ['InTransit', 'Arrived', 'SignedOff', 'Objected', 'Refunding'] as const)
      expect(allows(status, 'Cancelled')).toBe(false);
  });
});
