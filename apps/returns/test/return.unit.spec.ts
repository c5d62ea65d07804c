import { describe, expect, it } from '@jest/globals';
import { changed, DAY, HOUR, nothing } from '@cartrail/kernel';
import { moved } from '../src/domain/order/parcels.js';
import { request } from '../src/domain/order/request.js';
import { refundNews, signedOff, superseded } from '../src/domain/order/sign-off.js';
import { booked } from '../src/domain/pickup/book.js';
import { hear } from '../src/domain/pickup/report.js';
import { approveByMerchant } from '../src/domain/return/approve.js';
import { callOff, changePickup, confirm } from '../src/domain/return/confirm.js';
import { cancel, lapse } from '../src/domain/return/end.js';
import { settle } from '../src/domain/return/refund.js';
import { slotsFor } from '../src/domain/rules/slots.js';
import { calendar, ids, MORNING, World } from './support/world.js';

const given = { now: MORNING, refundId: 'refund-1' };
const shippedBack = (world: World, number = 'SF1') =>
  world.agreed('platform').news({ type: 'ReturnShipped', number, carrier: 'SF', at: MORNING });
const sign = (
  world: World,
  verdict: string,
  more: { signOffId?: string; supersedes?: string; received?: number } = {},
) => {
  const { signOffId = 'sign-off-1', supersedes, received = 1 } = more;
  const lines = [{ lineId: ids.line, expected: 1, received, verdict }];
  const record = { returnId: world.theReturn().id, signOffId, supersedes, lines, at: MORNING };
  world.order((file) => signedOff(file, [record], calendar));
  return world;
};

describe('a confirmation', () => {
  it('approves an eligible return, and orders nobody before the platform agreed', () => {
    const world = new World().delivered().ask().confirm();
    expect([world.told('returns'), world.effects()]).toEqual([['Requested', 'Approved'], []]);
    world.agreed();
    expect(world.effects()).toEqual(['pickup.book']);
    world.agreed();
    expect(world.effects()).toEqual(['pickup.book']);
  });

  it('orders at once where the platform has agreed already', () => {
    const world = new World().delivered().ask().agreed('platform').confirm();
    expect(world.effects()).toEqual(['pickup.book']);
  });

  it('refuses the second one, and one for goods that are on their way or were judged away', () => {
    const world = new World().delivered().ask().confirm();
    const anything = { pickup: { id: 'p' }, slot: { from: 0, to: 0 } };
    const again = confirm(world.theReturn(), anything, given);
    expect(again).toMatchObject({ kind: 'refused', code: 'return/already-confirmed' });
    const sent = shippedBack(new World().delivered().ask());
    expect(confirm(sent.theReturn(), anything, given)).toMatchObject({ code: 'return/parcel-known' });
    const rejected = new World().delivered({}, MORNING - 9 * DAY).ask();
    expect(confirm(rejected.theReturn(), anything, given)).toMatchObject({ code: 'return/not-approvable' });
    expect(confirm(undefined, anything, given)).toMatchObject({ code: 'return/not-found' });
  });

  it('refuses offers made for other goods', () => {
    const world = new World().delivered().ask();
    const slots = slotsFor('YTO', MORNING);
    const [slot] = slots;
    const offer = { carrier: 'YTO', slots, revision: 7, expiresAt: MORNING + HOUR, reaches: true };
    const confirmation = { pickup: { id: 'p' }, offer, slot: slot ?? { from: 0, to: 0 } };
    expect(confirm(world.theReturn(), confirmation, given)).toMatchObject({ code: 'return/offer-expired' });
  });

  it('finds another slot for a courier whose slot passed while the platform was asked', () => {
    const world = new World().delivered().ask().confirm();
    world.clock.advance(3 * DAY);
    world.agreed();
    expect(world.told('pickups')).toEqual(['Failed', 'Ended']);
    expect([world.theReturn().pickup, world.effects()]).toEqual([undefined, []]);
  });

  it('changes a courier only while there is one who has not come', () => {
    const anything = { pickup: { id: 'p' }, slot: { from: 0, to: 0 } };
    const none = new World().delivered().ask().agreed('platform');
    expect(changePickup(none.theReturn(), anything, given)).toMatchObject({ code: 'return/no-pickup' });
    expect(callOff(none.theReturn(), { by: 'buyer' })).toMatchObject({ code: 'return/no-pickup' });
    const taken = new World().delivered().ask().confirm().agreed();
    const report = { bookingId: 't', status: 'picked_up', code: '10', inAll: false, at: MORNING };
    taken.toPickup((state) => hear(state, report));
    expect(changePickup(taken.theReturn(), anything, given)).toMatchObject({
      code: 'return/already-picked-up',
    });
  });
});

