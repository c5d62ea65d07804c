import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, toShortId } from '@cartrail/kernel';
import { aTenantOpened, waitUntil, type TestService } from '@cartrail/testing';
import { FakeKuaidi100 } from './fake-kuaidi100.js';
import {
  agree,
  asked,
  bought,
  call,
  choice,
  confirmUrl,
  names,
  offersFor,
  returnOf,
  show,
  startReturns,
  TENANT,
  WAREHOUSE,
} from './returns-service.js';

const URL = '/internal/carrier-accounts';

describe('the terms of an account couriers are ordered with', () => {
  let kuaidi100: FakeKuaidi100;
  let service: TestService;

  beforeAll(async () => {
    kuaidi100 = await FakeKuaidi100.start();
    // A hundredth of what an account may do is this service's: a booking in a hundred seconds where it may book one in one.
    service = await startReturns(kuaidi100, { CARRIER_LIMIT_SHARE: 0.01 });
    await service.given(aTenantOpened());
    await call(service, 'PUT', '/internal/return-warehouses/HZ1', WAREHOUSE);
  });
  afterAll(async () => {
    await service.stop();
    kuaidi100.stop();
  });
  afterEach(() => {
    kuaidi100.keys.clear();
  });

  const connectionOf = (accountId: string) => `${TENANT}-${toShortId(accountId)}`;
  const bodyOf = (accountId: string, key: string, terms: object) => ({
    connectionId: connectionOf(accountId),
    provider: 'kuaidi100',
    label: key,
    credentials: { key, secret: `secret-of-${key}`, salt: 'test-salt-1' },
    ...terms,
  });
  const connect = async (key: string, terms: object = {}): Promise<string> => {
    const accountId = newId();
    const answer = await call(service, 'POST', URL, { accountId, ...bodyOf(accountId, key, terms) });
    expect(answer.status).toBe(201);
    return accountId;
  };
  const prefer = (...accountIds: readonly string[]) =>
    call(service, 'PUT', `${URL}/preferences`, {
      preferences: accountIds.length === 0 ? [] : [{ operation: 'book', carrier: '*', accountIds }],
    });
  const book = async () => {
    const order = await bought(service);
    const ref = await asked(service, order, order.lines.slice(0, 1));
    const returnId = returnOf(service, ref);
    const answer = await call(service, 'POST', confirmUrl(returnId), await choice(service, returnId));
    const { pickupId } = answer.body as { pickupId: string };
    await agree(service, ref);
    await waitUntil(() => (names(service, pickupId).includes('booked') ? undefined : pickupId), 20_000);
    return returnId;
  };

  it('hold each account to its own limit, through new credentials, and the next one sends the courier', async () => {
    const narrow = await connect('key-narrow', { limits: { bookingsPerSecond: 1 } });
    const wide = await connect('key-wide', { limits: { bookingsPerSecond: 1_000 } });
    await prefer(narrow, wide);
    await book();
    const rotated = await call(
      service,
      'POST',
      `${URL}/${narrow}/credentials`,
      bodyOf(narrow, 'key-anew', {}),
    );
    expect(rotated.status).toBe(200);
    const second = await book();
    expect(kuaidi100.keys.get('bOrder')).toEqual(['key-narrow', 'key-wide']);
    expect(await show(service, second)).toMatchObject({
      pickups: [{ status: 'Placed', passedOver: [{ provider: 'kuaidi100', why: 'throttled' }] }],
    });
  });

  it('keep real goods with a live account, though one in the sandbox is newer', async () => {
    await connect('key-live');
    await connect('key-play', { mode: 'sandbox' });
    await prefer();
    const order = await bought(service);
    const ref = await asked(service, order, order.lines.slice(0, 1));
    await offersFor(service, returnOf(service, ref));
    expect(new Set(kuaidi100.keys.get('batchPrice'))).toEqual(new Set(['key-live']));
  });

  it('order in the sandbox where the mode says so, and where the installation says it is reached', async () => {
    await prefer(await connect('key-sandbox', { mode: 'sandbox' }));
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
    const answer = await call(service, 'POST', URL, {
      accountId,
      ...bodyOf(accountId, 'key-x', terms),
      ...more,
    });
    expect([answer.status, answer.body]).toMatchObject([400, { errors: [{ pointer }] }]);
  });
});
