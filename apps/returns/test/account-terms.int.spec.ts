import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { aTenantOpened, waitUntil, type TestService } from '@cartrail/testing';
import { accountOf, ACCOUNTS, agreed, connect, wanted, withWarehouse } from './accounts.js';
import { FakeKuaidi100 } from './fake-kuaidi100.js';
import { call, names, offersFor, show, startReturns } from './returns-service.js';

describe('the terms of an account couriers are ordered with', () => {
  let kuaidi100: FakeKuaidi100;
  let service: TestService;

  beforeAll(async () => {
    kuaidi100 = await FakeKuaidi100.start();
    // A hundredth of what an account may do is this service's: a booking in a hundred seconds where it may book one in one.
    service = await startReturns(kuaidi100, { CARRIER_LIMIT_SHARE: 0.01 });
    await service.given(aTenantOpened());
    await withWarehouse(service);
  });
  afterAll(async () => {
    await service.stop();
    kuaidi100.stop();
  });
  afterEach(() => {
    kuaidi100.keys.clear();
  });

  const connected = async (key: string, terms: object = {}): Promise<string> => {
    const accountId = newId();
    await connect(service, accountId, key, terms);
    return accountId;
  };
  const prefer = (...accountIds: readonly string[]) =>
    call(service, 'PUT', `${ACCOUNTS}/preferences`, {
      preferences: accountIds.length === 0 ? [] : [{ operation: 'book', carrier: '*', accountIds }],
    });
  const book = async () => {
    const { returnId, pickupId } = await agreed(service);
    await waitUntil(() => (names(service, pickupId).includes('booked') ? undefined : pickupId), 20_000);
    return returnId;
  };

  it('hold each account to its own limit, through new credentials, and the next one sends the courier', async () => {
    const narrow = await connected('key-narrow', { limits: { bookingsPerSecond: 1 } });
    const wide = await connected('key-wide', { limits: { bookingsPerSecond: 1_000 } });
    await prefer(narrow, wide);
    await book();
    const rotated = await call(
      service,
      'POST',
      `${ACCOUNTS}/${narrow}/credentials`,
      accountOf(narrow, 'key-anew'),
    );
    expect(rotated.status).toBe(200);
    const second = await book();
    expect(kuaidi100.keys.get('bOrder')).toEqual(['key-narrow', 'key-wide']);
    expect(await show(service, second)).toMatchObject({
      pickups: [{ status: 'Placed', passedOver: [{ provider: 'kuaidi100', why: 'throttled' }] }],
    });
  });

  it('are changed as tracking has them: the next courier is ordered by the new ones', async () => {
    const changed = await connected('key-changed', { limits: { bookingsPerSecond: 1_000 } });
    await prefer(changed, await connected('key-other', { limits: { bookingsPerSecond: 1_000 } }));
    const terms = { label: 'narrow', mode: 'live', limits: { bookingsPerSecond: 1 } };
    const answer = await call(service, 'PATCH', `${ACCOUNTS}/${changed}`, terms);
    expect([answer.status, answer.body]).toEqual([200, { accountId: changed, ...terms }]);
    await book();
    await book();
    expect(kuaidi100.keys.get('bOrder')).toEqual(['key-changed', 'key-other']);
  });

  it.each([
    [{ limits: { bookingsPerHour: 1 } }, 400, '/limits/bookingsPerHour'],
    [{ mode: 'test' }, 400, '/mode'],
  ])('are not changed to %j', async (terms, status, pointer) => {
    const accountId = await connected('key-kept');
    const url = `${ACCOUNTS}/${accountId}`;
    const answer = await call(service, 'PATCH', url, { label: 'x', mode: 'live', ...terms });
    expect([answer.status, answer.body]).toMatchObject([status, { errors: [{ pointer }] }]);
    const unknown = await call(service, 'PATCH', `${ACCOUNTS}/${newId()}`, { label: 'x', mode: 'live' });
    expect([unknown.status, unknown.body]).toMatchObject([404, { code: 'carrier-account/not-found' }]);
  });

  it('keep real goods with a live account, though one in the sandbox is newer', async () => {
    await connected('key-live');
    await connected('key-play', { mode: 'sandbox' });
    await prefer();
    const { returnId } = await wanted(service);
    await offersFor(service, returnId);
    expect(new Set(kuaidi100.keys.get('batchPrice'))).toEqual(new Set(['key-live']));
  });

  it('order in the sandbox where the mode says so, and where the installation says it is reached', async () => {
    await prefer(await connected('key-sandbox', { mode: 'sandbox' }));
    await book();
    expect(kuaidi100.keys.get('bOrder')).toEqual(['key-sandbox']);
  });

  it.each([
    ['kuaidi100', { limits: { bookingsPerHour: 1 } }, '/limits/bookingsPerHour'],
    ['kuaidi100', { limits: { bookingsPerSecond: 0 } }, '/limits/bookingsPerSecond'],
    ['kuaidi100', { mode: 'test' }, '/mode'],
    ['deppon', { mode: 'sandbox' }, '/mode'],
  ])('are refused by the name of the field: %s %j', async (provider, terms, pointer) => {
    const accountId = newId();
    const own = { companyCode: 'TEST', appkey: 'k', customerCode: '400000001', sign: 'T' };
    const more = provider === 'deppon' ? { provider, credentials: own } : {};
    const answer = await call(service, 'POST', ACCOUNTS, {
      accountId,
      ...accountOf(accountId, 'key-x', terms),
      ...more,
    });
    expect([answer.status, answer.body]).toMatchObject([400, { errors: [{ pointer }] }]);
  });
});
