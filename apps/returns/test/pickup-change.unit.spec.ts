import { describe, expect, it } from '@jest/globals';
import { moved } from '../src/domain/order/parcels.js';
import { booked } from '../src/domain/pickup/book.js';
import { hear, type Report } from '../src/domain/pickup/report.js';
import { cancel } from '../src/domain/return/end.js';
import { ids, MORNING, World } from './support/world.js';

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

describe('changing the courier whose parcel is scanned before he is heard of', () => {
  it('ends the change all the same', () => {
    const { world, id } = first();
    world.toPickup((state) => hear(state, report('t1', 'accepted', { number: 'YT7' })), id);
    world.changePickup();
    world.order((file) =>
      moved(file, ids.order, { type: 'PickedUp', number: 'YT7', carrier: 'YTO', at: MORNING }),
    );
    world.toPickup((state) => hear(state, report('t1', 'picked_up')), id);
    expect(world.theReturn()).toMatchObject({ status: 'InTransit', parcel: { number: 'YT7' } });
    expect(world.theReturn().nextPickup).toBeUndefined();
    expect(world.thePickup().status).toBe('CancelledByUser');
  });
});

describe('a courier who was given up and comes after all', () => {
  /** The first one failed, and the buyer chose again. */
  const second = () => {
    const { world, id } = first();
    world.toPickup((state) => hear(state, report('t1', 'pickup_failed')), id);
    world.confirm();
    world.toPickup((state) => booked(state, { bookingId: 't2', number: 'YT8' }, MORNING));
    return { world, id, next: world.thePickup().id };
  };

  it('is the one who has the goods: the courier chosen since is called off', () => {
    const { world, id, next } = second();
    world.toPickup((state) => hear(state, report('t1', 'picked_up', { number: 'YT7' })), id);
    expect(world.theReturn()).toMatchObject({ status: 'InTransit', parcel: { number: 'YT7' } });
    expect(world.memory.effects.at(-1)).toMatchObject({ kind: 'pickup.cancel', request: { pickupId: next } });
  });

  it('calls off the courier chosen since also while his own number is unknown, and takes his number for it', () => {
    const { world, id, next } = second();
    world.toPickup((state) => hear(state, report('t1', 'picked_up')), id);
    expect(world.theReturn().pickedUpAt).toBe(MORNING);
    expect(world.memory.effects.at(-1)).toMatchObject({ kind: 'pickup.cancel', request: { pickupId: next } });
    world.toPickup((state) => hear(state, report('t1', 'in_transit', { number: 'YT7' })), id);
    expect(world.theReturn()).toMatchObject({ status: 'InTransit', parcel: { number: 'YT7' } });
  });

  it('is seen by a person where the return was called off', () => {
    const { world, id } = first();
    world.toPickup((state) => hear(state, report('t1', 'pickup_failed')), id);
    world.toReturn((state) => cancel(state, { by: 'buyer', now: MORNING }));
    world.toPickup((state) => hear(state, report('t1', 'picked_up', { number: 'YT7' })), id);
    expect(world.theReturn().notes).toMatchObject([{ code: 'return/picked-up-after-end' }]);
  });
});
