import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY, HOUR, newId, toShortId } from '@cartrail/kernel';
import { aTenantOpened, waitUntil, type TestService } from '@cartrail/testing';
import { register } from 'prom-client';
import { DataSource } from 'typeorm';
import { QUERIES, type ReturnQueries } from '../src/application/ports.js';
import { accountOf, ACCOUNTS, confirmed, connect, connectionOf, wanted, withWarehouse } from './accounts.js';
import { FakeKuaidi100 } from './fake-kuaidi100.js';
import { agree, call, names, offersFor, show, startReturns, TENANT } from './returns-service.js';

describe('the accounts couriers are ordered with', () => {
  let kuaidi100: FakeKuaidi100;
  let service: TestService;
  const [first, second] = [newId(), newId()];

  const rotate = (accountId: string, key: string, more: { key?: string; shopIds?: readonly string[] } = {}) =>
    call(service, 'POST', `${ACCOUNTS}/${accountId}/credentials`, accountOf(accountId, key), more);
  const prefer = (preferences: readonly object[], key?: string) =>
    call(service, 'PUT', `${ACCOUNTS}/preferences`, { preferences }, { key });
  const row = (operation: string, ...accountIds: readonly string[]) => ({
    operation,
    carrier: '*',
    accountIds,
  });
  const untilNamed = (id: string, name: string): Promise<void> =>
    waitUntil(() => (names(service, id).includes(name) ? undefined : `${name} of ${id}`), 20_000);
  const keysOf = (method: string) => kuaidi100.keys.get(method) ?? [];
  const passedOver = async (operation: string): Promise<number> => {
    const metric = await register.getSingleMetric('returns_accounts_passed_over_total')?.get();
    return metric?.values.find(({ labels }) => labels['operation'] === operation)?.value ?? 0;
  };

  beforeAll(async () => {
    kuaidi100 = await FakeKuaidi100.start();
    service = await startReturns(kuaidi100);
    await service.given(aTenantOpened());
    await withWarehouse(service);
    await connect(service, first, 'key-1');
    await connect(service, second, 'key-2');
  });
  afterAll(async () => {
    await service.stop();
    kuaidi100.stop();
  });
  beforeEach(() => {
    // Ten in the morning of the next day: every carrier still comes today.
    service.clock.set(Math.ceil((service.clock.now() - 2 * HOUR) / DAY) * DAY + 2 * HOUR);
    kuaidi100.keys.clear();
  });
  afterEach(async () => {
    kuaidi100.refusedKeys.clear();
    await prefer([]);
  });

  it('use new credentials with the very next call, also for couriers ordered before', async () => {
    await prefer([row('quote', first), row('book', first)]);
    const { ref, returnId, pickupId } = await confirmed(service);
    await agree(service, ref);
    await untilNamed(pickupId, 'booked');
    const rotated = await rotate(first, 'key-1b', { key: 'rotate-1' });
    expect([rotated.status, rotated.body]).toMatchObject([200, { accountId: first }]);
    expect(rotated.text).not.toMatch(/secret/);
    expect((await rotate(first, 'key-1b', { key: 'rotate-1' })).body).toEqual(rotated.body);
    await call(service, 'POST', `/internal/returns/${returnId}/pickup/cancellation`, {});
    await untilNamed(pickupId, 'cancelled');
    expect([keysOf('bOrder'), keysOf('cancel')]).toEqual([['key-1'], ['key-1b']]);
    await rotate(first, 'key-1');
  });

  it('are the whole tenant’s to change, and nobody’s with a foreign connection', async () => {
    expect((await rotate(first, 'key-x', { shopIds: [newId()] })).status).toBe(403);
    const foreign = accountOf(first, 'key-x', { connectionId: connectionOf(first, 'other01') });
    expect((await call(service, 'POST', `${ACCOUNTS}/${first}/credentials`, foreign)).status).toBe(400);
    const incomplete = accountOf(first, 'k', { credentials: { key: 'k' } });
    const answer = await call(service, 'POST', `${ACCOUNTS}/${first}/credentials`, incomplete);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('/credentials/secret')]);
  });

  it('keep the rows that are about prices and couriers, and answer a repeat alike', async () => {
    const rows = [row('track', first), row('quote', second), row('book', first)];
    const set = await prefer(rows, 'prefer-1');
    expect([set.status, set.body]).toEqual([200, { preferences: rows.slice(1) }]);
    expect((await prefer(rows, 'prefer-1')).body).toEqual(set.body);
  });

  it('name prices in the tenant’s order, the next one where the first is refused', async () => {
    await prefer([row('quote', first, second)]);
    kuaidi100.refusedKeys.set('key-1', '系统繁忙');
    const before = await passedOver('quote');
    const { returnId } = await wanted(service);
    const offers = await offersFor(service, returnId);
    expect(keysOf('batchPrice')).toEqual(['key-1', 'key-2']);
    expect(offers.map(({ priceKind }) => priceKind)).toContain('PLATFORM');
    expect(await passedOver('quote')).toBe(before + 1);
    expect(JSON.stringify(offers)).not.toContain(TENANT);
    const [sheet] = await service.app
      .get<ReturnQueries>(QUERIES, { strict: false })
      .sheets(TENANT, returnId, 0);
    const vain = { provider: 'kuaidi100', connectionId: connectionOf(first), why: 'retryable' };
    expect(sheet?.passedOver).toContainEqual({ ...vain, carrier: 'YTO' });
  });

  it('send the courier in the tenant’s order: refused by one, he is ordered with the next, and that is on record', async () => {
    await prefer([row('book', first, second)]);
    const { ref, returnId, pickupId } = await confirmed(service);
    kuaidi100.refusedKeys.set('key-1', '暂不支持该地区');
    await agree(service, ref);
    await untilNamed(pickupId, 'booked');
    expect(keysOf('bOrder')).toEqual(['key-1', 'key-2']);
    const booking = kuaidi100.bookings.get(toShortId(pickupId));
    expect(String(booking?.param['callBackUrl'])).toContain(
      `/callbacks/kuaidi100/${connectionOf(second)}?pickup=`,
    );
    expect(await show(service, returnId)).toMatchObject({
      pickups: [{ status: 'Placed', passedOver: [{ provider: 'kuaidi100', why: 'permanent 500' }] }],
    });
    kuaidi100.refusedKeys.clear();
    await call(service, 'POST', `/internal/returns/${returnId}/pickup/cancellation`, {});
    await untilNamed(pickupId, 'cancelled');
    expect(keysOf('cancel')).toEqual(['key-2']);
  });

  it('ask nobody else after a booking whose outcome is unknown, and look for it where it was made', async () => {
    await prefer([row('book', first, second)]);
    const { ref, pickupId } = await confirmed(service);
    kuaidi100.lost.set('bOrder', 1);
    await agree(service, ref);
    await untilNamed(pickupId, 'booked');
    expect(new Set(keysOf('bOrder'))).toEqual(new Set(['key-1']));
    expect(names(service, pickupId)).toEqual(['changed', 'booked']);
  });

  it('are asked in no order the tenant did not set: a refused booking stays refused', async () => {
    const { ref, returnId, pickupId } = await confirmed(service);
    kuaidi100.refusedKeys.set('key-2', '暂不支持该地区');
    await agree(service, ref);
    await untilNamed(pickupId, 'failed');
    expect(keysOf('bOrder')).toEqual(['key-2']);
    expect(await show(service, returnId)).toMatchObject({ pickups: [{ status: 'Rejected' }] });
  });

  it('lie in a table that shows no tenant another one’s preferences', async () => {
    await prefer([row('book', first)]);
    const rows = await service.app.get(DataSource).transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', 'other01', true)`);
      return tx.query<object[]>('SELECT * FROM carrier_preference');
    });
    expect(rows).toEqual([]);
  });
});
