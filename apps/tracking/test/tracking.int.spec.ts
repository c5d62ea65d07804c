import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ParcelNumber } from '@cartrail/contracts';
import { change, withTenants } from '@cartrail/messaging';
import { DAY, HOUR, newId, nothing, toIso, toShanghai } from '@cartrail/kernel';
import {
  anOrderShipped,
  aTenantOpened,
  TENANT,
  TEST_MORNING,
  waitUntil,
  type TestService,
} from '@cartrail/testing';
import { DataSource, type EntityManager } from 'typeorm';
import { recordScans } from '../src/domain/record-scans.js';
import { register } from '../src/domain/register.js';
import type { ParcelNumber as Pair, Waybill, WaybillFact } from '../src/domain/waybill.js';
import { PostgresWaybillStore } from '../src/outbound/postgres/waybill.store.js';
import {
  command,
  connectKdniao,
  FakeKdniao,
  push,
  signedPush,
  startTracking,
  statementsOf,
  trace,
} from './tracking-service.js';

describe('tracking, between orders and carriers', () => {
  let kdniao: FakeKdniao;
  let service: TestService;
  let callback: string;
  let numbers = 0;
  const aNumber = () => `YT${String((numbers += 1)).padStart(13, '0')}`;
  const shippedAt = toIso(TEST_MORNING - HOUR);
  const names = (waybillId: string) =>
    service.recorder
      .all()
      .filter(({ key }) => key === `${TENANT}:${waybillId}`)
      .map(({ event }) => event.type.split('.').at(-2));

  const follow = async (number = aNumber()): Promise<{ number: string; waybillId: string }> => {
    await service.given(anOrderShipped({ number, shippedAt }));
    const registered = service
      .published('WaybillRegistered')
      .find(({ data }) => (data as { number: string }).number === number);
    return { number, waybillId: (registered?.data as { waybillId: string }).waybillId };
  };

  beforeAll(async () => {
    kdniao = await FakeKdniao.start();
    service = await startTracking(kdniao);
    await service.given(aTenantOpened());
    callback = await connectKdniao(service);
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
  });

  it('registers a parcel once, subscribes it, and links a second order that travels in it', async () => {
    const number = aNumber();
    const first = anOrderShipped({ number, shippedAt });
    await service.deliver(first, { times: 2 });
    await service.given(anOrderShipped({ number, shippedAt }));
    const mine = ({ data }: { data: unknown }) => (data as { number: string }).number === number;
    expect(service.published('WaybillRegistered').filter(mine)).toHaveLength(1);
    expect(service.published('WaybillLinked').filter(mine)).toHaveLength(1);
    expect(kdniao.asked.filter((one) => one.number === number)).toEqual([{ type: '8008', number }]);
  });

  it('publishes each scan once, however often and in whatever order the carrier repeats the history', async () => {
    const { number, waybillId } = await follow();
    const history = [
      trace('2026-11-23 09:30:00', '1'),
      trace('2026-11-23 09:40:00', '2'),
      trace('2026-11-23 09:50:00', '202'),
      trace('2026-11-23 09:55:00', '301'),
    ];
    for (const length of [3, 1, 4, 2, 4])
      await push(service, callback, signedPush(number, history.slice(0, length)));
    await service.caughtUp();
    expect(service.published('ScanRecorded', waybillId)).toHaveLength(4);
    expect(names(waybillId).filter((name) => name !== 'scan-recorded')).toEqual([
      'registered',
      'picked-up',
      'out-for-delivery',
      'delivered',
    ]);
    const sequences = service.recorder.all().filter(({ key }) => key === `${TENANT}:${waybillId}`);
    expect(sequences.map(({ event }) => Number(event.sequence))).toEqual(
      sequences.map((_, index) => index + 1),
    );
  });

  it('keeps an unknown code and a number nobody follows without moving anything', async () => {
    const { number, waybillId } = await follow();
    await push(service, callback, signedPush(number, [trace('2026-11-23 09:30:00', '8888')]));
    expect(
      (await push(service, callback, signedPush('YT9999999999999', [trace('2026-11-23 09:30:00', '1')])))
        .status,
    ).toBe(200);
    await service.caughtUp();
    expect(service.published('ScanRecorded', waybillId)[0]?.data).toMatchObject({
      status: 'CREATED',
      scan: { status: 'UNKNOWN', code: '8888' },
    });
    expect(
      service.published('WaybillRegistered').map(({ data }) => (data as { number: string }).number),
    ).not.toContain('YT9999999999999');
  });

  it("refuses a forged push in the vendor's own form and stores nothing of it", async () => {
    const { number, waybillId } = await follow();
    const answer = await push(
      service,
      callback,
      signedPush(number, [trace('2026-11-23 09:30:00', '1')], 'another-key'),
    );
    expect(answer.body).toMatchObject({ EBusinessID: '1000001', Success: false });
    await service.caughtUp();
    expect(service.published('ScanRecorded', waybillId)).toHaveLength(0);
    expect((await push(service, '/callbacks/kdniao/demo01-00000000000000000000000000', 'x=1')).status).toBe(
      404,
    );
  });

  it('parks a message that breaks its contract and handles its neighbours', async () => {
    const number = aNumber();
    await service.deliverRaw('order.order.events.v1', `${TENANT}:poison`, '{"broken":true}');
    const { waybillId } = await follow(number);
    expect(waybillId).toBeDefined();
    const parked = await service.app
      .get(DataSource)
      .query<unknown[]>(`SELECT 1 FROM parked_event WHERE key = $1`, [`${TENANT}:poison`]);
    expect(parked).toHaveLength(1);
  });

  it('closes the watch of a number that another one replaces, and opens it again when that was a slip', async () => {
    const [orderId, slip, by] = [newId(), aNumber(), aNumber()];
    const shipped = (number: string, replaced?: string) =>
      service.given(
        anOrderShipped({
          orderId,
          number,
          shippedAt,
          replaces:
            replaced === undefined
              ? undefined
              : Object.assign(new ParcelNumber(), { number: replaced, carrier: 'YTO' }),
        }),
      );
    const watched = async (number: string) => {
      const sql = 'SELECT watch, next_poll_at IS NOT NULL AS polled FROM waybill WHERE number = $1';
      const read = (tx: EntityManager) => tx.query<unknown[]>(sql, [number]);
      return (await withTenants(service.app.get(DataSource), [TENANT], read))[0];
    };
    await shipped(slip);
    await shipped(by, slip);
    expect(await watched(slip)).toEqual({ watch: null, polled: false });
    await shipped(slip, by);
    expect(await watched(slip)).toEqual({ watch: 'NOT_PICKED', polled: true });
    expect(await watched(by)).toEqual({ watch: null, polled: false });
    const replaced = service.published('WaybillReplaced').map(({ data }) => (data as ParcelNumber).number);
    expect(replaced).toEqual([slip, by]);
  });

  it('follows the parcel that travels under a number of old, apart from the old one', async () => {
    const number = aNumber();
    const long = TEST_MORNING - 90 * DAY;
    await service.given(anOrderShipped({ number, shippedAt: toIso(long) }));
    const history = [trace(toShanghai(long + HOUR), '1'), trace(toShanghai(long + 2 * DAY), '3')];
    const registered = () =>
      service
        .published('WaybillRegistered')
        .map(({ data }) => data as { number: string; waybillId: string; generation: number })
        .filter((one) => one.number === number);
    const first = registered()[0]?.waybillId ?? '';
    await push(service, callback, signedPush(number, history));
    await waitUntil(() =>
      service.published('WaybillDelivered', first).length > 0 ? undefined : 'the delivery',
    );

    await service.given(anOrderShipped({ number, shippedAt }), anOrderShipped({ number, shippedAt }));
    expect(registered().map(({ generation }) => generation)).toEqual([1, 2]);
    const second = registered()[1]?.waybillId ?? '';
    expect([names(first).includes('linked'), names(second).includes('linked')]).toEqual([false, true]);
    const scans = [...history, trace(toShanghai(service.clock.now()), '2')];
    await push(service, callback, signedPush(number, scans));
    await waitUntil(() =>
      service.published('WaybillPickedUp', second).length > 0 ? undefined : 'the parcel of now',
    );
    expect(names(second).filter((name) => name === 'scan-recorded')).toHaveLength(1);
    expect(service.published('WaybillDelivered', second)).toEqual([]);
  });

  it('calls no address of a tenant’s choosing', async () => {
    const answer = await command(service, 'POST', '/internal/carrier-accounts', {
      provider: 'kdniao',
      label: 'x',
      baseUrl: 'http://169.254.169.254/latest',
      credentials: { eBusinessId: '1000001', apiKey: 'x'.repeat(36) },
    });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/baseUrl' }] } });
  });

  it.each(['baseUrl', 'orderUrl'])(
    'calls no address that is hidden among credentials as %s',
    async (door) => {
      const credentials = {
        companyCode: 'C',
        appkey: 'k',
        customerCode: '1',
        [door]: 'http://169.254.169.254',
      };
      const account = { provider: 'deppon', label: 'x', credentials };
      const answer = await command(service, 'POST', '/internal/carrier-accounts', account);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('not taken here');
      expect(answer.text).not.toContain('169.254');
    },
  );

  it('knows an idempotency key again however it is written, and refuses one that is none', async () => {
    const set = (hours: number, key: string) =>
      command(service, 'PUT', '/internal/alert-thresholds', { detector: 'REFUND_LATE', hours }, { key });
    expect((await set(24, 'k-1')).status).toBe(200);
    expect((await set(25, '"k-1"')).body).toMatchObject({ code: 'idempotency/other-request' });
    expect((await set(24, 'k'.repeat(256))).body).toMatchObject({ code: 'idempotency/key-malformed' });
  });

  it("never shows an account's secrets again, and names a wrong field", async () => {
    const wrong = await command(service, 'POST', '/internal/carrier-accounts', {
      provider: 'kdniao',
      label: 'x',
      credentials: { eBusinessId: '1000001', apiKey: 'short' },
    });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/credentials/apiKey' }] } });
    expect(wrong.text).not.toContain('short');
  });

  it('raises an alert once when a parcel is never picked up, and clears it once when it is, however late', async () => {
    const { number, waybillId } = await follow();
    const ofParcel = (name: string) =>
      service.published(name).filter(({ data }) => (data as { waybillId: string }).waybillId === waybillId);
    service.clock.advance(2 * DAY);
    await waitUntil(() => (ofParcel('AlertRaised').length > 0 ? undefined : 'the alert'));
    const alertId = (ofParcel('AlertRaised')[0]?.data as { alertId: string }).alertId;
    const taken = await command(service, 'POST', `/internal/alerts/${alertId}/acknowledgement`, {
      note: 'calling',
    });
    expect(taken.status).toBe(200);
    const elsewhere = { tenantId: 'other01' };
    expect(
      (await command(service, 'POST', `/internal/alerts/${alertId}/acknowledgement`, {}, elsewhere)).status,
    ).toBe(404);
    // The suite's clock may have been moved before: what is old by now would stall at once.
    const pickedUp = toShanghai(service.clock.now());
    await push(service, callback, signedPush(number, [trace(pickedUp, '1')]));
    await waitUntil(() => (ofParcel('AlertCleared').length > 0 ? undefined : 'the clearing'));
    await push(
      service,
      callback,
      signedPush(number, [trace(toShanghai(service.clock.now() - HOUR), '10'), trace(pickedUp, '1')]),
    );
    await service.caughtUp();
    expect([
      ofParcel('AlertRaised').length,
      ofParcel('AlertAcknowledged').length,
      ofParcel('AlertCleared').length,
    ]).toEqual([1, 1, 1]);
  });

  it('raises a stall on the road by its lane, and clears it once by the next scan', async () => {
    const { number, waybillId } = await follow();
    const moved = toShanghai(service.clock.now());
    await push(service, callback, signedPush(number, [trace(moved, '2')]));
    await service.caughtUp();
    const ofParcel = (name: string) =>
      service.published(name).filter(({ data }) => {
        const alert = data as { waybillId: string; detector: string };
        return alert.waybillId === waybillId && alert.detector === 'TRANSIT_STALL';
      });
    service.clock.advance(49 * HOUR);
    await waitUntil(() => (ofParcel('AlertRaised').length > 0 ? undefined : 'the alert'));
    const again = toShanghai(service.clock.now());
    await push(service, callback, signedPush(number, [trace(moved, '2'), trace(again, '201')]));
    await waitUntil(() => (ofParcel('AlertCleared').length > 0 ? undefined : 'the clearing'));
    await service.caughtUp();
    expect([ofParcel('AlertRaised').length, ofParcel('AlertCleared').length]).toEqual([1, 1]);
    expect(ofParcel('AlertRaised')[0]?.data).toMatchObject({ thresholdHours: 48 });
  });

  it('takes a push as JSON and one of almost a megabyte like any other', async () => {
    const { number, waybillId } = await follow();
    const long = trace('2026-11-23 09:30:00', '1', '长'.repeat(100_000));
    const form = signedPush(number, [long]);
    expect(Buffer.byteLength(form)).toBeGreaterThan(900_000);
    expect((await push(service, callback, form)).body).toMatchObject({ Success: true });
    const small = signedPush(number, [trace('2026-11-23 09:40:00', '2')]);
    const json = JSON.stringify(Object.fromEntries(new URLSearchParams(small)));
    const headers = { 'content-type': 'application/json' };
    expect((await service.http({ method: 'POST', url: callback, headers, body: json })).body).toMatchObject({
      Success: true,
    });
    await service.caughtUp();
    expect(service.published('ScanRecorded', waybillId)).toHaveLength(2);
  });

  it('heals a lost push by asking the carrier, again when it does not answer', async () => {
    const number = aNumber();
    await service.given(anOrderShipped({ number, shippedAt: toIso(service.clock.now()) }));
    kdniao.traces.set(number, [trace('2026-11-25 12:00:00', '1')]);
    service.clock.advance(13 * HOUR);
    kdniao.silentFor = 1;
    const scans = () =>
      service.published('ScanRecorded').filter(({ data }) => (data as { number: string }).number === number);
    await waitUntil(() => (scans().length > 0 ? undefined : 'the answer'), 20_000);
    expect(scans()).toHaveLength(1);
  });

  it('takes as many statements for five hundred pushes as for five', async () => {
    const few = await statementsFor(service, 5);
    expect(await statementsFor(service, 500)).toBe(few);
  });
});

