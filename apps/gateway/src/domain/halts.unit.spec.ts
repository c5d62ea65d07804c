import { describe, expect, it } from '@jest/globals';
import {
  anOrderImported,
  anOrderLine,
  anOrderShipped,
  aShippingHalted,
  aShippingResumed,
} from '@cartrail/testing';
import { newId } from '@cartrail/kernel';
import { caseOf } from '../../test/support/fold.js';

const lineId = newId();
const units = (quantity: number) => [{ lineId, quantity }];
type Make = (orderId: string) => Parameters<typeof caseOf>[0][number];

const halted =
  (quantity: number): Make =>
  (orderId) =>
    aShippingHalted({ orderId, lines: units(quantity) });
const resumed =
  (quantity: number): Make =>
  (orderId) =>
    aShippingResumed({ orderId, lines: units(quantity) });
const shipped =
  (number: string, quantity: number, replaces?: string): Make =>
  (orderId) =>
    anOrderShipped({
      orderId,
      number,
      lines: units(quantity),
      replaces: replaces === undefined ? undefined : { number: replaces, carrier: 'YTO' },
    });

/** Of an order of three units. */
function held(...events: readonly Make[]) {
  const orderId = newId();
  const imported = anOrderImported({ orderId, lines: [anOrderLine({ lineId, quantity: 3 })] });
  return caseOf([imported, ...events.map((make) => make(orderId))], orderId).shippingHalted;
}

describe('goods that must not leave', () => {
  it('are the halted units less those that may leave after all', () => {
    expect(held(halted(1), halted(2))).toEqual(units(3));
    expect(held(halted(1), halted(2), resumed(2))).toEqual(units(1));
    expect(held(halted(1), halted(2), resumed(3))).toEqual([]);
  });

  it('are never more than what has not left', () => {
    expect(held(halted(2), shipped('YT1', 1))).toEqual(units(2));
    expect(held(halted(2), shipped('YT1', 2))).toEqual(units(1));
    expect(held(halted(2), shipped('YT1', 3))).toEqual([]);
  });

  it('are counted without the parcel another number stands in for', () => {
    expect(held(halted(2), shipped('YT1', 1), shipped('YT2', 1, 'YT1'))).toEqual(units(2));
  });
});
