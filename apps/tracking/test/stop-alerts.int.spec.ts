import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AlertClearedData, type AlertRaisedData, type EventEnvelope } from '@cartrail/contracts';
import { MINUTE, newId, toIso } from '@cartrail/kernel';
import {
  anInterceptionChanged,
  anOrderShipped,
  aShipmentStopWanted,
  aTenantOpened,
  TENANT,
  type TestService,
} from '@cartrail/testing';
import { ScriptedKdniao } from './scripted-kdniao.js';
import { startTracking, sweep } from './tracking-service.js';

describe('a parcel a person has to stop', () => {
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

  const raised = (number: string) =>
    service
      .published('AlertRaised')
      .map(({ data }) => data as AlertRaisedData)
      .filter((data) => data.number === number && data.detector === 'INTERCEPTION_BY_HAND');
  const cleared = (number: string) =>
    service
      .published('AlertCleared')
      .map(({ data }) => data as AlertClearedData)
      .filter(({ alertId }) => raised(number).some((each) => each.alertId === alertId))
      .map(({ why }) => why);
  const hear = async (...events: EventEnvelope[]) => {
    service.clock.advance(MINUTE);
    await service.given(...events);
    await sweep(service);
  };
  const told = (number: string) => {
    const about = { interceptionId: newId(), orderIds: [newId()], number };
    return (status: string, byHand: boolean) =>
      anInterceptionChanged({ ...about, status, byHand, changedAt: toIso(service.clock.now()) });
  };

  it('raises one alert, however often and for however many reasons, which ends with the parcel', async () => {
    const say = told('YT5500000000001');
    const refused = say('refused', true);
    await service.deliver(refused, { times: 3 });
    await hear();
    await hear(refused, say('refused', true));
    expect(raised('YT5500000000001')).toEqual([
      expect.objectContaining({ severity: 'high', carrier: 'YTO', orderIds: refused.data.orderIds }),
    ]);
    await hear(say('stopped', false));
    expect([raised('YT5500000000001').length, cleared('YT5500000000001')]).toEqual([1, ['stopped']]);
  });

  it('raises none where its carrier took the wish', async () => {
    const say = told('YT5500000000002');
    await hear(say('wanted', false), say('accepted', false), say('too_late', false));
    expect(raised('YT5500000000002')).toEqual([]);
  });
});

describe('one parcel with the goods of several orders', () => {
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

  it('is followed once, is in each order, and goes on for one when the other is sent again in another number', async () => {
    const [one, two] = [newId(), newId()];
    const parcel = { number: 'YT5500000000003', carrier: 'YTO' };
    await service.given(
      anOrderShipped({ orderId: one, ...parcel }),
      anOrderShipped({ orderId: two, ...parcel }),
    );
    await service.caughtUp();
    const of = (name: string) =>
      service
        .published(name)
        .map(({ data }) => data as { number: string; orderIds: readonly string[]; linkedOrderId?: string })
        .filter(({ number }) => number === parcel.number);
    expect(of('WaybillRegistered')).toMatchObject([{ orderIds: [one] }]);
    expect(of('WaybillLinked')).toMatchObject([{ orderIds: [one, two], linkedOrderId: two }]);

    await service.given(
      aShipmentStopWanted({ orderId: one, ...parcel }),
      anOrderShipped({ orderId: one, number: 'YT5500000000004', carrier: 'YTO', replaces: parcel }),
    );
    await service.caughtUp();
    expect(of('WaybillReplaced')).toEqual([]);
    await service.given(
      anOrderShipped({ orderId: two, number: 'YT5500000000005', carrier: 'YTO', replaces: parcel }),
    );
    await service.caughtUp();
    expect(of('WaybillReplaced')).toMatchObject([{ orderIds: [two] }]);
  });
});
