import { expect } from '@jest/globals';
import type { ObservedCase } from '../../../src/domain/after-sale.state.js';
import type { Stage } from '../stage.js';
import { failsAs, present, type Cells } from './cell.js';
import { altered, AWKWARD, expectOnWire } from './orders.js';

type Scenes = 'case-ids' | 'case-money' | 'case-unknown-status' | 'case-moved' | 'lost-answer' | 'ship-again';

async function opened(stage: Stage, more = {}) {
  const orderId = await stage.order(more);
  return { orderId, id: await stage.claim(orderId) };
}

async function seen(stage: Stage, id: string, orderId: string): Promise<ObservedCase> {
  return present((await stage.readCase(id, orderId)).seen, `case ${id}`);
}

function agree({ platform, ref, token }: Stage, asked: ObservedCase): Promise<void> {
  const { actions } = platform.cases;
  if (!actions.agreeRefund) throw new Error('agreeRefund is not there');
  return actions.agreeRefund(ref, token, asked);
}

export const caseCells: Cells<Scenes> = {
  'case-ids': async (stage) => {
    const { orderId, id } = await opened(stage);
    stage.wire.reset();
    const { platformAfterSaleId, platformOrderId } = await seen(stage, id, orderId);
    expect([platformAfterSaleId, platformOrderId]).toEqual([id, orderId]);
    expectOnWire(stage.wire.answers, [platformAfterSaleId, platformOrderId]);
  },
  'case-money': async (stage) => {
    for (const priceFen of AWKWARD) {
      const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 1, priceFen }];
      const { orderId, id } = await opened(stage, { lines });
      expect((await seen(stage, id, orderId)).refundAmountFen).toBe(priceFen);
    }
  },
  'case-unknown-status': async (stage) => {
    const { orderId, id } = await opened(stage);
    const alter = stage.subject.alterations.caseStatus;
    const { seen: one, unmapped } = await altered(stage, alter, () => stage.readCase(id, orderId));
    expect(one?.status).toBeUndefined();
    const value = expect.stringMatching(/NOBODYS|987654/);
    expect(unmapped).toContainEqual({ what: 'after-sale-status', value });
  },
  'case-moved': async (stage) => {
    const { orderId, id } = await opened(stage);
    const asked = await seen(stage, id, orderId);
    await stage.sim.control('POST', `/after-sales/${id}/cancel`, {});
    await failsAs(agree(stage, asked), 'conflict');
  },
  'lost-answer': async (stage) => {
    const { orderId, id } = await opened(stage);
    const asked = await seen(stage, id, orderId);
    await stage.sim.fault(id, 'lost-answer');
    await failsAs(agree(stage, asked), 'transient');
    const { refunds } = await stage.sim.control('GET', `/after-sales/${id}`);
    expect(refunds).toHaveLength(1);
  },
  'ship-again': async (stage) => {
    const id = await stage.order();
    const { order } = await stage.read(id);
    const lines = present(order, `order ${id}`).lines.map(({ platformLineId, skuId, quantity }) => ({
      platformLineId,
      skuId,
      quantity,
    }));
    const shipping = present(stage.platform.shipping, 'shipping');
    const shipment = { platformOrderId: id, number: 'ZT7770077', carrier: 'ZTO', lines };
    const ship = (): Promise<void> =>
      shipping.ship(stage.ref, stage.token, { ...shipment, whole: true, requestId: 'request-1' });
    await stage.sim.fault(id, 'lost-answer');
    await failsAs(ship(), 'transient');
    const refusal: unknown = await ship().catch((error: unknown) => error);
    expect({ refusal }).not.toMatchObject({ refusal: { kind: 'transient' } });
    const { parcels } = await stage.sim.control('GET', `/orders/${id}`);
    expect(parcels).toMatchObject([{ number: 'ZT7770077', carrier: 'ZTO' }]);
  },
};
