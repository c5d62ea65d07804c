import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { BookingAnswer, BookingRequest } from '../booking.js';
import { isSupported } from '../port.js';
import { settingsOf } from '../settings.js';
import { deppon } from './adapter.js';
import { manifest } from './manifest.js';

const NOW = fromShanghai('2025-01-02 10:00:00') ?? 0;
const HOUR = 3_600_000;

const request: BookingRequest = {
  reference: '01k4p0s8e7f6g5h4j3k2m1n0pq',
  carrier: 'DBL',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '13900000000', address: '浙江省金华市义乌市某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: { from: NOW + HOUR, to: NOW + 3 * HOUR },
  callbackUrl: 'https://callbacks.example/callbacks/deppon/c-1',
};
const account = {
  ...{ companyCode: 'EWBSAMPLE', appkey: 'sample-appkey', customerCode: '400000', sign: 'SAMP' },
  ...{ transportType: 'PACKAGE', deliveryType: '3', payType: '2' },
};

const told = { logisticID: `SAMP${request.reference}`, mailNo: 'DPK000000000009' };

/** Books where Deppon answers yes, with its code and this. */
function book(words: object): Promise<BookingAnswer> {
  const body = Buffer.from(JSON.stringify({ result: 'true', resultCode: '1000', ...words }));
  const http = { post: () => Promise.resolve({ status: 200, headers: {}, body }) };
  const { pickups } = deppon(settingsOf(manifest, account), { http, clock: { now: () => NOW } });
  if (!isSupported(pickups)) throw new Error('not supported');
  return pickups.book(request);
}

describe('an order that Deppon took', () => {
  it('has no number where the answer names none', async () => {
    const answer = JSON.parse(
      readFileSync(new URL('./fixtures/book-accepted-without-number.json', import.meta.url), 'utf8').replace(
        '%ORDER%',
        told.logisticID,
      ),
    ) as object;
    await expect(book(answer)).resolves.toEqual({ bookingId: told.logisticID });
  });

  it.each([
    ['beside the code', told],
    ['in the part that carries data', { responseParam: told }],
    ['in that part, put into a string', { responseParam: JSON.stringify(told) }],
    ['beside an empty part', { ...told, responseParam: '' }],
  ])('has the number that stands %s', async (_where, words) => {
    const made = { bookingId: told.logisticID, providerOrderId: told.mailNo, number: told.mailNo };
    await expect(book(words)).resolves.toEqual(made);
  });

  // The yes and its code are all that §12 asks of a success, and the order's id is ours.
  it('is one also where the answer repeats nothing', async () => {
    await expect(book({})).resolves.toEqual({ bookingId: told.logisticID });
  });

  it.each([{ logisticID: 'SAMP0' }, { responseParam: { ...told, logisticID: 'SAMP0' } }])(
    'is left open where the answer is about another: %j',
    async (words) => {
      await expect(book(words)).rejects.toMatchObject({ kind: 'unknown-outcome' });
    },
  );
});