describe('an approval', () => {
  it('is the merchant’s also where no rule allows, once', () => {
    const world = new World().delivered({}, MORNING - 9 * DAY).ask();
    world.toReturn(approveByMerchant);
    world.toReturn(approveByMerchant);
    expect(world.told('returns').filter((type) => type === 'Approved')).toHaveLength(1);
    expect(world.memory.file(ids.order)?.claims[0]?.state).toBe('live');
  });

  it('is taken back when the case is refused at the platform’s desk, and the courier with it', () => {
    const world = new World().delivered().ask().confirm();
    world.ask({ status: 'rejected', sourceUpdatedAt: MORNING + 1 });
    expect(world.theReturn().status).toBe('Rejected');
    expect(world.told('pickups')).toEqual(['Cancelled', 'Ended']);
    world.ask({ status: 'requested', sourceUpdatedAt: MORNING + 2 });
    expect([world.theReturn().status, world.theReturn().pickup]).toEqual(['Requested', undefined]);
  });

  it('takes the platform’s deadline for ours', () => {
    const world = new World().delivered().ask().confirm();
    expect(world.theReturn().approval?.shipBySource).not.toBe('platform');
    world.ask({ status: 'awaiting_return', statusDeadline: MORNING + 5 * DAY, sourceUpdatedAt: MORNING + 1 });
    expect(world.theReturn().approval).toMatchObject({ shipBy: MORNING + 5 * DAY, shipBySource: 'platform' });
  });
});

describe('a return that ends early', () => {
  it('is called off before goods travel, never after', () => {
    const world = new World().delivered().ask().confirm();
    world.toReturn((state) => cancel(state, { by: 'buyer', now: MORNING }));
    expect(world.theReturn().status).toBe('Cancelled');
    expect(cancel(world.theReturn(), { by: 'buyer', now: MORNING }).kind).toBe('nothing');
    const sent = shippedBack(new World().delivered().ask());
    sent.order((file) =>
      moved(file, ids.order, { type: 'PickedUp', number: 'SF1', carrier: 'SF', at: MORNING }),
    );
    expect(cancel(sent.theReturn(), { by: 'buyer', now: MORNING })).toMatchObject({
      code: 'return/already-picked-up',
    });
  });

  it('lapses at its deadline and not before, and not when a number is known', () => {
    const world = new World().delivered().ask().agreed('platform');
    const deadline = MORNING + 7 * DAY;
    expect(lapse(world.theReturn(), deadline - 1).kind).toBe('nothing');
    expect(lapse(world.theReturn(), deadline)).toMatchObject({
      kind: 'changed',
      state: { status: 'Lapsed' },
    });
    shippedBack(world);
    expect(lapse(world.theReturn(), deadline).kind).toBe('nothing');
  });

  it('lapses with a number no courier has scanned, unless the buyer entered it at the platform', () => {
    const world = new World().delivered().ask().confirm().agreed();
    world.toPickup((state) => booked(state, { bookingId: 't', number: 'YT7' }, MORNING));
    const deadline = MORNING + 7 * DAY;
    expect(lapse(world.theReturn(), deadline).kind).toBe('changed');
    world.news({ type: 'ReturnShipped', number: 'YT7', carrier: 'YTO', at: MORNING });
    expect(lapse(world.theReturn(), deadline).kind).toBe('nothing');
    expect(world.told('returns').filter((type) => type === 'ParcelAssigned')).toHaveLength(1);
  });

  it('is closed, not called off, when the case is cancelled while goods travel', () => {
    const world = shippedBack(new World().delivered().ask());
    world.order((file) =>
      moved(file, ids.order, { type: 'PickedUp', number: 'SF1', carrier: 'SF', at: MORNING }),
    );
    world.news({ type: 'Closed', outcome: 'cancelled', at: MORNING });
    expect([world.theReturn().status, world.told('returns').at(-1)]).toEqual(['Closed', 'Closed']);
  });

  it('tells a person of a courier still to come when the platform has paid', () => {
    const world = new World().delivered().ask().confirm().agreed();
    world.news({ type: 'Closed', outcome: 'refunded', refundedFen: 9_900, at: MORNING });
    expect(world.theReturn()).toMatchObject({
      status: 'Refunded',
      notes: [{ code: 'return/booking-still-active' }],
    });
    expect(world.effects()).toEqual(['pickup.book']);
  });
});

