import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toShortId } from '@cartrail/kernel';
import { Timers } from '@cartrail/messaging';
import { aBookingRumoured, aTenantOpened, waitUntil, type TestService } from '@cartrail/testing';
import { agreed } from './accounts.js';
import { FakeKuaidi100 } from './fake-kuaidi100.js';
import { equip, names, startReturns } from './returns-service.js';

const NEVER_MS = 3_600_000;

describe('a booking nobody vouches for news of', () => {
  let kuaidi100: FakeKuaidi100;
  let service: TestService;

  beforeAll(async () => {
    kuaidi100 = await FakeKuaidi100.start();
    service = await startReturns(kuaidi100, { RECONCILE_INTERVAL_MS: NEVER_MS });
    await service.given(aTenantOpened());
    await equip(service);
  });
  afterAll(async () => {
    await service.stop();
    kuaidi100.stop();
  });

  const look = (): Promise<unknown> => service.app.get(Timers, { strict: false }).runNow('returns.reconcile');
  const booked = async () => {
    const { pickupId } = await agreed(service);
    await waitUntil(() => (names(service, pickupId).includes('booked') ? undefined : 'booked'), 20_000);
    const booking = kuaidi100.bookings.get(toShortId(pickupId));
    if (!booking) throw new Error('not booked');
    return { pickupId, booking };
  };

  // The courier's visit would otherwise be told half an hour after the carrier pushed it.
  it('is asked about at the next look, without waiting for its silence, and only what the provider answers is believed', async () => {
    const { pickupId, booking } = await booked();
    booking.status = '10';
    const times = kuaidi100.times('detail');
    await look();
    await service.caughtUp();
    expect(kuaidi100.times('detail')).toBe(times);
    const rumours = Array.from({ length: 5 }, () => aBookingRumoured({ providerBookingId: booking.taskId }));
    await service.given(...rumours, aBookingRumoured({ providerBookingId: 'T-NOBODY' }));
    expect(names(service, pickupId)).not.toContain('completed');
    for (let round = 0; round < 3; round++) await look();
    await service.caughtUp();
    expect(names(service, pickupId)).toContain('completed');
    expect(kuaidi100.times('detail')).toBe(times + 1);
  });
});
