import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventEnvelope, WaybillRef } from '@cartrail/contracts';
import { DAY } from '@cartrail/kernel';
import { ChangeShell, Commands, withTenants } from '@cartrail/messaging';
import {
  anOrderShipped,
  aParcelSignedOff,
  aPickupBooked,
  aRefundSucceeded,
  aReturnApproved,
  aReturnParcelAssigned,
  aReturnRequested,
  aReturnSignedOff,
  TENANT,
  waitUntil,
} from '@cartrail/testing';
import { DataSource } from 'typeorm';
import type { FollowedReturn } from '../src/domain/followed-return.js';
import { PickupConsumer } from '../src/inbound/kafka/pickup.consumer.js';
import { RefundConsumer } from '../src/inbound/kafka/refund.consumer.js';
import { ReturnConsumer } from '../src/inbound/kafka/return.consumer.js';
import { SignOffConsumer } from '../src/inbound/kafka/sign-off.consumer.js';
import { ReturnWorld } from './return-world.js';
import { statementsOf } from './tracking-service.js';

describe('tracking, following the parcels of returns', () => {
  let world: ReturnWorld;
  const published = (name: string, number: string): EventEnvelope[] =>
    world.service.published(name).filter(({ data }) => (data as WaybillRef).number === number);

  beforeAll(async () => {
    world = await ReturnWorld.start();
  });
  afterAll(() => world.stop());

  it('registers a parcel once, however often and by whomever it is assigned, and subscribes it once', async () => {
    const { ref, number } = world.aReturn();
    const assigned = aReturnParcelAssigned({ ...ref, number, by: 'booking' }, { sequence: 3 });
    await world.service.given(aReturnRequested(ref, { sequence: 1 }));
    await world.service.deliver(assigned, { times: 3 });
    await world.service.given(
      aReturnParcelAssigned({ ...ref, number: number.toLowerCase(), by: 'buyer' }, { sequence: 4 }),
      aReturnParcelAssigned({ ...ref, number, carrier: 'UNKNOWN', by: 'buyer' }, { sequence: 5 }),
    );
    expect(published('WaybillRegistered', number).map(({ data }) => (data as WaybillRef).orderIds)).toEqual([
      [ref.orderId],
    ]);
    expect(published('WaybillLinked', number)).toEqual([]);
    expect(world.kdniao.asked.filter((one) => one.number === number)).toEqual([{ type: '8008', number }]);
  });

  it('publishes its scans like those of any parcel', async () => {
    const { ref, number } = world.aReturn();
    await world.service.given(aReturnParcelAssigned({ ...ref, number, assignedAt: world.now() }));
    await world.scan(number, '1', '2', '301');
    await world.scan(number, '1', '2', '301');
    const names = ['ScanRecorded', 'WaybillPickedUp', 'WaybillDelivered', 'StatusCorrected'];
    expect(names.map((name) => published(name, number).length)).toEqual([3, 1, 1, 0]);
  });

  it('lets two returns travel in one parcel', async () => {
    const [one, two] = [world.aReturn(), world.aReturn()];
    const { number } = one;
    await world.service.given(
      aReturnParcelAssigned({ ...one.ref, number }),
      aReturnParcelAssigned({ ...two.ref, number }),
    );
    expect(published('WaybillRegistered', number)).toHaveLength(1);
    expect(published('WaybillLinked', number).at(0)?.data).toMatchObject({ linkedOrderId: two.ref.orderId });
  });

  it.each([
    ['in order', [0, 1]],
    ['out of order', [1, 0]],
    ['repeatedly', [0, 1, 0, 1]],
  ])('replaces a number by the one named last, told %s', async (_, order) => {
    const { ref, number } = world.aReturn();
    const by = world.aReturn().number;
    const told = [
      aReturnParcelAssigned({ ...ref, number }, { sequence: 2 }),
      aReturnParcelAssigned({ ...ref, number: by, replaces: number }, { sequence: 3 }),
    ];
    for (const index of order) await world.service.given(...told.slice(index, index + 1));
    expect(published('WaybillReplaced', number).map(({ data }) => data)).toMatchObject([
      { replacedByNumber: by, replacedByCarrier: 'YTO' },
    ]);
    expect(published('WaybillReplaced', by)).toEqual([]);
  });

  it('does not take a parcel away from the order that sent it, when a return names its number by mistake', async () => {
    const { ref, number } = world.aReturn();
    const { orderId } = ref;
    await world.service.given(anOrderShipped({ orderId, number, shippedAt: world.now() }));
    await world.service.given(
      aReturnParcelAssigned({ ...ref, number }, { sequence: 2 }),
      aReturnParcelAssigned({ ...ref, number: world.aReturn().number }, { sequence: 3 }),
      aParcelSignedOff({ returnIds: [ref.returnId] }),
    );
    expect(published('WaybillReplaced', number)).toEqual([]);
    await world.scan(number, '1');
    expect(published('WaybillPickedUp', number)).toHaveLength(1);
  });

  it('raises no alert of a shop that does not ship, and asks nobody about a parcel that was signed for', async () => {
    const { ref, number } = world.aReturn();
    await world.service.given(aReturnParcelAssigned({ ...ref, number, assignedAt: world.now() }));
    await world.pass(4 * DAY);
    const asked = () => world.kdniao.asked.filter((one) => one.number === number).length;
    expect(world.said(ref.returnId, 'NOT_PICKED')).toEqual([0, []]);
    expect(asked()).toBe(2);
    await world.service.given(aParcelSignedOff({ returnIds: [ref.returnId], signedAt: world.now() }));
    await world.pass(4 * DAY);
    expect(asked()).toBe(2);
  });

  it('keeps the rows of tenants apart', async () => {
    const tables = ['followed_return', 'watch', 'booking', 'alert', 'waybill'];
    const rows = await world.service.app
      .get(DataSource)
      .query<{ name: string; held: boolean }[]>(
        `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS held FROM pg_class WHERE relname = ANY ($1)`,
        [tables],
      );
    expect(rows.filter(({ held }) => held)).toHaveLength(tables.length);
  });

  it('parks an event that breaks its contract and handles its neighbours', async () => {
    const { ref, number } = world.aReturn();
    await world.service.deliverRaw('returns.return.events.v1', 'demo01:poison', '{"broken":true}');
    await world.service.given(aReturnParcelAssigned({ ...ref, number }));
    expect(published('WaybillRegistered', number)).toHaveLength(1);
    const parked = await world.service.app
      .get(DataSource)
      .query<unknown[]>(
        `SELECT 1 FROM parked_event WHERE grp = 'tracking.returns' AND key = 'demo01:poison'`,
      );
    expect(parked).toHaveLength(1);
  });
});

