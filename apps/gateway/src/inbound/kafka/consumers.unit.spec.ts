import { describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import {
  aScanRecorded,
  aShipmentAccepted,
  aShipmentFailed,
  aWaybillLinked,
  aWaybillRegistered,
  anAlertAcknowledged,
  anAlertCleared,
  anAlertRaised,
  anOrderClosed,
  anOrderImported,
  anOrderShipped,
} from '@cartrail/testing';
import { alertOf, caseOf, fold } from '../../../test/support/fold.js';

describe('what events say about cases', () => {
  const orderId = newId();

  it('moves an order on, and ends it', () => {
    const imported = anOrderImported({ orderId });
    const finished = anOrderClosed({ orderId, reason: 'finished' });
    const refunded = anOrderClosed({ orderId, reason: 'refunded' });
    const shipped = anOrderShipped({ orderId });
    expect(caseOf([imported], orderId).order?.status).toBe('paid');
    expect(caseOf([imported, shipped], orderId).order?.status).toBe('shipped');
    expect(caseOf([imported, finished], orderId).order?.status).toBe('finished');
    expect(caseOf([imported, finished, refunded], orderId).order).toMatchObject({
      status: 'closed',
      closeReason: 'refunded',
    });
  });

  it('keeps the masked receiver beside the order, never in it', () => {
    const document = caseOf([anOrderImported({ orderId })], orderId);
    expect(document.receiver?.phoneMask).toBe('138****0001');
    expect(document.order).not.toHaveProperty('receiver');
  });

  it('tells every order in a parcel of its scans, and a late one the history', () => {
    const late = newId();
    const parcel = { number: 'YT7', carrier: 'YTO', waybillId: newId() };
    const registered = aWaybillRegistered({ ...parcel, orderIds: [orderId] });
    const linked = aWaybillLinked({ ...parcel, orderIds: [orderId, late], linkedOrderId: late });
    const scanned = aScanRecorded({ ...parcel, orderIds: [orderId, late], status: 'IN_TRANSIT' });
    const events = [registered, linked, scanned];
    expect(caseOf(events, orderId).parcels[0]?.timeline).toHaveLength(1);
    expect(caseOf(events, late).parcels[0]).toMatchObject({ status: 'IN_TRANSIT', number: 'YT7' });
    expect(caseOf(events, late).parcels[0]?.timeline).toHaveLength(2);
  });

  it('shows an alert in its cases and in the list, from raised to cleared', () => {
    const about = { alertId: newId(), waybillId: newId(), orderIds: [orderId] };
    const events = [
      anAlertRaised(about),
      anAlertAcknowledged({ ...about, acknowledgedBy: 'member-1' }),
      anAlertCleared({ ...about, why: 'picked-up' }),
    ];
    const expected = { severity: 'warn', acknowledgedBy: 'member-1', clearedWhy: 'picked-up' };
    expect(caseOf(events, orderId).alerts).toEqual([expect.objectContaining(expected)]);
    expect(alertOf(events, about.alertId)).toMatchObject({ ...expected, orderIds: [orderId] });
  });

  it('shows what became of a number the platform was asked to take, and that it was taken after all', () => {
    const shipment = { shipmentId: newId(), orderId, number: 'YT1', carrier: 'YTO' };
    const failed = aShipmentFailed({ ...shipment, reason: 'refused', detail: '订单已关闭' });
    expect(caseOf([failed], orderId).shipments).toMatchObject([
      { number: 'YT1', status: 'failed', failure: { reason: 'refused', detail: '订单已关闭' } },
    ]);
    const { shipments } = caseOf([failed, aShipmentAccepted(shipment)], orderId);
    expect(shipments).toEqual([expect.objectContaining({ number: 'YT1', status: 'accepted' })]);
    expect(shipments?.[0]).not.toHaveProperty('failure');
  });

  it('touches nothing but the orders an event names', () => {
    const parcel = { waybillId: newId(), orderIds: [orderId] };
    expect([...fold([aScanRecorded(parcel)]).keys()]).toEqual([`case/${orderId}`]);
  });
});
