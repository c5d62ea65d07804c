import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AlertClearedData, type AlertRaisedData, type EventEnvelope } from '@cartrail/contracts';
import { DAY, MINUTE, newId, toIso } from '@cartrail/kernel';
import {
  aShopAuthorisationEnding,
  aShopAuthorisationLost,
  aShopAuthorised,
  aShopDisconnected,
  aShopGapClosed,
  aShopGapOpened,
  aTenantOpened,
  TENANT,
  type TestService,
} from '@cartrail/testing';
import { ScriptedKdniao } from './scripted-kdniao.js';
import { startTracking, sweep } from './tracking-service.js';

describe('a shop that needs a person', () => {
  let kdniao: ScriptedKdniao;
  let service: TestService;

  beforeAll(async () => {
    kdniao = await ScriptedKdniao.start();
    service = await startTracking(kdniao);
    await service.given(aTenantOpened({ tenantId: TENANT }));
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
  });

  const now = () => toIso(service.clock.now());
  const raised = (shopId: string) =>
    service
      .published('AlertRaised')
      .map(({ data }) => data as AlertRaisedData)
      .filter((data) => data.shopId === shopId);
  const cleared = (shopId: string) =>
    service
      .published('AlertCleared')
      .map(({ data }) => data as AlertClearedData)
      .filter(({ alertId }) => raised(shopId).some((each) => each.alertId === alertId))
      .map(({ detector, why }) => [detector, why]);
  const hear = async (...events: EventEnvelope[]) => {
    service.clock.advance(MINUTE);
    await service.given(...events);
    await sweep(service);
  };

  it('raises one alert before its authorisation lapses, however often that is heard, and it ends with a new one', async () => {
    const shopId = newId();
    const ending = aShopAuthorisationEnding({
      shopId,
      endsAt: toIso(service.clock.now() + 3 * DAY),
      noticedAt: now(),
    });
    await service.deliver(ending, { times: 3 });
    await hear();
    await hear(ending);
    expect(raised(shopId)).toEqual([
      expect.objectContaining({
        detector: 'SHOP_AUTHORISATION_ENDING',
        severity: 'warn',
        shopId,
        orderIds: [],
        since: ending.data.noticedAt,
      }),
    ]);
    await hear(aShopAuthorised({ shopId }));
    expect(cleared(shopId)).toEqual([['SHOP_AUTHORISATION_ENDING', 'authorised']]);
    await hear(aShopAuthorisationEnding({ shopId, noticedAt: now() }));
    expect(raised(shopId)).toHaveLength(2);
  });

  it('raises another one for the loss, which takes the warning’s place', async () => {
    const shopId = newId();
    await hear(aShopAuthorisationEnding({ shopId, noticedAt: now() }));
    await hear(aShopAuthorisationLost({ shopId, lostAt: now() }));
    expect(raised(shopId).map(({ detector, severity }) => [detector, severity])).toEqual([
      ['SHOP_AUTHORISATION_ENDING', 'warn'],
      ['SHOP_AUTHORISATION_LOST', 'high'],
    ]);
    expect(cleared(shopId)).toEqual([['SHOP_AUTHORISATION_ENDING', 'lost']]);
    await hear(aShopDisconnected({ shopId }));
    expect(cleared(shopId).at(-1)).toEqual(['SHOP_AUTHORISATION_LOST', 'disconnected']);
  });

  it('believes no news older than what it has heard', async () => {
    const shopId = newId();
    await hear(aShopAuthorised({ shopId }, { sequence: 9 }));
    await hear(aShopAuthorisationLost({ shopId, lostAt: now() }, { sequence: 8 }));
    expect(raised(shopId)).toEqual([]);
  });

  it('raises one alert for each gap, beside those of the shop, until everything of the hour is here', async () => {
    const [shopId, gapId] = [newId(), newId()];
    const gap = { gapId, shopId, stream: 'orders', hour: now() };
    await hear(aShopGapOpened({ ...gap, since: now() }));
    await hear(aShopAuthorised({ shopId }));
    expect(raised(shopId)).toMatchObject([{ detector: 'SHOP_SYNC_GAP', severity: 'high', shopId }]);
    expect(cleared(shopId)).toEqual([]);
    await hear(aShopGapClosed(gap));
    expect(cleared(shopId)).toEqual([['SHOP_SYNC_GAP', 'closed']]);
  });
});
