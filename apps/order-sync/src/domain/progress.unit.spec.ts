import { describe, expect, it } from '@jest/globals';
import { mayFollow, moves } from './progress.js';
import type { CloseReason, OrderStatus } from './order.state.js';

const statuses = Object.keys(moves) as OrderStatus[];
const stage = (status: OrderStatus, closeReason: CloseReason = 'refunded') => ({
  status,
  partial: false,
  ...(status === 'closed' ? { closeReason } : {}),
});

describe('the moves of an order', () => {
  it.each(statuses)('allows from %s exactly what the table lists', (from) => {
    const allowed = statuses.filter((to) => to !== from && mayFollow(stage(from), stage(to)));
    expect(allowed.sort()).toEqual([...moves[from]].sort());
  });

  it('reaches every state from the first one', () => {
    const reached = new Set<OrderStatus>(['created']);
    for (const from of reached) for (const to of moves[from]) reached.add(to);
    expect([...reached].sort()).toEqual([...statuses].sort());
  });
});