describe('the verdict', () => {
  it.each([
    ['INTACT', 'no_reason', 'Refunding'],
    ['QUALITY_CONFIRMED', 'quality', 'Refunding'],
    ['DAMAGED_IN_TRANSIT', 'quality', 'Refunding'],
    ['DAMAGED_IN_TRANSIT', 'no_reason', 'Objected'],
    ['MINOR', 'no_reason', 'Objected'],
    ['EMPTY', 'quality', 'Objected'],
    ['SOMETHING_NEW', 'quality', 'Objected'],
  ])('%s of a return for %s leads to %s', (verdict, reason, status) => {
    expect(sign(shippedBack(new World().delivered().ask({ reason })), verdict).theReturn().status).toBe(
      status,
    );
  });

  it('pays once, never above what the platform would', () => {
    const world = sign(shippedBack(new World().delivered().ask({ refundAmountFen: 9_000 })), 'INTACT');
    sign(world, 'INTACT');
    sign(world, 'INTACT', { signOffId: 'sign-off-2' });
    expect(world.told('returns').filter((type) => type === 'RefundDue')).toHaveLength(1);
    expect(world.theReturn().refund?.amountFen).toBe(9_000);
  });

  it('is short where less came than was announced, until the rest comes', () => {
    const world = shippedBack(
      new World().delivered().ask({ lines: [{ lineId: ids.line, quantity: 2 }], refundAmountFen: 19_800 }),
    );
    sign(world, 'INTACT');
    expect(world.theReturn().status).toBe('Objected');
    sign(world, 'INTACT', { signOffId: 'sign-off-2' });
    expect(world.theReturn()).toMatchObject({ status: 'Refunding', refund: { amountFen: 19_800 } });
  });

  it('waits for the newer record when the old one is taken back first', () => {
    const world = shippedBack(new World().delivered().ask());
    const { id } = world.theReturn();
    const old = { returnIds: [id], signOffId: 'sign-off-1', by: 'sign-off-2', at: MORNING };
    world.order((file) => superseded(file, old));
    sign(world, 'EMPTY');
    expect(world.theReturn().status).toBe('Approved');
    sign(world, 'INTACT', { signOffId: 'sign-off-2', supersedes: 'sign-off-1' });
    expect(world.theReturn().status).toBe('Refunding');
  });

  it('is looked at when the case comes after the goods and nobody’s tap is wanted', () => {
    const world = new World().delivered();
    const asked = {
      returnId: world.newId(),
      lines: [{ lineId: ids.line, quantity: 1 }],
      reason: 'no_reason',
    };
    const page = { ...asked, formOf: () => undefined, at: MORNING };
    world.order((file) => request(file, page, calendar));
    sign(world, 'INTACT');
    expect(world.theReturn().status).toBe('AwaitingCase');
    const rules = { rows: [], settings: { autoApprove: true } };
    world.order((file) => (file ? changed({ ...file, rules }) : nothing()));
    world.ask();
    expect(world.theReturn().status).toBe('Refunding');
  });

  it('is put off by a dispute and decided when the dispute is over', () => {
    const world = shippedBack(new World().delivered().ask());
    world.ask({ status: 'in_dispute', sourceUpdatedAt: MORNING + 1 });
    sign(world, 'INTACT');
    expect([world.theReturn().status, world.told('returns').at(-1)]).toEqual(['InDispute', 'SignedOff']);
    world.ask({ status: 'return_shipped', sourceUpdatedAt: MORNING + 2 });
    expect([world.theReturn().status, world.told('returns').at(-1)]).toEqual(['Refunding', 'RefundDue']);
  });

  it('is settled by a person within the platform’s limit, once, and only after an objection', () => {
    const world = sign(shippedBack(new World().delivered().ask()), 'MINOR');
    expect(settle(world.theReturn(), { amountFen: 9_901, by: 'm1' }, given)).toMatchObject({
      code: 'return/amount-above-limit',
    });
    world.toReturn((state, now) => settle(state, { amountFen: 7_000, by: 'm1' }, now));
    expect(world.theReturn()).toMatchObject({
      status: 'Refunding',
      refund: { amountFen: 7_000, settledBy: 'm1' },
    });
    expect(settle(world.theReturn(), { amountFen: 7_000, by: 'm1' }, given)).toMatchObject({
      code: 'return/refund-already-due',
    });
    const asked = new World().delivered().ask();
    expect(settle(asked.theReturn(), { amountFen: 1, by: 'm1' }, given)).toMatchObject({
      code: 'return/not-settleable',
    });
  });
});