describe('batches of several topics that meet a return first, at the same time', () => {
  let world: ReturnWorld;
  beforeAll(async () => {
    world = await ReturnWorld.start();
  });
  afterAll(() => world.stop());

  it('lose nothing of what either has heard', async () => {
    const { app, clock } = world.service;
    const { ref } = world.aReturn();
    const { returnId } = ref;
    const signed = app
      .get(ReturnConsumer, { strict: false })
      .signedOff(aReturnSignedOff({ ...ref, signedOffAt: world.now() }));
    const refunded = app
      .get(RefundConsumer, { strict: false })
      .succeeded(aRefundSucceeded({ returnId, orderId: ref.orderId, refundedAt: world.now() }));
    const database = app.get(DataSource);
    let second: Promise<unknown> | undefined;
    await database.transaction(async (tx) => {
      await app.get(ChangeShell, { strict: false }).apply(tx, [TENANT], signed);
      second = app.get(Commands, { strict: false }).execute({
        cause: { tenantId: TENANT, correlationId: returnId, causationId: returnId },
        route: 'test',
        fingerprint: '',
        changes: refunded,
        answer: () => ({ status: 200, body: null }),
      });
      await waitUntil(async () => {
        const [row] = await database.query<{ waiting: number }[]>(
          `SELECT count(*)::int AS waiting FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return row?.waiting === 0 ? 'the second batch, to wait for the first' : undefined;
      });
    });
    await second;
    clock.advance(3 * DAY);
    await world.sweep();
    expect(world.said(returnId, 'REFUND_LATE')).toEqual([0, []]);
    const [kept] = await withTenants(database, [TENANT], (tx) =>
      tx.query<{ state: string }[]>(`SELECT state FROM followed_return WHERE return_id = $1`, [returnId]),
    );
    const { moments } = JSON.parse(kept?.state ?? '{}') as FollowedReturn;
    expect(Object.keys(moments).sort()).toEqual(['refunded', 'signedOff']);
  });
});

describe('what a batch of events costs', () => {
  let world: ReturnWorld;
  beforeAll(async () => {
    world = await ReturnWorld.start();
  });
  afterAll(() => world.stop());

  const many = <E>(size: number, make: (of: ReturnType<ReturnWorld['aReturn']>) => E): E[] =>
    Array.from({ length: size }, () => make(world.aReturn()));

  it.each(['returns', 'pickups', 'sign-offs', 'refunds'])(
    'is as many statements for five hundred as for five: %s',
    async (which) => {
      const { app } = world.service;
      const get = <T>(type: new (...given: never[]) => T): T => app.get<T>(type, { strict: false });
      const batch = (size: number) => {
        switch (which) {
          case 'returns':
            return many(size, ({ ref, number }) => [
              ...get(ReturnConsumer).approved(aReturnApproved(ref)),
              ...get(ReturnConsumer).parcelAssigned(aReturnParcelAssigned({ ...ref, number })),
              ...get(ReturnConsumer).signedOff(aReturnSignedOff(ref)),
            ]);
          case 'pickups':
            return many(size, ({ pickup }) => get(PickupConsumer).booked(aPickupBooked(pickup)));
          case 'sign-offs':
            return many(size, ({ ref }) =>
              get(SignOffConsumer).signedOff(aParcelSignedOff({ returnIds: [ref.returnId] })),
            );
          default:
            return many(size, ({ ref: { returnId, orderId } }) =>
              get(RefundConsumer).succeeded(aRefundSucceeded({ returnId, orderId })),
            );
        }
      };
      const few = await statementsOf(world.service, batch(5).flat());
      expect(few).toBeLessThanOrEqual(16);
      expect(await statementsOf(world.service, batch(500).flat())).toBe(few);
    },
  );
});
