import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { BookingRequest, QuoteRequest } from '../booking.js';
import { CarrierHttpFailure, type CarrierHttp } from '../http.js';
import { isSupported, type NotSupported, type PickupPort } from '../port.js';
import { EmsClient } from './client.js';
import { EmsConfig } from './config.js';
import { pickupsOf } from './pickups.js';
import { unseal } from './signature.js';

const REFERENCE = '01k4p0s8e7f6g5h4j3k2m1n0pq';
const NUMBER = '1100000000001';
const SIGN_KEY = 'MDEyMzQ1Njc4OWFiY2RlZg==';
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

const request = read('booking') as BookingRequest;
const terms = {
  senderNo: '1100000000000',
  ecommerceUserId: 'shop-1',
  paymentMode: '1',
  bizProductNo: '10',
} as const;
const clock = { now: () => 0 };

interface Sent {
  readonly apiCode: string | null;
  readonly json: unknown;
}

const over = (http: CarrierHttp): PickupPort => {
  const config = Object.assign(new EmsConfig(), { ...terms, authorization: 'x', signKey: SIGN_KEY });
  return pickupsOf(new EmsClient(config, http, clock), terms, clock);
};
const saying = (words: unknown, sent: Sent[] = []): PickupPort =>
  over({
    post: ({ body }) => {
      const form = new URLSearchParams(body);
      const json = unseal(form.get('logitcsInterface') ?? '', SIGN_KEY)?.toString() ?? 'null';
      sent.push({ apiCode: form.get('apiCode'), json: JSON.parse(json) });
      return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(words)) });
    },
  });
const yes = (retBody: unknown): object => ({ retCode: '00000', retMsg: '成功', retBody });
const no = (retMsg: string): object => ({ retCode: 'B0001', retMsg, retBody: null });
const usable = <T extends object>(operation: T | NotSupported): T => {
  if (!isSupported(operation)) throw new Error('not supported');
  return operation;
};

describe('a booking with EMS', () => {
  it('is a list of one, named by its parcel, and by our reference beside it', async () => {
    const sent: Sent[] = [];
    const booked = await saying(read('book-accepted'), sent).book(request);
    expect(booked).toEqual({ bookingId: NUMBER, providerOrderId: REFERENCE, number: NUMBER });
    expect(sent).toEqual([
      { apiCode: '020003', json: [expect.objectContaining({ logisticsOrderNo: REFERENCE })] },
    ]);
  });

  it.each([
    ['a yes without a number', yes({}), 'unknown-outcome'],
    ['a yes without anything', yes(null), 'unknown-outcome'],
    ['a yes that cannot be read', yes('{"waybillNo":'), 'unknown-outcome'],
    ['neither yes nor no', {}, 'unknown-outcome'],
    ['a second order under the same reference', read('book-duplicate'), 'unknown-outcome'],
    ['a breakdown', no('系统异常'), 'unknown-outcome'],
    ['a refusal', no('收寄地址超出服务范围'), 'permanent'],
    ['a refusal of the customer', no('协议客户号不存在'), 'credentials'],
    ['too many calls', no('请求过于频繁'), 'throttled'],
  ])('ends after %s as it must', async (_what, words, kind) => {
    await expect(saying(words).book(request)).rejects.toMatchObject({ kind });
  });

  it('may be repeated where it never left', async () => {
    const { book } = over({
      post: () => Promise.reject(new CarrierHttpFailure('connection', undefined, 'no')),
    });
    await expect(book(request)).rejects.toMatchObject({ kind: 'retryable' });
  });

  it('tells nobody of whom it was about', async () => {
    const words = '张三 13800000000 余杭区某街道1号 某仓 13900000000 某镇某路2号 不合法';
    await expect(saying(no(words)).book(request)).rejects.toThrow(/^(… ){6}不合法$/);
  });
});

describe('a cancellation at EMS', () => {
  const booking = { bookingId: NUMBER, providerOrderId: REFERENCE, why: '不寄了' };

  it('names the order, the parcel and the reason', async () => {
    const sent: Sent[] = [];
    await saying(read('cancel-accepted'), sent).cancel(booking);
    const json = { logisticsOrderNo: REFERENCE, waybillNo: NUMBER, cancelReason: '不寄了' };
    expect(sent).toEqual([{ apiCode: '020006', json }]);
  });

  it('went well where it was cancelled before', async () => {
    await expect(saying(no('订单已取消')).cancel(booking)).resolves.toBe(undefined);
    await expect(saying({ retMsg: '订单已取消' }).cancel(booking)).rejects.toMatchObject({
      kind: 'unknown-outcome',
    });
  });

  it.each([
    ['neither yes nor no', {}, 'unknown-outcome'],
    ['a breakdown', no('服务异常'), 'unknown-outcome'],
    ['a no', no('邮件已揽收，不允许取消'), 'permanent'],
  ])('ends after %s as it must', async (_what, words, kind) => {
    await expect(saying(words).cancel(booking)).rejects.toMatchObject({ kind });
  });

  it.each([
    ['without the reference', { ...booking, providerOrderId: undefined }],
    ['without a reason', { ...booking, why: ' ' }],
  ])('is not asked for %s', async (_what, incomplete) => {
    const sent: Sent[] = [];
    await expect(saying(yes(null), sent).cancel(incomplete)).rejects.toMatchObject({ kind: 'permanent' });
    expect(sent).toEqual([]);
  });
});

