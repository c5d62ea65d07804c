import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '@cartrail/contracts';
import { DAY, HOUR, MINUTE } from '@cartrail/kernel';
import {
  aParcelSignedOff,
  aPickupBooked,
  aPickupChanged,
  aPickupCompleted,
  aPickupFailed,
  aPickupSlot,
  aRefundDue,
  aRefundSucceeded,
  aReturnApproved,
  aReturnArrived,
  aReturnCancelled,
  aReturnInTransit,
  aReturnObjected,
  aReturnParcelAssigned,
  aReturnRefunded,
  aReturnSignedOff,
} from '@cartrail/testing';
import { ReturnWorld } from './return-world.js';
import { command } from './tracking-service.js';

describe('tracking, watching returns', () => {
  let world: ReturnWorld;
  const given = (...events: readonly EventEnvelope[]) => world.service.given(...events);

  beforeAll(async () => {
    world = await ReturnWorld.start();
  });
  afterAll(() => world.stop());

  const sent = async () => {
    const one = world.aReturn();
    const { ref, number } = one;
    await given(
      aReturnApproved({ ...ref, approvedAt: world.now() }, { sequence: 2 }),
      aReturnParcelAssigned({ ...ref, number, assignedAt: world.now() }, { sequence: 3 }),
    );
    return one;
  };

  it('raises a return that was picked up and does not arrive once, by its lane, and clears it when it is delivered', async () => {
    const { ref, number } = await sent();
    await world.scan(number, '1');
    await world.pass(2 * DAY - HOUR);
    expect(world.said(ref.returnId, 'RETURN_NOT_ARRIVED')).toEqual([0, []]);
    await world.pass(HOUR);
    await world.pass(HOUR);
    expect(world.alerts(ref.returnId, 'RETURN_NOT_ARRIVED').raised).toMatchObject([
      {
        number,
        carrier: 'YTO',
        orderIds: [ref.orderId],
        shopId: ref.shopId,
        thresholdHours: 48,
        severity: 'high',
      },
    ]);
    expect(world.said(ref.returnId, 'TRANSIT_STALL')[0]).toBe(1);
    await world.scan(number, '1', '301');
    await world.sweep();
    await world.scan(number, '1', '301');
    await world.sweep();
    expect(world.said(ref.returnId, 'RETURN_NOT_ARRIVED')).toEqual([1, ['scan:DELIVERED']]);
  });

  it('raises it also when only the courier says that he took the parcel, and clears it by the sign-off', async () => {
    const { ref, pickup } = await sent();
    await given(aPickupCompleted({ ...pickup, pickedUpAt: world.now() }));
    await world.pass(2 * DAY);
    expect(world.said(ref.returnId, 'RETURN_NOT_ARRIVED')).toEqual([1, []]);
    await world.service.deliver(aParcelSignedOff({ returnIds: [ref.returnId], signedAt: world.now() }), {
      times: 2,
    });
    await world.sweep();
    expect(world.said(ref.returnId, 'RETURN_NOT_ARRIVED')).toEqual([1, ['signed-off']]);
  });

  it('raises an arrived return that nobody signs for once after a day, and clears it by the sign-off', async () => {
    const { ref, number } = await sent();
    await world.scan(number, '1', '301');
    await given(aReturnArrived({ ...ref, number, arrivedAt: world.now() }, { sequence: 5 }));
    await world.pass(DAY - MINUTE);
    expect(world.said(ref.returnId, 'RETURN_ARRIVED_NOT_SIGNED')).toEqual([0, []]);
    await world.pass(MINUTE);
    await world.pass(DAY);
    const { raised } = world.alerts(ref.returnId, 'RETURN_ARRIVED_NOT_SIGNED');
    expect(raised).toMatchObject([{ number, thresholdHours: 24, severity: 'high' }]);
    await given(
      aReturnSignedOff({ ...ref, signedOffAt: world.now() }, { sequence: 6 }),
      aParcelSignedOff({ returnIds: [ref.returnId], signedAt: world.now() }),
      aReturnRefunded({ ...ref, refundedAt: world.now() }, { sequence: 7 }),
    );
    await world.sweep();
    expect(world.said(ref.returnId, 'RETURN_ARRIVED_NOT_SIGNED')).toEqual([1, ['signed-off']]);
  });

  it('raises a refund that does not follow the sign-off once after a day, and clears it by whoever pays first', async () => {
    const { ref } = world.aReturn();
    const { returnId, orderId } = ref;
    await given(aReturnSignedOff({ ...ref, signedOffAt: world.now() }));
    await world.pass(DAY);
    await world.pass(DAY);
    expect(world.alerts(returnId, 'REFUND_LATE').raised).toMatchObject([{ returnId, orderIds: [orderId] }]);
    await given(aRefundSucceeded({ returnId, orderId, refundedAt: world.now() }));
    await world.sweep();
    await given(aReturnRefunded({ ...ref, refundedAt: world.now() }));
    await world.sweep();
    expect(world.said(returnId, 'REFUND_LATE')).toEqual([1, ['refunded']]);
  });

  it('waits for no refund while an objection stands, and again from the day it is settled', async () => {
    const { ref } = world.aReturn();
    await given(
      aReturnObjected({ ...ref, objectedAt: world.now() }, { sequence: 9 }),
      aReturnSignedOff({ ...ref, signedOffAt: world.now() }, { sequence: 8 }),
    );
    await world.pass(3 * DAY);
    expect(world.said(ref.returnId, 'REFUND_LATE')).toEqual([0, []]);
    await given(aRefundDue({ ...ref, decidedAt: world.now() }));
    await world.pass(DAY);
    expect(world.said(ref.returnId, 'REFUND_LATE')).toEqual([1, []]);
  });

  it('raises a pickup nobody accepts after four hours, and one nobody fetches an hour after its slot', async () => {
    const { ref, pickup } = world.aReturn();
    const slot = aPickupSlot({ from: world.now(6 * HOUR), to: world.now(8 * HOUR) });
    await given(aPickupBooked({ ...pickup, slot, bookedAt: world.now() }, { sequence: 1 }));
    await world.pass(4 * HOUR);
    const said = () => world.said(ref.returnId, 'PICKUP_ORDER_STALE');
    expect(said()).toEqual([1, []]);
    const accepted = aPickupChanged(
      { ...pickup, status: 'Accepted', changedAt: world.now() },
      { sequence: 2 },
    );
    await world.service.deliver(accepted, { times: 2 });
    await world.sweep();
    expect(said()).toEqual([1, ['accepted']]);
    await world.pass(5 * HOUR);
    const { raised } = world.alerts(ref.returnId, 'PICKUP_ORDER_STALE');
    expect(
      raised.map(({ thresholdHours, severity, pickupId }) => [thresholdHours, severity, pickupId]),
    ).toEqual([
      [4, 'warn', pickup.pickupId],
      [1, 'high', pickup.pickupId],
    ]);
    await given(aPickupCompleted({ ...pickup, pickedUpAt: world.now() }, { sequence: 3 }));
    await world.sweep();
    expect(said()).toEqual([2, ['accepted', 'picked-up']]);
  });

  it('raises a charge above the quote by more than a fifth at once, and clears it when a person accepts it or the carrier gives it back, not when the return ends', async () => {
    const { ref, pickup } = world.aReturn();
    const charged = (chargedFen: number, sequence: number) =>
      aPickupChanged(
        { ...pickup, status: 'Settled', quoteFen: 1_000, chargedFen, changedAt: world.now() },
        { sequence },
      );
    const said = () => world.said(ref.returnId, 'OVERCHARGE');
    await given(charged(1_200, 4));
    await world.sweep();
    expect(said()).toEqual([0, []]);
    await given(charged(1_201, 5), charged(1_201, 5));
    await world.sweep();
    const [alert] = world.alerts(ref.returnId, 'OVERCHARGE').raised;
    expect(alert).toMatchObject({
      quoteFen: 1_000,
      chargedFen: 1_201,
      thresholdHours: 0,
      pickupId: pickup.pickupId,
    });
    await command(world.service, 'POST', `/internal/alerts/${alert?.alertId ?? ''}/acknowledgement`, {});
    await given(charged(1_201, 6));
    await world.sweep();
    expect(said()).toEqual([1, ['accepted']]);
    world.service.clock.advance(MINUTE);
    await given(charged(1_500, 7), aReturnCancelled({ ...ref, cancelledAt: world.now(MINUTE) }));
    await world.sweep();
    expect(said()).toEqual([2, ['accepted']]);
    await given(charged(1_000, 8));
    await world.sweep();
    expect(said()).toEqual([2, ['accepted', 'within-limit']]);
  });

  it.each([
    ['in order', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['backwards', [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
    ['out of order and repeated', [4, 9, 2, 4, 7, 0, 0, 8, 3, 1, 6, 9, 5, 2]],
  ])('ends with no alert open when all has ended well, told %s', async (_, order) => {
    const { ref, number, pickup } = world.aReturn();
    const at = world.now();
    const story = [
      aReturnApproved({ ...ref, approvedAt: at }, { sequence: 2 }),
      aPickupBooked({ ...pickup, bookedAt: at }, { sequence: 1 }),
      aPickupChanged({ ...pickup, status: 'Accepted', changedAt: at }, { sequence: 2 }),
      aPickupCompleted({ ...pickup, pickedUpAt: at }, { sequence: 3 }),
      aReturnParcelAssigned({ ...ref, number, assignedAt: at }, { sequence: 3 }),
      aReturnInTransit({ ...ref, number, pickedUpAt: at }, { sequence: 4 }),
      aReturnArrived({ ...ref, number, arrivedAt: at }, { sequence: 5 }),
      aParcelSignedOff({ returnIds: [ref.returnId], signedAt: at }),
      aReturnSignedOff({ ...ref, signedOffAt: at }, { sequence: 6 }),
      aRefundSucceeded({ returnId: ref.returnId, orderId: ref.orderId, refundedAt: at }),
    ];
    await given(...order.flatMap((index) => story.slice(index, index + 1)));
    await world.pass(5 * DAY);
    const raised = world.service
      .published('AlertRaised')
      .filter(({ data }) => (data as { returnId?: string }).returnId === ref.returnId);
    expect(raised).toEqual([]);
  });

  it('clears every alert of a story told late and backwards', async () => {
    const { ref, number, pickup } = await sent();
    await given(
      aPickupBooked({ ...pickup, bookedAt: world.now() }, { sequence: 1 }),
      aReturnInTransit({ ...ref, number, pickedUpAt: world.now() }, { sequence: 4 }),
    );
    await world.pass(3 * DAY);
    expect(world.said(ref.returnId, 'RETURN_NOT_ARRIVED')).toEqual([1, []]);
    const at = world.now();
    await given(aReturnRefunded({ ...ref, refundedAt: at }, { sequence: 8 }));
    await given(aReturnSignedOff({ ...ref, signedOffAt: at }, { sequence: 6 }));
    await given(aReturnArrived({ ...ref, number, arrivedAt: at }, { sequence: 5 }));
    await given(aPickupFailed({ ...pickup, failedAt: at }, { sequence: 3 }));
    await world.pass(3 * DAY);
    const detectors = [
      'RETURN_NOT_ARRIVED',
      'RETURN_ARRIVED_NOT_SIGNED',
      'REFUND_LATE',
      'PICKUP_ORDER_STALE',
    ];
    expect(detectors.map((detector) => world.said(ref.returnId, detector))).toEqual([
      [1, ['signed-off']],
      [0, []],
      [0, []],
      [0, []],
    ]);
  });
});

describe('thresholds of a tenant', () => {
  let world: ReturnWorld;
  beforeAll(async () => {
    world = await ReturnWorld.start();
  });
  afterAll(() => world.stop());

  const set = (body: object) => command(world.service, 'PUT', '/internal/alert-thresholds', body);

  it('hold for its own returns and pickups, and only for what they name', async () => {
    const answer = await set({
      detector: 'PICKUP_ORDER_STALE',
      laneClass: 'ACCEPT',
      hours: 2,
      severity: 'critical',
    });
    expect(answer).toMatchObject({ status: 200, body: { thresholds: [{ laneClass: 'ACCEPT', hours: 2 }] } });
    expect(await set({ detector: 'OVERCHARGE', percent: 150 })).toMatchObject({
      body: { thresholds: [{ laneClass: 'ANY', hours: 0, percent: 150, severity: 'warn' }] },
    });
    const { ref, pickup } = world.aReturn();
    await world.service.given(
      aPickupBooked({ ...pickup, bookedAt: world.now() }, { sequence: 1 }),
      aPickupChanged(
        { ...pickup, status: 'Placed', quoteFen: 100, chargedFen: 150, changedAt: world.now() },
        { sequence: 2 },
      ),
    );
    await world.pass(2 * HOUR);
    expect(world.alerts(ref.returnId, 'PICKUP_ORDER_STALE').raised).toMatchObject([
      { thresholdHours: 2, severity: 'critical' },
    ]);
    expect(world.said(ref.returnId, 'OVERCHARGE')).toEqual([0, []]);
    await set({ detector: 'OVERCHARGE', percent: 149 });
    await world.sweep();
    expect(world.said(ref.returnId, 'OVERCHARGE')).toEqual([1, []]);
    await set({ detector: 'OVERCHARGE', percent: 200 });
    await world.sweep();
    expect(world.said(ref.returnId, 'OVERCHARGE')).toEqual([1, ['within-limit']]);
  });

  it.each<[object, string]>([
    [{ detector: 'REFUND_LATE', laneClass: 'CROSS', hours: 12 }, '/laneClass'],
    [{ detector: 'RETURN_NOT_ARRIVED' }, '/hours'],
    [{ detector: 'OVERCHARGE', hours: 4 }, '/percent'],
    [{ detector: 'RETURN_NOT_ARRIVED', hours: 1.5 }, '/hours'],
  ])('are refused with the name of the wrong field: %j', async (body, pointer) => {
    const { status, body: problem } = await set(body);
    const { errors } = problem as { errors: { pointer: string }[] };
    expect([status, [...new Set(errors.map((error) => error.pointer))]]).toEqual([400, [pointer]]);
  });
});
