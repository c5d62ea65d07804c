import { describe, expect, it } from '@jest/globals';
import { booked } from '../src/domain/pickup/book.js';
import { hear, type Report } from '../src/domain/pickup/report.js';
import { MORNING, World } from './support/world.js';

const report = (bookingId: string, status: string, more: Partial<Report> = {}): Report => ({
  bookingId,
  status,
  code: '',
  inAll: false,
  at: MORNING,
  ...more,
});

/** A courier is ordered and booked. */
const first = (): { world: World; id: string } => {
  const world = new World().delivered().ask().confirm().agreed();
  const { id } = world.thePickup();
  world.toPickup((state) => booked(state, { bookingId: 't1' }, MORNING));
  return { world, id };
};

describe('changing the courier', () => {
  it('keeps the goods’ way when the first courier had them already, with their number', () => {
    const { world, id } = first();
    world.changePickup();
    const next = world.thePickup().id;
    world.toPickup((state) => hear(state, report('t1', 'picked_up', { number: 'YT7' })), id);
    expect(world.theReturn()).toMatchObject({ status: 'InTransit', parcel: { number: 'YT7' } });
    expect(world.theReturn().nextPickup).toBeUndefined();
    expect(world.memory.pickups().find((each) => each.id === next)?.status).toBe('CancelledByUser');
    expect(world.effects()).toEqual(['pickup.book', 'pickup.cancel']);
  });
});
