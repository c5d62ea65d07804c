import { describe, expect, it } from '@jest/globals';
import type { BookingRequest } from '../booking.js';
import { CarrierHttpFailure, type CarrierHttp } from '../http.js';
import type { PickupPort } from '../port.js';
import { YtoClient } from './client.js';
import { YtoConfig } from './config.js';
import { pickupsOf } from './pickups.js';

const REFERENCE = '01k4p0s8e7f6g5h4j3k2m1n0pq';
const NUMBER = 'YT7000000000001';
const credentials = { openId: 'O1open', customerCode: 'K99990001', secret: 'sample-order-secret' };

const request: BookingRequest = {
  reference: REFERENCE,
  carrier: 'YTO',
  sender: { name: '张三', phone: '057188888888', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '13900000000', address: '浙江省金华市义乌市某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: { from: 0, to: 3_600_000 },
  callbackUrl: 'https://callbacks.example/c-1',
};

const over = (http: CarrierHttp): PickupPort => {
  const config = new YtoConfig();
  const client = new YtoClient(config, http, { now: () => 0 });
  return pickupsOf(client, config, { order: credentials, cancel: credentials });
};

const saying = (words: unknown): PickupPort =>
  over({
    post: () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(words)) }),
  });

describe('a booking with YTO', () => {
  it.each([
    ['bare', { logisticsNo: REFERENCE, mailNo: NUMBER }, NUMBER],
    ['with a yes', { success: true, logisticsNo: REFERENCE, mailNo: NUMBER }, NUMBER],
    [
      'inside data',
      { success: 'true', data: { logisticsNo: REFERENCE, mailNo: ' yt7000000000001' } },
      NUMBER,
    ],
    ['with its number only', { mailNo: NUMBER }, NUMBER],
    ['without a number', { success: true, logisticsNo: REFERENCE, mailNo: null }, undefined],
  ])('is named by our reference where the answer comes %s', async (_how, words, number) => {
    await expect(saying(words).book(request)).resolves.toEqual({ bookingId: REFERENCE, number });
  });

  it.each([
    ['nothing', {}, 'unknown-outcome'],
    ['a list', [], 'unknown-outcome'],
    ['a yes that names nothing', { success: true }, 'unknown-outcome'],
    [
      'a yes to another order',
      { success: true, logisticsNo: 'RB-0000001', mailNo: NUMBER },
      'unknown-outcome',
    ],
    ['a no that names the order', { success: false, logisticsNo: REFERENCE, code: 200010003 }, 'permanent'],
    ['a code alone', { code: 200017004, reason: '订单报文不合法' }, 'permanent'],
    ['an order that is being worked on', { success: false, code: 200010005 }, 'unknown-outcome'],
    ['no labels left', { success: false, code: 200010013, reason: '电子面单余额不足' }, 'credentials'],
  ])('ends after %s as it must', async (_what, words, kind) => {
    await expect(saying(words).book(request)).rejects.toMatchObject({ kind });
  });

  it('may be repeated where it never left', async () => {
    const { book, cancel } = over({
      post: () => Promise.reject(new CarrierHttpFailure('connection', undefined, 'no')),
    });
    await expect(book(request)).rejects.toMatchObject({ kind: 'retryable' });
    await expect(cancel({ bookingId: REFERENCE, why: '' })).rejects.toMatchObject({ kind: 'retryable' });
  });

  it('tells nobody of whom it was about', async () => {
    const reason = '张三 057188888888 余杭区某街道1号 某仓 13900000000 义乌市某路2号 不合法';
    await expect(saying({ success: false, reason }).book(request)).rejects.toThrow(/^(… ){6}不合法$/);
  });
});

describe('a cancellation at YTO', () => {
  it('went well where the answer names its order and says no more', async () => {
    await saying({ logisticsNo: REFERENCE }).cancel({ bookingId: REFERENCE, why: '不寄了' });
    await saying({ data: { logisticsNo: REFERENCE } }).cancel({ bookingId: REFERENCE, why: '不寄了' });
    await expect(
      saying({ logisticsNo: 'other' }).cancel({ bookingId: REFERENCE, why: '' }),
    ).rejects.toMatchObject({ kind: 'unknown-outcome' });
  });

  it.each([
    ['neither yes nor no', {}, 'unknown-outcome'],
    ['a list', [], 'unknown-outcome'],
    ['a no', { success: false, reason: '订单已揽收' }, 'permanent'],
    ['a breakdown', { success: false, code: 200010002, reason: '系统其它错误' }, 'unknown-outcome'],
  ])('ends after %s as it must', async (_what, words, kind) => {
    await expect(saying(words).cancel({ bookingId: REFERENCE, why: '不寄了' })).rejects.toMatchObject({
      kind,
    });
  });
});