describe('the reach of EMS', () => {
  const question: QuoteRequest = {
    carrier: 'EMS',
    from: request.sender.address,
    to: request.receiver.address,
    weightGrams: 1_500,
  };
  const reach = (words: unknown, more: Partial<QuoteRequest> = {}, sent: Sent[] = []): Promise<boolean> =>
    usable(saying(words, sent).reach)({ ...question, ...more });

  it('is asked of the collecting end', async () => {
    const sent: Sent[] = [];
    await expect(reach(read('range-served'), {}, sent)).resolves.toBe(true);
    expect(sent).toEqual([
      {
        apiCode: '030005',
        json: {
          ...{ prov: '浙江省', city: '杭州市', county: '余杭区', address: '某街道1号' },
          ...{ bizProductNo: '10', type: '2', senderNo: '1100000000000' },
        },
      },
    ]);
  });

  it.each([
    ['out of range', read('range-not-served')],
    ['out of range, as a number', yes({ status: 1 })],
  ])('ends where EMS says %s', async (_what, words) => {
    await expect(reach(words)).resolves.toBe(false);
  });

  it.each([
    ['the sender', { from: '余杭区某街道1号' }],
    ['the receiver', { to: '台湾省台北市信义区某路1号' }],
  ])('does not hold an address of %s that no order can name', async (_whose, unreadable) => {
    const sent: Sent[] = [];
    await expect(reach(read('range-served'), unreadable, sent)).resolves.toBe(false);
    expect(sent).toEqual([]);
  });

  it.each([
    ['one of its errors', yes({ status: '2' }), 'permanent'],
    ['the last of its errors', yes({ status: 10 }), 'permanent'],
    ['a status nobody knows', yes({ status: '11' }), 'retryable'],
    ['no status', yes({}), 'retryable'],
    ['a breakdown', no('系统异常'), 'retryable'],
    ['a refusal', no('该接口未开通'), 'credentials'],
  ])('is not known after %s', async (_what, words, kind) => {
    await expect(reach(words)).rejects.toMatchObject({ kind });
  });

  it('repeats no place in an error', async () => {
    const words = '余杭区某街道1号 某镇某路2号 不合法';
    await expect(reach(no(words))).rejects.toThrow(/^… … 不合法$/);
  });

  it('is not asked for other carriers', async () => {
    await expect(reach(read('range-served'), { carrier: 'STO' })).rejects.toMatchObject({
      kind: 'permanent',
    });
  });
});

describe('how an order with EMS stands', () => {
  const detail = (items: readonly object[], sent: Sent[] = []) =>
    usable(saying(yes({ responseItems: items }), sent).detail)({ bookingId: NUMBER });
  const at = (minute: number, opCode: string): object => ({
    waybillNo: NUMBER,
    opTime: `2025-01-02 10:0${minute}:00`,
    opCode,
    opDesc: `${opCode} at ${minute}`,
  });

  it('is told by its parcel: placed until that is scanned', async () => {
    const sent: Sent[] = [];
    await expect(detail([], sent)).resolves.toEqual({
      provider: 'ems',
      bookingId: NUMBER,
      status: 'placed',
      code: '',
      number: NUMBER,
      carrier: 'EMS',
      carrierCode: 'EMS',
      fees: [],
    });
    expect(sent).toEqual([{ apiCode: '040001', json: { waybillNo: NUMBER } }]);
  });

  it.each([
    ['203', 'picked_up'],
    ['954', 'in_transit'],
    ['713', 'in_transit'],
    ['702', 'out_for_delivery'],
    ['747', 'out_for_delivery'],
    ['705', 'out_for_delivery'],
    ['704', 'delivered'],
    ['741', 'in_transit'],
    ['711', 'returned'],
    ['801', 'cancelled_by_carrier'],
    ['987', 'UNKNOWN'],
    ['X_777', 'UNKNOWN'],
  ])('is, after %s, %s', async (code, status) => {
    await expect(detail([at(1, '208'), at(2, code)])).resolves.toMatchObject({
      status,
      code,
      text: `${code} at 2`,
    });
  });

  it('is what it was before an event that was taken back', async () => {
    await expect(detail([at(1, '203'), at(2, '704'), at(3, '743')])).resolves.toMatchObject({
      status: 'picked_up',
    });
    await expect(detail([at(1, '203'), at(2, '207')])).resolves.toMatchObject({ status: 'placed' });
  });
});
