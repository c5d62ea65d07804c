import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Order } from '../state/model.js';
import { State } from '../state/state.js';
import { OrdersByTime } from './orders-by-time.js';

const order = (id: string, at: number, shopId = 'a'): Order =>
  ({ seq: 0, id, shopId, createdAt: at, updatedAt: at }) as Order;

function stateWith(...orders: readonly Order[]): State {
  const state = new State();
  for (const one of orders) {
    state.orders.set(one.id, one);
    state.touch(one);
  }
  return state;
}

const ids = (orders: readonly Order[]): string[] => orders.map(({ id }) => id);

describe('a shop’s orders by time', () => {
  it('are those of the window and of no other shop, its beginning included and its end not', () => {
    const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom('a', 'b')));
    const ends = fc.tuple(fc.integer({ min: -1, max: 21 }), fc.integer({ min: -1, max: 21 }));
    fc.assert(
      fc.property(times, ends, (given, [from, until]) => {
        const orders = given.map(([at, shopId], index) => order(String(100 + index), at, shopId));
        const found = new OrdersByTime(stateWith(...orders)).between('a', 'createdAt', from, until);
        const wanted = orders
          .filter((one) => one.shopId === 'a' && one.createdAt >= from && one.createdAt < until)
          .sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1));
        expect(ids(found)).toEqual(ids(wanted));
      }),
    );
  });

  it('are in their new places once one has changed, is new, or is gone', () => {
    const [first, second] = [order('1', 10), order('2', 20)];
    const state = stateWith(first, second);
    const byTime = new OrdersByTime(state);
    const read = (): string[] => ids(byTime.between('a', 'updatedAt', 0, 100));
    expect(read()).toEqual(['1', '2']);
    first.updatedAt = 30;
    state.touch(first);
    expect(read()).toEqual(['2', '1']);
    const third = order('3', 25);
    state.orders.set('3', third);
    state.touch(third);
    expect(read()).toEqual(['2', '3', '1']);
    state.orders.delete('2');
    expect(read()).toEqual(['3', '1']);
  });
});
