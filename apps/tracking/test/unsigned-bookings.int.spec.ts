import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BookingRumouredData } from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import { aTenantOpened, type TestService } from '@cartrail/testing';
import { connectKuaidi100, orderCallback } from './kuaidi100.js';
import { FakeKdniao, push, startTracking } from './tracking-service.js';
import { signingNothing } from './unsigned-connections.js';

describe('tracking, told of a booking by pushes nobody signed', () => {
  let kdniao: FakeKdniao;
  let service: TestService;

  beforeAll(async () => {
    kdniao = await FakeKdniao.start();
    service = await startTracking(kdniao, {}, signingNothing);
    await service.given(aTenantOpened());
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
  });

  // Its provider can be asked, and who booked it is the one to ask.
  it('tells only that there may be news of one that can be asked about, each time', async () => {
    const path = await connectKuaidi100(service);
    const courier = { courierName: '李四', courierMobile: '13800001234' };
    for (const status of [1, 10]) await push(service, path, orderCallback('T1', { status, ...courier }));
    await service.caughtUp();
    const rumours = service.published('BookingRumoured').map(({ data }) => data as BookingRumouredData);
    const rumour = {
      bookingId: rumours[0]?.bookingId,
      provider: 'kuaidi100',
      connectionId: path.split('/').at(-1),
      providerBookingId: 'T1',
      rumouredAt: toIso(service.clock.now()),
    };
    expect(rumours).toEqual([rumour, rumour]);
    expect(service.published('BookingReported')).toEqual([]);
  });
});
