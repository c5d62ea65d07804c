import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, HOUR, newId } from '@cartrail/kernel';
import { aTenantOpened, waitUntil, type TestService } from '@cartrail/testing';
import { accountOf, ACCOUNTS, confirmed, connect, wanted, withWarehouse } from './accounts.js';
import { FakeKuaidi100 } from './fake-kuaidi100.js';
import { agree, call, names, offersFor, startReturns } from './returns-service.js';

const NO_MONEY = '账户余额不足';

describe('credentials that a provider refuses to us', () => {
  let kuaidi100: FakeKuaidi100;
  let service: TestService;
  const accountId = newId();

  beforeAll(async () => {
    kuaidi100 = await FakeKuaidi100.start();
    service = await startReturns(kuaidi100);
    await service.given(aTenantOpened());
    await withWarehouse(service);
    await connect(service, accountId, 'key-1');
    service.clock.set(Math.ceil((service.clock.now() - 2 * HOUR) / DAY) * DAY + 2 * HOUR);
  });
  afterAll(async () => {
    await service.stop();
    kuaidi100.stop();
  });

  const quote = async () => offersFor(service, (await wanted(service)).returnId);
  const rotate = (key: string) =>
    call(service, 'POST', `${ACCOUNTS}/${accountId}/credentials`, accountOf(accountId, key));

  it('are told once for many prices and couriers, again for others, and so is that they are taken', async () => {
    await quote();
    expect(names(service, accountId)).toEqual([]);
    const { ref, pickupId } = await confirmed(service);

    kuaidi100.refusedKeys.set('key-1', NO_MONEY);
    await Promise.all(Array.from({ length: 4 }, quote));
    await quote();
    await agree(service, ref);
    await waitUntil(
      () => (kuaidi100.keys.get('bOrder')?.length ? undefined : 'no courier was asked for'),
      20_000,
    );
    await service.caughtUp();
    expect(names(service, accountId)).toEqual(['credentials-refused']);
    expect(service.published('CredentialsRefused', accountId)[0]?.data).toMatchObject({
      accountId,
      provider: 'kuaidi100',
      code: '500',
    });

    kuaidi100.refusedKeys.set('key-2', NO_MONEY);
    await rotate('key-2');
    await quote();
    await quote();
    expect(names(service, pickupId)).not.toContain('booked');
    kuaidi100.refusedKeys.clear();
    await quote();
    await quote();
    await service.caughtUp();
    const told = ['credentials-refused', 'credentials-refused', 'credentials-accepted'];
    expect(names(service, accountId)).toEqual(told);
    const said = JSON.stringify(service.published('CredentialsRefused', accountId));
    expect(said).not.toMatch(/key-|secret-of|余额/);
  });
});
