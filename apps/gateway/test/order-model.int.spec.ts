import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, newId, toIso } from '@cartrail/kernel';
import {
  anAfterSaleAgreed,
  anAfterSaleAmended,
  anAfterSaleClosed,
  anAfterSaleRequested,
  anInterceptionChanged,
  anOrderImported,
  anOrderLine,
  anOrderShipped,
  aShipmentStopWanted,
  aShippingHalted,
  aShippingResumed,
  TEST_MORNING,
} from '@cartrail/testing';
import { GatewayUnderTest } from './support/gateway.js';

describe('a case at the gateway', () => {
  let gateway: GatewayUnderTest;
  const shown = async (orderId: string) =>
    (await gateway.get(`/v1/cases/${orderId}`, gateway.adminKey())).body as Record<string, unknown>;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.openTenant();
  });
  afterAll(() => gateway.service.stop());

  it('shows what must not leave while it is halted, and no more once it may', async () => {
    const [orderId, lineId] = [newId(), newId()];
    const lines = [{ lineId, quantity: 1 }];
    await gateway.service.given(anOrderImported({ orderId, lines: [anOrderLine({ lineId })] }));
    expect(await shown(orderId)).toMatchObject({ shippingHalted: [] });
    await gateway.service.deliver(aShippingHalted({ orderId, lines }), { times: 2 });
    await gateway.service.caughtUp();
    expect(await shown(orderId)).toMatchObject({ shippingHalted: lines });
    await gateway.service.given(aShippingResumed({ orderId, lines }));
    expect(await shown(orderId)).toMatchObject({ shippingHalted: [] });
  });

  it('shows why a parcel is to be stopped and what its carrier says to it, in every order inside', async () => {
    const orderIds = [newId(), newId()];
    const parcel = { number: 'YT7700000000001', carrier: 'YTO' };
    const [interceptionId, parcelId] = [newId(), newId()];
    await gateway.service.given(
      ...orderIds.map((orderId) => anOrderShipped({ orderId, ...parcel })),
      aShipmentStopWanted({
        orderId: orderIds[0] ?? '',
        parcelId,
        ...parcel,
        reason: 'refunded',
        whole: false,
      }),
      anInterceptionChanged({ interceptionId, orderIds, ...parcel }),
      anInterceptionChanged({
        interceptionId,
        orderIds,
        ...parcel,
        status: 'refused',
        byHand: true,
        why: 'S07',
        provider: 'yto',
      }),
    );
    const interception = { interceptionId, status: 'refused', byHand: true, why: 'S07', provider: 'yto' };
    expect(await shown(orderIds[0] ?? '')).toMatchObject({
      parcels: [{ parcelId, stops: [{ reason: 'refunded', whole: false }], interception }],
    });
    expect(await shown(orderIds[1] ?? '')).toMatchObject({ parcels: [{ interception }] });
  });

  it('shows who must act on a case and until when, and that a person answers what Cartrail does not', async () => {
    const [orderId, shopId] = [newId(), newId()];
    const exchange = { afterSaleId: newId(), platformAfterSaleId: '7100000000000000071', orderId, shopId };
    const returned = { afterSaleId: newId(), platformAfterSaleId: '7100000000000000072', orderId, shopId };
    const [statusDeadline, shipBy] = [toIso(TEST_MORNING + DAY), toIso(TEST_MORNING + 7 * DAY)];
    await gateway.service.given(
      anAfterSaleRequested({
        ...exchange,
        kind: 'exchange',
        statusDeadline,
        actBy: 'merchant',
        byHand: true,
      }),
      anAfterSaleRequested({ ...returned, statusDeadline, actBy: 'merchant', byHand: false }),
      anAfterSaleAgreed({ ...returned, shipBy }),
    );
    const { afterSales } = await shown(orderId);
    expect(afterSales).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'exchange', statusDeadline, actBy: 'merchant', byHand: true }),
        expect.objectContaining({ statusDeadline: shipBy, actBy: 'buyer', byHand: false }),
      ]),
    );

    await gateway.service.given(
      anAfterSaleAmended({ ...exchange, kind: 'exchange', status: 'in_dispute', actBy: 'platform' }),
      anAfterSaleClosed({ ...returned }),
    );
    const later = (await shown(orderId))['afterSales'] as Record<string, unknown>[];
    const of = (id: string) => later.find(({ afterSaleId }) => afterSaleId === id);
    expect(of(exchange.afterSaleId)).toMatchObject({ status: 'in_dispute', actBy: 'platform' });
    expect(of(returned.afterSaleId)).not.toHaveProperty('actBy');
    expect(of(returned.afterSaleId)).not.toHaveProperty('statusDeadline');
  });
});
