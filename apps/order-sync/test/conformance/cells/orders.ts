import { expect } from '@jest/globals';
import { SECOND } from '@cartrail/kernel';
import type { ObservedOrder } from '../../../src/domain/order.state.js';
import { RECEIVER, type Stage } from '../stage.js';
import type { Alter } from '../wire.js';
import { present, type Cells } from './cell.js';

type Scenes =
  | 'order-ids'
  | 'order-money'
  | 'order-midnight'
  | 'order-unknown-status'
  | 'order-unknown-company'
  | 'order-receiver'
  | 'order-decrypt';

/** Amounts that come out a fen short when yuan are multiplied as floats: 1.15 × 100 is 114.99999999999999. */
export const AWKWARD = [29, 57, 58, 113, 115, 435, 1_001, 1_005, 1_999, 6_410, 111_115];

const BEYOND_DOUBLES = 2n ** 53n;

/** Every id stands on the wire as it is, and one of them is none that a double could hold. */
export function expectOnWire(answers: readonly string[], ids: readonly string[]): void {
  const raw = answers.join('\n');
  for (const id of ids) expect(raw).toMatch(new RegExp(`(?<![0-9A-Za-z])${id}(?![0-9A-Za-z])`));
  const long = ids.filter((id) => !/^\d+$/.test(id) || BigInt(id) > BEYOND_DOUBLES);
  expect(long).not.toEqual([]);
}

async function seen(stage: Stage, id: string): Promise<ObservedOrder> {
  const { order, unmapped } = await stage.read(id);
  expect(unmapped).toEqual([]);
  return present(order, `order ${id}`);
}

export async function altered<T>(stage: Stage, alter: Alter, read: () => Promise<T>): Promise<T> {
  const changes: boolean[] = [];
  stage.wire.alter = (answer, path) => {
    const text = alter(answer, path);
    changes.push(text !== answer);
    return text;
  };
  const [end] = await Promise.allSettled([read()]);
  stage.wire.alter = undefined;
  if (!changes.includes(true)) throw new Error('nothing on the wire was altered: the case proves nothing');
  if (end.status === 'rejected') throw end.reason;
  return end.value;
}

export const orderCells: Cells<Scenes> = {
  'order-ids': async (stage) => {
    const id = await stage.order({ lines: AWKWARD.slice(0, 2).map(lineOf) });
    stage.wire.reset();
    const { platformOrderId, lines } = await seen(stage, id);
    expect(platformOrderId).toBe(id);
    const parts = lines.flatMap(({ platformLineId, skuId }) => [...platformLineId.split(/[/-]/), skuId]);
    expectOnWire(
      stage.wire.answers,
      [platformOrderId, ...parts].filter((part) => part !== ''),
    );
  },
  'order-money': async (stage) => {
    for (const lines of [...AWKWARD.map((fen) => [lineOf(fen)]), AWKWARD.slice(0, 3).map(lineOf)]) {
      const id = await stage.order({ lines });
      const truth = await stage.sim.control('GET', `/orders/${id}`);
      const order = await seen(stage, id);
      const { orderAmountFen, payAmountFen } = truth;
      expect(order).toMatchObject({ orderAmountFen, payAmountFen });
      const sum = (of: 'amountFen' | 'payAmountFen'): number =>
        order.lines.reduce((total, line) => total + line[of], 0);
      expect([sum('amountFen'), sum('payAmountFen')]).toEqual([orderAmountFen, payAmountFen]);
    }
  },
  'order-midnight': async (stage) => {
    expect(stage.midnight).toHaveLength(2);
    for (const id of stage.midnight) {
      const { createdAt, paidAt } = await stage.sim.control('GET', `/orders/${id}`);
      const order = await seen(stage, id);
      const second = (at: unknown): number => Math.floor(Date.parse(String(at)) / SECOND) * SECOND;
      expect(second(new Date(order.createdAt).toISOString())).toBe(second(createdAt));
      if (order.paidAt !== undefined)
        expect(second(new Date(order.paidAt).toISOString())).toBe(second(paidAt));
    }
  },
  'order-unknown-status': async (stage) => {
    const id = await stage.order();
    const { order, unmapped } = await altered(stage, stage.subject.alterations.orderStatus, () =>
      stage.read(id),
    );
    expect(order).toBeUndefined();
    expect(unmapped).toContainEqual({ what: 'order-status', value: expect.stringMatching(/NOBODYS|987654/) });
  },
  'order-unknown-company': async (stage) => {
    const id = await stage.order();
    await stage.ship(id);
    expect((await seen(stage, id)).parcels).toMatchObject([{ carrier: 'YTO' }]);
    const alter = present(stage.subject.alterations.company, 'a company in an order');
    const { order, unmapped } = await altered(stage, alter, () => stage.read(id));
    expect(order?.parcels).toMatchObject([{ carrier: 'UNKNOWN' }]);
    expect(unmapped).toMatchObject([{ what: 'carrier' }]);
  },
  'order-receiver': async (stage) => {
    const id = await stage.order();
    const { cipher, ...rest } = await stage.read(id);
    expect(cipher).toBeDefined();
    const open = JSON.stringify(rest);
    for (const plain of [RECEIVER.name, RECEIVER.phone, RECEIVER.detail]) expect(open).not.toContain(plain);
  },
  'order-decrypt': async (stage) => {
    const id = await stage.order();
    const { cipher } = await stage.read(id);
    const decrypt = present(stage.platform.orders.decrypt?.bind(stage.platform.orders), 'decrypt');
    const sealed = [cipher.name, cipher.phone, cipher.address];
    const [name, phone, address] = await decrypt(stage.ref, stage.token, id, sealed);
    expect(name).toBe(RECEIVER.name);
    expect(phone).toMatch(/^1\d{10}(-\d+)?$/);
    expect(address).toContain(RECEIVER.detail);
  },
};

const lineOf = (priceFen: number, index = 0) => ({
  skuCode: index % 2 === 0 ? 'TEE-WHITE-M' : 'CUP-STEEL-500',
  quantity: 1 + (index % 3),
  priceFen,
});
