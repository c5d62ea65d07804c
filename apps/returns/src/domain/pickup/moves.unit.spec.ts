import { describe, expect, it } from '@jest/globals';
import { allows, hasFailed, isTaken, moves, type PickupStatus } from './moves.js';

const statuses = Object.keys(moves) as PickupStatus[];

describe('the moves of a pickup', () => {
  it('reach every state from the quote', () => {
    const found = new Set<PickupStatus>(['Quoted']);
    for (const status of found) for (const to of moves[status]) found.add(to);
    expect([...found].sort()).toEqual([...statuses].sort());
  });

  it.each(statuses)('lead from %s to a delivery', (status) => {
    const found = new Set<PickupStatus>([status]);
    for (const each of found) for (const to of moves[each]) found.add(to);
    expect(found.has('Delivered')).toBe(true);
  });

  it('never take a parcel back from the courier', () => {
    for (const status of statuses.filter(isTaken))
      for (const to of moves[status]) expect(isTaken(to)).toBe(true);
  });

  it('believe a courier who has the parcel against any end', () => {
    for (const status of statuses.filter(hasFailed)) expect(allows(status, 'PickedUp')).toBe(true);
  });
});
