import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '@cartrail/contracts';
import { newId } from '@cartrail/kernel';
import { ChangeShell, rlsExempt, withTenants, type AnyChange } from '@cartrail/messaging';
import {
  aBookingReported,
  anAfterSaleAgreed,
  anAfterSaleRequested,
  anAfterSaleReturnShipped,
  anOrderImported,
  anOrderLine,
  aParcelSignedOff,
  aRefundSucceeded,
  aSignOffLine,
  aTenantOpened,
  aWaybillDelivered,
  TENANT,
  type TestService,
} from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { AfterSaleConsumer } from '../src/inbound/kafka/after-sale.consumer.js';
import { BookingConsumer } from '../src/inbound/kafka/booking.consumer.js';
import { OrderConsumer } from '../src/inbound/kafka/order.consumer.js';
import { RefundConsumer } from '../src/inbound/kafka/refund.consumer.js';
import { SignOffConsumer } from '../src/inbound/kafka/sign-off.consumer.js';
import { WaybillConsumer } from '../src/inbound/kafka/waybill.consumer.js';
import { FakeKuaidi100 } from './fake-kuaidi100.js';
import {
  asked,
  bought,
  call,
  choice,
  confirmUrl,
  equip,
  returnOf,
  show,
  startReturns,
} from './returns-service.js';

