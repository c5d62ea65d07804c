import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, type Decision, type Instant } from '@cartrail/kernel';
import { returnWatchesOf, watchOf } from './detectors.js';
import { recordScans } from './record-scans.js';
import { hasEnded, hear, leave, register, reinstate, replace, settle, type Shipment } from './register.js';
import type { ScanStatus } from './status.js';
import type { Waybill } from './waybill.js';

const AT: Instant = Date.UTC(2026, 10, 23);
const other = { number: 'YT2', carrier: 'YTO' };

const after = <S>(decision: Decision<S, unknown>): S => {
  if (decision.kind !== 'changed') throw new Error(`nothing changed: ${decision.kind}`);
  return decision.state;
};
const joined = (waybill: Waybill | undefined, returnId: string | undefined, orderId = 'o1') =>
  register(waybill, 'w1', { orderId, returnId, number: 'YT1', carrier: 'YTO', shippedAt: AT }, AT);
const scanned = (waybill: Waybill, status: ScanStatus): Waybill => {
  const line = { provider: 'kdniao', occurredText: '', code: status, text: status, order: 0 };
  return after(recordScans(waybill, [{ ...line, status, occurredAt: AT + HOUR }], AT + 2 * HOUR));
};
const waits = (waybill: Waybill) =>
  returnWatchesOf(waybill).flatMap(({ detector, since }) => (since === undefined ? [] : [detector]));

describe('a parcel that brings goods back', () => {
  const returned = after(joined(undefined, 'r1'));

  it('is followed once, and waits for no pickup of a shop', () => {
    expect(returned).toMatchObject({ purpose: 'return', returns: [{ returnId: 'r1' }] });
    expect(joined(returned, 'r1').kind).toBe('nothing');
    expect(watchOf(returned)).toBeUndefined();
    expect(watchOf(after(joined(undefined, undefined)))?.detector).toBe('NOT_PICKED');
  });

  it('may stall on the road like any other, until the warehouse has it', () => {
    const moving = scanned(returned, 'IN_TRANSIT');
    expect(watchOf(moving)?.detector).toBe('TRANSIT_STALL');
    expect(watchOf(after(hear(moving, 'arrivedAt', AT + 3 * HOUR)))).toBeUndefined();
    expect(watchOf(after(settle(moving, 'r1', 'signed-off')))).toBeUndefined();
  });

  it('is awaited as long as one of the returns inside is', () => {
    const both = after(joined(returned, 'r2', 'o2'));
    const moving = scanned(both, 'IN_TRANSIT');
    const one = after(settle(moving, 'r1', 'cancelled'));
    expect([hasEnded(one), waits(one)]).toEqual([false, ['RETURN_NOT_ARRIVED']]);
    expect(returnWatchesOf(one)[0]).toMatchObject({ returnId: 'r2', orderIds: ['o1', 'o2'] });
    const none = after(settle(one, 'r2', 'signed-off'));
    expect([hasEnded(none), waits(none)]).toEqual([true, []]);
    expect(settle(none, 'r2', 'signed-off').kind).toBe('nothing');
    expect(waits(after(settle(none, 'r1', undefined)))).toEqual(['RETURN_NOT_ARRIVED']);
  });

  it('ends when its return names another number, unless it brings back others, too', () => {
    expect(after(leave(returned, 'r1', other, AT)).replacedBy).toEqual(other);
    const both = after(joined(returned, 'r2', 'o2'));
    const left = after(leave(both, 'r1', other, AT));
    expect([left.replacedBy, hasEnded(left)]).toEqual([undefined, false]);
    expect(after(reinstate(left, 'r1')).returns).toEqual(both.returns);
  });

  it('believes no word of others about a parcel on its way to a buyer, nor takes it away from there', () => {
    const forward = after(joined(undefined, undefined));
    expect(joined(forward, 'r1').kind).toBe('nothing');
    expect(hear(forward, 'arrivedAt', AT).kind).toBe('nothing');
    expect(leave(forward, 'r1', other, AT).kind).toBe('nothing');
    expect(reinstate(forward, 'r1').kind).toBe('nothing');
  });
});

