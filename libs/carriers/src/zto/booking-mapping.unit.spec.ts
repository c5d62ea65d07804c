import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bookingStatuses } from '../booking.js';
import { namesOf, toBookingReport, toSettlement } from './booking-mapping.js';
import { PREORDER_STATUSES, PREORDER_STATUSES_FORM, toBookingStatusTable } from './booking-status-table.js';

const statuses = toBookingStatusTable(PREORDER_STATUSES);

const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >;

describe('reading what ZTO pushes about a booking', () => {
  it('goes by the waybill number, which the price names too', () => {
    const told = [
      toBookingReport(fixture('push-preorder'), statuses),
      toSettlement(fixture('push-price')),
      namesOf('250102000000017001', '73100000000017'),
    ];
    expect(told.map((each) => each?.bookingId)).toEqual(Array.from({ length: 3 }, () => '73100000000017'));
  });

  it('tells a booking that was picked up', () => {
    expect(toBookingReport(fixture('push-preorder'), statuses)).toEqual({
      provider: 'zto',
      bookingId: '73100000000017',
      providerOrderId: '250102000000017001',
      number: '73100000000017',
      status: 'picked_up',
      code: '4',
      carrier: 'ZTO',
      fees: [],
    });
  });

  it('says why a booking ended', () => {
    expect(toBookingReport(fixture('push-preorder-cancelled'), statuses)).toMatchObject({
      status: 'cancelled_by_carrier',
      text: '客户不寄了',
    });
  });

  it('goes by the order where there is no number, and by nothing where there is neither', () => {
    const { bookingId, number } = toBookingReport(fixture('push-preorder-without-number'), statuses) ?? {};
    expect({ bookingId, number }).toEqual({ bookingId: '250102000000017001' });
    expect(toBookingReport({ pre_order_status: 4 }, statuses)).toBe(undefined);
    expect(toSettlement({ settlementAmount: 830 })).toBe(undefined);
  });

  it('keeps an unknown code raw', () => {
    expect(toBookingReport(fixture('push-preorder-unknown-code'), statuses)).toMatchObject({
      status: 'UNKNOWN',
      code: '77',
    });
  });
});

describe('reading what ZTO charges', () => {
  it('takes amounts for fen and weights for grams, and the price for the whole of it', () => {
    expect(toSettlement(fixture('push-price'))).toMatchObject({
      status: 'settled',
      weightGrams: 1_850,
      fees: [{ kind: 'settlementAmount', amountFen: 830 }],
      wholeBill: true,
    });
  });

  it('reads every whole amount, given back too', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom('', '.0', '.00'), (fen, rest) => {
        const price = { billCode: '1', settlementAmount: `${fen}${rest}` };
        expect(toSettlement(price)?.fees[0]?.amountFen).toBe(fen + 0);
      }),
    );
  });

  it.each(['8.30', '', null, undefined, 'abc', '1e2', '8,00', '90071992547409931', '０'])(
    'refuses to guess the amount %j',
    (settlementAmount) => {
      expect(() => toSettlement({ billCode: '1', settlementAmount })).toThrow(RangeError);
    },
  );

  it.each([0, '', '1.5', -3, 'heavy', null])('leaves open the weight %j', (settlementWeight) => {
    expect(toSettlement({ billCode: '1', settlementAmount: 1, settlementWeight })?.weightGrams).toBe(
      undefined,
    );
  });
});

describe('what an account says the codes of bookings mean', () => {
  it.each([...'1 2 3 4 5 6 15'.split(' ')])('knows the code %s by itself', (code) => {
    expect(statuses.has(code)).toBe(true);
  });

  it('may be said otherwise, in words of ours only', () => {
    expect(PREORDER_STATUSES_FORM.test(PREORDER_STATUSES)).toBe(true);
    expect([...toBookingStatusTable('7=pickup_failed -2=cancelled_by_user')]).toEqual([
      ['7', 'pickup_failed'],
      ['-2', 'cancelled_by_user'],
    ]);
    for (const status of bookingStatuses) expect(PREORDER_STATUSES_FORM.test(`4=${status}`)).toBe(true);
    for (const wrong of ['', '4', '4=', '4=lost', '4=picked_up,5=delivered', '4=picked_up  5=delivered'])
      expect(PREORDER_STATUSES_FORM.test(wrong)).toBe(false);
  });

  it.each(['', '04', '4 ', '__proto__'])('makes no guess about the code %j', (code) => {
    expect(statuses.get(code)).toBe(undefined);
  });
});
