import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { expect, it } from '@jest/globals';
import type { BookingRequest } from '../booking.js';
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

it('books without a number where Deppon’s answer names none', async () => {
  const answer = readFileSync(
    new URL('./fixtures/book-accepted-without-number.json', import.meta.url),
    'utf8',
  ).replace('%ORDER%', `SAMP${request.reference}`);
  const http = { post: () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from(answer) }) };
  const { pickups } = deppon(settingsOf(manifest, account), { http, clock: { now: () => NOW } });
  if (!isSupported(pickups)) throw new Error('not supported');
  const { bookingId, number } = await pickups.book(request);
  expect([bookingId, number]).toEqual([`SAMP${request.reference}`, undefined]);
});
