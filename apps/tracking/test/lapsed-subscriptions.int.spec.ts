import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MINUTE, toShanghai } from '@cartrail/kernel';
import { Timers } from '@cartrail/messaging';
import { anOrderShipped, aTenantOpened, type TestService } from '@cartrail/testing';
import { connectKuaidi100, FakeKuaidi100, trackPush } from './kuaidi100.js';
import { push, startTracking } from './tracking-service.js';

describe('a subscription its provider has ended before the parcel came', () => {
  let kuaidi100: FakeKuaidi100;
  let service: TestService;
  let callback: string;

  beforeAll(async () => {
    kuaidi100 = await FakeKuaidi100.start();
    service = await startTracking(kuaidi100, {
      CARRIER_BASE_URLS: `kuaidi100=${kuaidi100.url}`,
      CALLBACK_BASE_URL: 'https://callbacks.example/',
    });
    await service.given(aTenantOpened());
    callback = await connectKuaidi100(service);
  });
  afterAll(async () => {
    await service.stop();
    kuaidi100.stop();
  });

  const subscriptions = (number: string): number =>
    kuaidi100.asked.filter(
      ({ path, form }) =>
        path === '/poll' && (JSON.parse(form.get('param') ?? '{}') as { number: string }).number === number,
    ).length;
  const told = async (number: string, status: string, ...codes: readonly string[]): Promise<void> => {
    const nodes = codes.map((code) => [toShanghai(service.clock.now()), code] as const);
    await push(service, callback, trackPush(number, nodes, status));
    await service.caughtUp();
  };
  const look = async (): Promise<void> => {
    await service.app.get(Timers, { strict: false }).runNow('tracking.resubscribe');
    await service.caughtUp();
  };

  it('is made anew half an hour later, for every parcel that may still move, and for no other', async () => {
    const [silent, moving, delivered, late] = [1, 2, 3, 4].map((last) => `YT770000000000${last}`) as [
      string,
      string,
      string,
      string,
    ];
    for (const number of [silent, moving, delivered, late]) await service.given(anOrderShipped({ number }));
    const counts = () => [silent, moving, delivered, late].map(subscriptions);
    expect(counts()).toEqual([1, 1, 1, 1]);

    await told(silent, 'abort');
    await told(moving, 'abort', '103');
    await told(delivered, 'abort', '103', '301');
    await told(late, 'abort');
    service.clock.advance(20 * MINUTE);
    // Its provider repeats what we may not have heard; and what the last one waits for comes after all.
    await told(silent, 'abort');
    await told(late, 'polling', '301');
    await look();
    expect(counts()).toEqual([1, 1, 1, 1]);

    service.clock.advance(10 * MINUTE);
    await look();
    expect(counts()).toEqual([2, 2, 1, 1]);
    await look();
    expect(counts()).toEqual([2, 2, 1, 1]);
  });

  it('is made anew each time it is ended after news; the same words again are the same push', async () => {
    const number = 'YT7700000000009';
    await service.given(anOrderShipped({ number }));
    for (const [codes, times] of [
      [[], 2],
      [['103'], 3],
      [[], 3],
    ] as const) {
      await told(number, 'abort', ...codes);
      service.clock.advance(30 * MINUTE);
      await look();
      expect(subscriptions(number)).toBe(times);
    }
  });

  it('is left alone where the provider says that the parcel has come, whatever its codes mean to us', async () => {
    const number = 'YT7700000000008';
    await service.given(anOrderShipped({ number }));
    await told(number, 'shutdown', '103');
    service.clock.advance(60 * MINUTE);
    await look();
    expect(subscriptions(number)).toBe(1);
  });
});