/** Registers so many parcels in one batch and lets each be picked up in another. */
async function statementsFor(service: TestService, size: number): Promise<number> {
  const store = service.app.get(PostgresWaybillStore, { strict: false });
  const cause = { tenantId: TENANT, correlationId: 'c', causationId: 'c' };
  const ids = Array.from({ length: size }, () => newId());
  const report = {
    provider: 'kdniao',
    occurredAt: TEST_MORNING,
    occurredText: '',
    code: '1',
    text: '1',
    order: 0,
    placeParts: { city: '杭州市' },
    courier: { nameMask: '李*' },
  };
  const registered = ids.map((id) => {
    const shipment = { orderId: newId(), number: id, carrier: 'YTO', shippedAt: TEST_MORNING };
    const decide = (known: Waybill | undefined) => register(known, id, shipment, TEST_MORNING);
    return change<Waybill, WaybillFact, Pair>({ store, find: { id }, createAs: id, cause, decide });
  });
  const heard = ids.map((id) => {
    const decide = (known: Waybill | undefined) =>
      known ? recordScans(known, [{ ...report, status: 'PICKED_UP' }], TEST_MORNING) : nothing();
    return change<Waybill, WaybillFact, Pair>({ store, find: { id }, cause, decide });
  });
  return (await statementsOf(service, registered)) + (await statementsOf(service, heard));
}