describe('what the database costs and keeps apart', () => {
  let kuaidi100: FakeKuaidi100;
  let service: TestService;

  beforeAll(async () => {
    kuaidi100 = await FakeKuaidi100.start();
    service = await startReturns(kuaidi100);
    await service.given(aTenantOpened(), aTenantOpened({}, { tenantId: 'other01' }));
    await equip(service);
  });
  afterAll(async () => {
    await service.stop();
    kuaidi100.stop();
  });

  it('takes as many statements for five hundred events of each topic as for five', async () => {
    const few = await statementsFor(service, 5);
    expect(await statementsFor(service, 500)).toEqual(few);
  });

  it('has every table of tenants under row-level security, and no other table than the listed ones without', async () => {
    const tables = await service.app
      .get(DataSource)
      .query<{ name: string; secured: boolean; forced: boolean }[]>(
        `SELECT relname AS name, relrowsecurity AS secured, relforcerowsecurity AS forced
         FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
      );
    expect(
      tables.filter(({ name, secured, forced }) => !(secured && forced) && !rlsExempt.has(name)),
    ).toEqual([]);
    expect(tables.filter(({ secured }) => secured).length).toBeGreaterThan(9);
  });

  it('shows a return to its own tenant and to keys of its own shop only', async () => {
    const order = await bought(service);
    const returnId = returnOf(service, await asked(service, order, order.lines.slice(0, 1)));
    const url = `/internal/returns/${returnId}`;
    expect((await show(service, returnId))['returnId']).toBe(returnId);
    for (const who of [{ tenantId: 'other01' }, { shopIds: [newId()] }]) {
      expect((await call(service, 'GET', url, undefined, who)).status).toBe(404);
      expect((await call(service, 'POST', `${url}/approval`, {}, who)).status).toBe(404);
      const lines = [{ lineId: order.lines[0]?.lineId, quantity: 1 }];
      const body = { orderId: order.orderId, lines, reason: 'no_reason' };
      expect((await call(service, 'POST', '/internal/returns', body, who)).status).toBe(404);
    }
    const rows = await withTenants(service.app.get(DataSource), ['other01'], (tx) =>
      tx.query<object[]>('SELECT id FROM return_case UNION ALL SELECT id FROM order_file'),
    );
    expect(rows).toEqual([]);
  });

  it('keeps a case that comes before its order, and opens its return when the order is here', async () => {
    const [orderId, shopId, afterSaleId, lineId] = [newId(), newId(), newId(), newId()];
    const lines = [{ lineId, quantity: 1 }];
    await service.given(
      anAfterSaleRequested({ afterSaleId, orderId, shopId, lines }),
      anAfterSaleAgreed({ afterSaleId, orderId, shopId, by: 'platform' }),
    );
    expect(
      service
        .published('ReturnRequested')
        .filter(({ data }) => (data as { orderId: string }).orderId === orderId),
    ).toEqual([]);
    await service.given(anOrderImported({ orderId, shopId, lines: [anOrderLine({ lineId })] }));
    const returnId = returnOf(service, { afterSaleId, orderId, shopId });
    expect(service.published('ReturnApproved', returnId)[0]?.data).toMatchObject({ by: 'platform' });
  });

  // The order's file is created by whichever topic comes first, and they come at once.
  it('loses neither the order nor its case when both are heard at the same moment', async () => {
    const all = Array.from({ length: 150 }, () => ({
      ref: { orderId: newId(), shopId: newId(), afterSaleId: newId() },
      lines: [{ lineId: newId(), quantity: 1 }],
    }));
    const orders = all.map(({ ref, lines }) =>
      anOrderImported({ ...ref, lines: lines.map(({ lineId }) => anOrderLine({ lineId })) }),
    );
    await Promise.all([
      service.deliver(orders),
      service.deliver(all.map(({ ref, lines }) => anAfterSaleRequested({ ...ref, lines }))),
    ]);
    await service.caughtUp();
    const opened = new Set(
      service.published('ReturnRequested').map(({ data }) => (data as { afterSaleId?: string }).afterSaleId),
    );
    expect(all.filter(({ ref }) => !opened.has(ref.afterSaleId))).toEqual([]);
  });

  it('parks an event that breaks its contract and handles its neighbours', async () => {
    await service.deliverRaw('order.aftersale.events.v1', `${TENANT}:poison`, '{"broken":true}');
    const order = await bought(service);
    expect(returnOf(service, await asked(service, order, order.lines))).toBeDefined();
    const parked = await service.app
      .get(DataSource)
      .query<unknown[]>(`SELECT 1 FROM parked_event WHERE key = $1 AND grp = 'returns.changes'`, [
        `${TENANT}:poison`,
      ]);
    expect(parked).toHaveLength(1);
  });

  it('answers a confirmation once under one key, however often it is sent', async () => {
    const order = await bought(service);
    const returnId = returnOf(service, await asked(service, order, order.lines.slice(0, 1)));
    const body = await choice(service, returnId);
    const first = await call(service, 'POST', confirmUrl(returnId), body, { key: 'once' });
    const again = await call(service, 'POST', confirmUrl(returnId), body, { key: 'once' });
    expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([
      202,
      first.body,
      'true',
    ]);
    expect(
      (await call(service, 'POST', confirmUrl(returnId), { ...body, offerId: newId() }, { key: 'once' }))
        .status,
    ).toBe(422);
  });
});

/** Statements by topic, for so many orders whose returns go all the way. */
async function statementsFor(service: TestService, size: number): Promise<Record<string, number>> {
  const all = Array.from({ length: size }, () => {
    const [orderId, shopId, afterSaleId, lineId] = [newId(), newId(), newId(), newId()];
    return { ref: { orderId, shopId, afterSaleId }, lineId, number: `SF${lineId.slice(-12)}` };
  });
  const get = <T>(type: new (...given: never[]) => T): T => service.app.get<T>(type, { strict: false });
  const [orders, cases, waybills] = [get(OrderConsumer), get(AfterSaleConsumer), get(WaybillConsumer)];
  const run = (changes: readonly AnyChange[]) => statementsOf(service, changes);
  const of = <E extends EventEnvelope>(
    make: (each: (typeof all)[number]) => E,
    handle: (event: E) => AnyChange[],
  ) => run(all.flatMap((each) => handle(make(each))));
  const counts: Record<string, number> = {};
  counts['orders'] = await of(
    ({ ref, lineId }) => anOrderImported({ ...ref, lines: [anOrderLine({ lineId })] }),
    (event) => orders.imported(event),
  );
  counts['requested'] = await of(
    ({ ref, lineId }) => anAfterSaleRequested({ ...ref, lines: [{ lineId, quantity: 1 }] }),
    (event) => cases.requested(event),
  );
  counts['agreed'] = await of(
    ({ ref }) => anAfterSaleAgreed({ ...ref, by: 'platform' }),
    (event) => cases.agreed(event),
  );
  counts['shipped'] = await of(
    ({ ref, number }) => anAfterSaleReturnShipped({ ...ref, number }),
    (event) => cases.returnShipped(event),
  );
  counts['delivered'] = await of(
    ({ ref, number }) => aWaybillDelivered({ number, orderIds: [ref.orderId] }),
    (event) => waybills.delivered(event),
  );
  const returns = await idsOf(
    service,
    all.map(({ ref }) => ref.orderId),
  );
  const back = (orderId: string): string => returns.get(orderId) ?? '';
  counts['signed off'] = await of(
    ({ ref, lineId }) =>
      aParcelSignedOff({
        returnIds: [back(ref.orderId)],
        orderIds: [ref.orderId],
        lines: [aSignOffLine({ returnId: back(ref.orderId), lineId })],
      }),
    (event) => get(SignOffConsumer).signedOff(event),
  );
  counts['refunded'] = await of(
    ({ ref }) => aRefundSucceeded({ ...ref, returnId: back(ref.orderId) }),
    (event) => get(RefundConsumer).succeeded(event),
  );
  counts['bookings'] = await of(
    () => aBookingReported({ pickupId: undefined, providerBookingId: newId() }),
    (event) => get(BookingConsumer).reported(event),
  );
  return counts;
}

async function idsOf(service: TestService, orderIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await withTenants(service.app.get(DataSource), [TENANT], (tx) =>
    tx.query<{ order_id: string; id: string; status: string }[]>(
      'SELECT order_id, id, status FROM return_case WHERE order_id = ANY ($1::uuid[])',
      [[...orderIds]],
    ),
  );
  if (rows.some(({ status }) => status !== 'Arrived')) throw new Error('not all returns have arrived');
  return new Map(rows.map(({ order_id, id }) => [order_id, id]));
}

function statementsOf(service: TestService, changes: readonly AnyChange[]): Promise<number> {
  return service.app.get(DataSource).transaction(async (tx) => {
    const query = tx.query.bind(tx);
    let statements = 0;
    tx.query = <T>(sql: string, parameters?: unknown[]): Promise<T> => {
      statements += 1;
      return query(sql, parameters);
    };
    await service.app.get(ChangeShell, { strict: false }).apply(tx, [TENANT], changes);
    return statements;
  });
}
