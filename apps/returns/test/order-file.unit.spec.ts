import { describe, expect, it } from '@jest/globals';
import { changed, DAY, nothing } from '@cartrail/kernel';
import { imported } from '../src/domain/order/import-order.js';
import { moved, shipped, undelivered } from '../src/domain/order/parcels.js';
import { request } from '../src/domain/order/request.js';
import { cancel } from '../src/domain/return/end.js';
import { anOrder, calendar, ids, MORNING, World } from './support/world.js';

const onPage = (
  returnId: string,
  lines: readonly { lineId: string; quantity: number }[],
  reason = 'no_reason',
) => ({
  returnId,
  lines,
  reason,
  formOf: () => 'https://platform.test/form',
  at: MORNING,
});
const one = [{ lineId: ids.line, quantity: 1 }];

const requested = (world: World, lines: readonly { lineId: string; quantity: number }[]) => {
  const returnId = world.newId();
  const before = world.memory.file(ids.order);
  const decision = request(before, onPage(returnId, lines), calendar);
  world.order((file) => request(file, onPage(returnId, lines), calendar));
  return { returnId, decision };
};

describe('an order’s file', () => {
  it('opens a return for a case, and nothing for its repeat or an older state of it', () => {
    const world = new World().delivered().ask();
    expect(world.told('returns')).toEqual(['Requested']);
    world.ask().ask({ sourceUpdatedAt: MORNING - 1, reason: 'quality' });
    expect(world.told('returns')).toEqual(['Requested']);
  });

  it('lets a case wait for its order, and tells what came meanwhile in its order', () => {
    const world = new World();
    world.ask().agreed('platform').news({ type: 'ReturnShipped', number: 'SF1', carrier: 'SF', at: MORNING });
    expect(world.told('returns')).toEqual([]);
    world.order((file) => imported(file, ids.order, anOrder(), calendar));
    expect(world.told('returns')).toEqual(['Requested', 'Approved', 'ParcelAssigned']);
    world.order((file) => imported(file, ids.order, anOrder(), calendar));
    expect(world.told('returns')).toHaveLength(3);
  });

  it('makes no return of a case that is none, and counts its units as asked for', () => {
    const world = new World()
      .delivered()
      .ask({ kind: 'refund_only_shipped', lines: [{ lineId: ids.line, quantity: 2 }] });
    expect(world.memory.returns()).toEqual([]);
    expect(requested(world, one).decision).toMatchObject({
      kind: 'refused',
      code: 'return/quantity-exceeded',
    });
  });

  it('gives the units back when the case closes without a refund, and keeps them when it paid', () => {
    const closed = new World().delivered().ask({ lines: [{ lineId: ids.line, quantity: 2 }] });
    closed.news({ type: 'Closed', outcome: 'closed', at: MORNING });
    expect(requested(closed, one).decision.kind).toBe('changed');
    const paid = new World().delivered().ask({ lines: [{ lineId: ids.line, quantity: 2 }] });
    paid.news({ type: 'Closed', outcome: 'refunded', refundedFen: 19_800, at: MORNING });
    expect(requested(paid, one).decision).toMatchObject({
      kind: 'refused',
      code: 'return/quantity-exceeded',
    });
  });

  it('gives the units back that a person called off', () => {
    const world = new World().delivered();
    const { returnId } = requested(world, [{ lineId: ids.line, quantity: 2 }]);
    expect(requested(world, one).decision.kind).toBe('refused');
    world.toReturn((state) => cancel(state, { by: 'buyer', now: MORNING }), returnId);
    expect(requested(world, one).decision.kind).toBe('changed');
  });

  it('lets the page’s return join the case for the same goods, and not another one', () => {
    const world = new World().delivered();
    const cap = requested(world, [{ lineId: ids.line2, quantity: 1 }]).returnId;
    const shirt = requested(world, one).returnId;
    world.ask({ lines: one });
    expect(world.memory.returns().map(({ id, status }) => [id, status])).toEqual([
      [cap, 'AwaitingCase'],
      [shirt, 'Requested'],
    ]);
  });

  it('judges by the earlier of two applications: whoever asked in time did so', () => {
    const world = new World().delivered();
    requested(world, one);
    world.ask({ appliedAt: MORNING + 30 * DAY, sourceUpdatedAt: MORNING + 30 * DAY });
    expect(world.theReturn()).toMatchObject({ status: 'Requested', appliedAt: MORNING });
  });

  it('says what may be objected to about goods of each kind, less what the tenant waives, and only to a change of mind', () => {
    const objections = (world: World) => world.theReturn().lines.map((line) => line.objections);
    const world = new World().delivered();
    const waived = { category: 'APPAREL', version: 'v1', effectiveFrom: 0, waivedObjections: ['WASHED'] };
    const rules = { rows: [waived], settings: {} };
    world.order((file) => (file ? changed({ ...file, rules }) : nothing()));
    expect(objections(world.ask())).toEqual([
      ['WORN', 'SOILED', 'DAMAGED', 'TAG_REMOVED', 'BUCKLE_REMOVED', 'QUANTITY_SHORT'].concat(
        'ACCESSORY_MISSING',
        'OTHER_ARTICLE',
        'PARCEL_EMPTY',
        'PACK_DESTROYED',
      ),
    ]);
    expect(objections(new World().delivered().ask({ reason: 'quality' }))).toEqual([undefined]);
    const [first, ...others] = anOrder().lines;
    const lines = first ? [{ ...first, category: 'SOMETHING' }, ...others] : [];
    expect(objections(new World().delivered({ lines }).ask())).toEqual([undefined]);
  });

  it('counts the buyer’s time from the delivery of the parcel the goods were in', () => {
    const world = new World().delivered({}, MORNING - 9 * DAY);
    expect(requested(world, one).decision).toMatchObject({ kind: 'refused', code: 'return/window-closed' });
    world.order((file) => undelivered(file, 'YT1'));
    expect(requested(world, one).decision.kind).toBe('changed');
  });

  it('starts no buyer’s time while one of the parcels his goods were split over is not delivered', () => {
    const world = new World().delivered({}, MORNING - 9 * DAY);
    world.order((file) => shipped(file, ids.order, { number: 'YT2', lineIds: [ids.line] }));
    expect(requested(world, one).decision.kind).toBe('changed');
    const last = { type: 'Delivered', number: 'YT2', carrier: 'YTO', at: MORNING - 8 * DAY } as const;
    const late = new World().delivered({}, MORNING - 9 * DAY);
    late.order((file) => shipped(file, ids.order, { number: 'YT2', lineIds: [ids.line] }));
    late.order((file) => moved(file, ids.order, last));
    expect(requested(late, one).decision).toMatchObject({ kind: 'refused', code: 'return/window-closed' });
  });

  it('lets the carrier’s second word of one delivery move nothing', () => {
    const world = new World().delivered({}, MORNING - 9 * DAY);
    world.order((file) =>
      moved(file, ids.order, { type: 'Delivered', number: 'YT1', carrier: 'YTO', at: MORNING }),
    );
    expect(requested(world, one).decision).toMatchObject({ kind: 'refused', code: 'return/window-closed' });
  });

  it('refuses a sixth application for one article', () => {
    const world = new World().delivered();
    for (let n = 0; n < 5; n++) {
      const { returnId } = requested(world, one);
      world.toReturn((state) => cancel(state, { by: 'buyer', now: MORNING }), returnId);
    }
    expect(requested(world, one).decision).toMatchObject({
      kind: 'refused',
      code: 'return/too-many-applications',
    });
  });

  it('refuses to follow a number that left with the goods, and says so', () => {
    const world = new World().delivered().ask().agreed('platform');
    world.news({ type: 'ReturnShipped', number: 'YT1', carrier: 'YTO', at: MORNING });
    expect(world.told('returns')).not.toContain('ParcelAssigned');
    expect(world.theReturn().notes).toMatchObject([{ code: 'return/outbound-number' }]);
  });

  it('passes over news of a case, a return and an order it does not know', () => {
    const world = new World().delivered();
    world.agreed().news({ type: 'Closed', outcome: 'closed', at: MORNING }, 'another');
    expect(world.told('returns')).toEqual([]);
  });
});
