import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { BookingReport } from '../booking.js';
import { toBookingReport } from './booking-mapping.js';
import type { WireOrderPush } from './wire.js';

const push = (name: string): BookingReport | undefined =>
  toBookingReport(
    JSON.parse(
      readFileSync(new URL(`./fixtures/push-order-${name}.json`, import.meta.url), 'utf8'),
    ) as WireOrderPush,
  );

describe('reading J&T order pushes', () => {
  it('tells a booking by our own reference, with its number and weight', () => {
    expect(push('picked-up')).toEqual({
      provider: 'jt',
      bookingId: 'RB-1',
      providerOrderId: '25010200001',
      status: 'picked_up',
      code: '已揽收',
      number: 'JT0000000000001',
      carrier: 'JTSD',
      weightGrams: 1_500,
      fees: [],
    });
  });

  it('leaves out what is an empty string', () => {
    const { number, weightGrams, text, status } = push('assigned') ?? {};
    expect({ number, weightGrams, text, status }).toEqual({ status: 'courier_assigned' });
  });

  it('says why a booking ended', () => {
    expect(push('cancelled')).toMatchObject({ status: 'cancelled_by_carrier', text: '客户不寄了' });
  });

  it('keeps an unknown code raw', () => {
    expect(push('unknown-code')).toMatchObject({ status: 'UNKNOWN', code: '已改派' });
  });

  it('leaves open a weight that is nothing or no weight', () => {
    const weights = ['0', '0.00', '', 'heavy', null].map(
      (weight) => toBookingReport({ txlogisticId: 'RB-1', weight })?.weightGrams,
    );
    expect(weights).toEqual(weights.map(() => undefined));
    expect(toBookingReport({ txlogisticId: 'RB-1', weight: 1.234 })?.weightGrams).toBe(1_234);
  });

  it('reads nothing of an order that is not ours', () => {
    expect(toBookingReport({ txlogisticId: ' ', jtOrderId: '1', scanType: '已揽收' })).toBe(undefined);
  });
});