describe('a parcel on its way to a buyer', () => {
  const forward = after(joined(undefined, undefined));

  it('whose number was replaced and is named again is followed and watched again', () => {
    const replaced = after(replace(forward, 'o1', other, AT));
    expect([hasEnded(replaced), watchOf(replaced)]).toEqual([true, undefined]);
    const again = joined(replaced, undefined);
    expect(again).toMatchObject({ kind: 'changed', facts: [] });
    expect([hasEnded(after(again)), watchOf(after(again))?.detector]).toEqual([false, 'NOT_PICKED']);
    expect(joined(after(again), undefined).kind).toBe('nothing');
  });

  it('goes on for the orders inside that named no other number, and ends with the last', () => {
    const both = after(joined(forward, undefined, 'o2'));
    const left = after(replace(both, 'o1', other, AT));
    expect([left.orderIds, left.replacedBy, hasEnded(left)]).toEqual([['o2'], undefined, false]);
    expect(replace(left, 'o1', other, AT).kind).toBe('nothing');
    expect(after(joined(left, undefined, 'o1')).orderIds).toEqual(['o2', 'o1']);
    const none = replace(left, 'o2', other, AT);
    expect(none).toMatchObject({ facts: [{ type: 'Replaced', by: other }] });
    expect(after(none)).toMatchObject({ orderIds: ['o2'], replacedBy: other });
  });
});

describe('a number that is given out again', () => {
  const delivered = scanned(after(joined(undefined, undefined)), 'DELIVERED');
  const shipped = (days: number, more: Partial<Shipment> = {}) =>
    register(
      delivered,
      'w1',
      { orderId: 'o2', number: 'YT1', carrier: 'YTO', shippedAt: AT + days * DAY, ...more },
      AT,
    );

  it('long after its parcel has ended is the next parcel’s, which begins anew', () => {
    expect(shipped(40)).toMatchObject({
      kind: 'changed',
      state: delivered,
      facts: [{ type: 'NumberReused', generation: 2 }],
    });
    const shipment = { orderId: 'o2', number: 'YT1', carrier: 'YTO', shippedAt: AT + 40 * DAY };
    const next = after(register(undefined, 'w2', shipment, AT, 2));
    expect(next).toMatchObject({ generation: 2, orderIds: ['o2'], status: 'CREATED' });
    const line = { provider: 'kdniao', occurredText: '', code: '3', text: '', order: 0 };
    const old = { ...line, status: 'DELIVERED', occurredAt: AT + HOUR } as const;
    expect(recordScans(next, [old], AT + 41 * DAY).kind).toBe('nothing');
  });

  it('is the same parcel’s soon after, on its way, of its own order, and of a return', () => {
    const facts = (decision: ReturnType<typeof shipped>) =>
      decision.kind === 'changed' ? decision.facts.map(({ type }) => type) : [];
    expect(facts(shipped(20))).toEqual(['Linked']);
    expect(facts(shipped(40, { returnId: 'r1' }))).toEqual(['Linked']);
    expect(facts(shipped(40, { orderId: 'o1' }))).toEqual([]);
  });
});

describe('a parcel of a return that ended by another number', () => {
  it('comes back for the return that names it next, and waits for no other', () => {
    const ended = after(leave(after(joined(undefined, 'r1')), 'r1', other, AT));
    const again = after(joined(ended, 'r2', 'o2'));
    expect(again.replacedBy).toBeUndefined();
    expect(again.returns).toEqual([{ returnId: 'r1', over: 'replaced' }, { returnId: 'r2' }]);
    expect(after(reinstate(again, 'r1')).returns).toEqual([{ returnId: 'r1' }, { returnId: 'r2' }]);
  });

  it('is not ended by an order that named it by a slip', () => {
    const returned = after(joined(undefined, 'r1'));
    expect(replace(after(joined(returned, undefined, 'o9')), 'o9', other, AT).kind).toBe('nothing');
  });
});