describe('the refund', () => {
  const due = () => {
    const world = sign(shippedBack(new World().delivered().ask()), 'INTACT');
    const { id, refund } = world.theReturn();
    return { world, news: { returnId: id, refundId: refund?.id ?? '', amountFen: 9_900, at: MORNING } };
  };

  it('that failed is seen and may still succeed; paid, it is paid once', () => {
    const { world, news } = due();
    const failed = {
      ...news,
      type: 'RefundFailed',
      reason: 'amount_differs',
      platformAmountFen: 9_800,
      byHand: true,
    } as const;
    world.order((file) => refundNews(file, failed));
    expect(world.theReturn()).toMatchObject({
      status: 'Refunding',
      refund: { failure: { byHand: true, platformAmountFen: 9_800 } },
    });
    for (let again = 0; again < 2; again++) {
      world.order((file) => refundNews(file, { ...news, type: 'RefundSucceeded', by: 'cartrail' }));
      world.news({ type: 'Closed', outcome: 'refunded', refundedFen: 9_900, at: MORNING });
    }
    expect(world.told('returns').filter((type) => type === 'Refunded')).toHaveLength(1);
    world.order((file) => refundNews(file, failed));
    expect(world.theReturn().status).toBe('Refunded');
  });

  it('keeps our name when the case tells of it first', () => {
    const { world } = due();
    world.news({ type: 'Closed', outcome: 'refunded', refundedFen: 9_900, at: MORNING });
    const paid = world.memory.told.find(({ store, fact }) => store === 'returns' && fact.type === 'Refunded');
    expect(paid?.fact).toMatchObject({
      by: 'cartrail',
      amountFen: 9_900,
      refundId: world.theReturn().refund?.id,
    });
  });
});

describe('the number of the return parcel', () => {
  it('is the courier’s once he has the goods, whatever the buyer typed', () => {
    const world = new World().delivered().ask().confirm().agreed();
    world.toPickup((state) => booked(state, { bookingId: 't' }, MORNING));
    world.news({ type: 'ReturnShipped', number: 'SF1', carrier: 'SF', at: MORNING });
    const report = {
      bookingId: 't',
      status: 'picked_up',
      code: '10',
      number: 'YT7',
      inAll: false,
      at: MORNING,
    };
    world.toPickup((state) => hear(state, report));
    expect(world.theReturn()).toMatchObject({
      status: 'InTransit',
      parcel: { number: 'YT7', by: 'booking' },
    });
    world.news({ type: 'ReturnShipped', number: 'SF2', carrier: 'SF', at: MORNING });
    expect(world.theReturn()).toMatchObject({
      parcel: { number: 'YT7' },
      notes: [{ code: 'return/number-differs' }],
    });
  });

  it('goes with the booking it came from', () => {
    const world = new World().delivered().ask().confirm().agreed();
    world.toPickup((state) => booked(state, { bookingId: 't', number: 'YT7' }, MORNING));
    expect(world.theReturn().parcel?.number).toBe('YT7');
    const off = { bookingId: 't', status: 'cancelled_by_carrier', code: '99', inAll: false, at: MORNING };
    world.toPickup((state) => hear(state, off));
    expect(world.theReturn()).toMatchObject({ status: 'Approved' });
    expect([world.theReturn().parcel, world.theReturn().pickup]).toEqual([undefined, undefined]);
  });

  it('replaces the one before, and is followed by what its carrier had said already', () => {
    const world = shippedBack(new World().delivered().ask());
    world.news({ type: 'ReturnShipped', number: 'SF2', carrier: 'SF', at: MORNING });
    const assigned = world.memory.told.filter(({ fact }) => fact.type === 'ParcelAssigned');
    expect(assigned.at(-1)?.fact).toMatchObject({ parcel: { number: 'SF2' }, replaces: 'SF1' });
    world.order((file) =>
      moved(file, ids.order, { type: 'PickedUp', number: 'SF1', carrier: 'SF', at: MORNING }),
    );
    expect(world.theReturn().status).toBe('Approved');
    world.order((file) =>
      moved(file, ids.order, { type: 'Delivered', number: 'SF2', carrier: 'SF', at: MORNING }),
    );
    expect(world.theReturn().status).toBe('Arrived');
  });
});
