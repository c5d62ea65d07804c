import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InterceptionChangedData } from '@cartrail/contracts';
import { newId } from '@cartrail/kernel';
import {
  anOrderShipped,
  aShipmentStopWanted,
  aTenantOpened,
  aWaybillDelivered,
  aWaybillReturning,
  waitUntil,
  type TestService,
} from '@cartrail/testing';
import { FakeKuaidi100 } from './fake-kuaidi100.js';
import { aNumber, equip, startReturns } from './returns-service.js';

describe('a parcel that must not arrive', () => {
  let kuaidi100: FakeKuaidi100;
  let service: TestService;

  beforeAll(async () => {
    kuaidi100 = await FakeKuaidi100.start();
    service = await startReturns(kuaidi100);
    await service.given(aTenantOpened(), aTenantOpened({ tenantId: 'other002' }));
    await equip(service);
  });
  afterAll(async () => {
    await service.stop();
    kuaidi100.stop();
  });

  const asked = () => kuaidi100.times('interceptOrder');
  const told = (number: string) =>
    service
      .published('InterceptionChanged')
      .map(({ data }) => data as InterceptionChangedData)
      .filter((data) => data.number === number);
  const comesTo = (number: string, status: string) =>
    waitUntil(() =>
      Promise.resolve(told(number).at(-1)?.status === status ? undefined : `${number} ${status}`),
    );
  const leftToPerson = (number: string, why: string) =>
    waitUntil(() => {
      const last = told(number).at(-1);
      return Promise.resolve(last?.byHand && last.why === why ? undefined : `${number} by hand: ${why}`);
    });

  /** On its way, with these orders' goods inside. */
  async function underway(orders = 1) {
    const parcel = { number: aNumber(), carrier: 'YTO' };
    const orderIds = Array.from({ length: orders }, newId);
    await service.given(...orderIds.map((orderId) => anOrderShipped({ orderId, ...parcel })));
    return { ...parcel, orderIds, orderId: orderIds[0] ?? '' };
  }
  type Parcel = Awaited<ReturnType<typeof underway>>;
  const stopOf = ({ number, carrier, orderId }: Parcel, more: object = {}) =>
    aShipmentStopWanted({ number, carrier, orderId, ...more });
  const scanned = ({ number, carrier, orderIds }: Parcel) => ({ number, carrier, orderIds });

  it('is asked back from its carrier once, however often and for however many reasons it is wanted', async () => {
    const parcel = await underway();
    const before = asked();
    await service.deliver(stopOf(parcel), { times: 3 });
    await comesTo(parcel.number, 'accepted');
    await service.given(stopOf(parcel, { reason: 'refunded' }));
    await service.caughtUp();
    expect(asked() - before).toBe(1);
    expect(told(parcel.number)).toMatchObject([
      { status: 'wanted', orderIds: [parcel.orderId], reasons: ['refund_asked'], byHand: false },
      { status: 'accepted', provider: 'kuaidi100' },
      { status: 'accepted', reasons: ['refund_asked', 'refunded'] },
    ]);

    await service.deliver(aWaybillReturning(scanned(parcel)), { times: 2 });
    await comesTo(parcel.number, 'stopped');
    expect(told(parcel.number)).toHaveLength(4);
  });

  it('whose carrier’s answer is lost is not asked for twice, and a person looks', async () => {
    const parcel = await underway();
    const before = asked();
    kuaidi100.lost.set('interceptOrder', 1);
    await service.given(stopOf(parcel));
    await leftToPerson(parcel.number, 'answer_lost');
    await service.given(stopOf(parcel, { reason: 'cancelled' }));
    await service.caughtUp();
    expect([told(parcel.number).at(-1)?.status, asked() - before]).toEqual(['asked', 1]);
  });

  it('whose carrier will not is a person’s, until it is delivered', async () => {
    const parcel = await underway();
    kuaidi100.refusals.set('interceptOrder', ['不支持拦截']);
    await service.given(stopOf(parcel));
    await comesTo(parcel.number, 'refused');
    expect(told(parcel.number).at(-1)).toMatchObject({ byHand: true, provider: 'kuaidi100', why: '500' });
    await service.given(aWaybillDelivered(scanned(parcel)));
    await comesTo(parcel.number, 'too_late');
    expect(told(parcel.number).at(-1)?.byHand).toBe(false);
  });

  it('with another order’s goods inside is left to a person until that wants it stopped, too', async () => {
    const parcel = await underway(2);
    const before = asked();
    await service.given(stopOf(parcel));
    await leftToPerson(parcel.number, 'other_orders');
    expect(asked() - before).toBe(0);
    await service.given(stopOf(parcel, { orderId: parcel.orderIds[1], reason: 'cancelled' }));
    await comesTo(parcel.number, 'accepted');
    expect(told(parcel.number).at(-1)?.orderIds).toEqual(parcel.orderIds);
    expect(asked() - before).toBe(1);
  });

  it('of which only a part is unwanted, or that only goes to another address, is a person’s', async () => {
    const [part, elsewhere] = [await underway(), await underway()];
    const before = asked();
    await service.given(stopOf(part, { whole: false }), stopOf(elsewhere, { reason: 'address_changed' }));
    await leftToPerson(part.number, 'part_of_parcel');
    await leftToPerson(elsewhere.number, 'other_address');
    expect(asked() - before).toBe(0);
  });

  it('of a tenant without an account is a person’s', async () => {
    const parcel = { number: aNumber(), carrier: 'YTO', orderId: newId() };
    const tenantId = 'other002';
    await service.given(anOrderShipped(parcel, { tenantId }), aShipmentStopWanted(parcel, { tenantId }));
    await leftToPerson(parcel.number, 'no_account');
    expect(told(parcel.number).at(-1)?.status).toBe('not_supported');
  });

  it('is nobody’s task when it has come, or turned back, before that is wanted', async () => {
    const [delivered, turned] = [await underway(), await underway()];
    await service.given(aWaybillDelivered(scanned(delivered)), aWaybillReturning(scanned(turned)));
    await service.given(stopOf(delivered), stopOf(turned));
    await service.caughtUp();
    expect([...told(delivered.number), ...told(turned.number)]).toEqual([]);
  });
});
