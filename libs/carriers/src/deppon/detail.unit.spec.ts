import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { bookingStatusTable } from './booking-status-table.js';
import type { BookingReport } from '../booking.js';
import { isSupported } from '../port.js';
import { settingsOf } from '../settings.js';
import { deppon } from './adapter.js';
import { manifest } from './manifest.js';

const bookingId = 'SAMP1';
const answer = JSON.parse(
  readFileSync(new URL('./fixtures/order-courier.json', import.meta.url), 'utf8').replace(
    '%ORDER%',
    bookingId,
  ),
) as { readonly responseParam: object };
const account = { companyCode: 'EWBSAMPLE', appkey: 'sample-appkey', customerCode: '400000', sign: 'SAMP' };

interface Asked {
  readonly url: string;
  readonly params: unknown;
}

/** Asks where Deppon says these words. */
async function detail(words: object, asked: Asked[] = []): Promise<BookingReport> {
  const http = {
    post: ({ url, body }: { readonly url: string; readonly body: string }) => {
      asked.push({ url, params: JSON.parse(new URLSearchParams(body).get('params') ?? '') });
      return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(words)) });
    },
  };
  const { pickups } = deppon(settingsOf(manifest, account), { http, clock: { now: () => 0 } });
  if (!isSupported(pickups) || !isSupported(pickups.detail)) throw new Error('not supported');
  return pickups.detail({ bookingId });
}

const standing = (statusType: unknown): object => ({
  ...answer,
  responseParam: { ...answer.responseParam, statusType },
});

describe('how an order of Deppon stands', () => {
  it('is asked by the number it was given, and tells no money and no weight', async () => {
    const asked: Asked[] = [];
    await expect(detail(answer, asked)).resolves.toEqual({
      provider: 'deppon',
      bookingId,
      providerOrderId: 'DPK000000000009',
      status: 'courier_assigned',
      code: 'RECEIPTING',
      number: 'DPK000000000009',
      carrier: 'DBL',
      carrierCode: 'DEPPON',
      fees: [],
    });
    expect(asked).toEqual([
      {
        url: 'https://dpapi.deppon.com/dop-interface-sync/standard-query/queryOrder.action',
        params: { logisticCompanyID: 'DEPPON', logisticID: bookingId },
      },
    ]);
  });

  it.each([...bookingStatusTable])('is read from %s as a push is', async (statusType, status) => {
    await expect(detail(standing(statusType))).resolves.toMatchObject({ status, code: statusType });
  });

  it.each(['GOBACK', 'SAMPLE-7', ''])('stays raw where it is %j', async (statusType) => {
    await expect(detail(standing(statusType))).resolves.toMatchObject({
      status: 'UNKNOWN',
      code: statusType,
    });
  });

  it.each([
    ['an order that is not taken in yet', { result: 'false', resultCode: 'SAMPLE-4', reason: '订单不存在' }],
    [
      'an answer about another order',
      { ...answer, responseParam: { logisticID: 'SAMP2', statusType: 'GOT' } },
    ],
    ['an answer about none', { ...answer, responseParam: { statusType: 'GOT' } }],
    ['a yes without its part', { result: 'true', resultCode: '1000' }],
  ])('is asked again after %s', async (_what, words) => {
    await expect(detail(words)).rejects.toMatchObject({ kind: 'retryable' });
  });
});
