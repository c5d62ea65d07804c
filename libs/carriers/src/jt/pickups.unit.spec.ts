import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { BookingRequest } from '../booking.js';
import { CarrierHttpFailure, type CarrierHttp, type CarrierHttpRequest } from '../http.js';
import { isSupported, type PickupPort } from '../port.js';
import { settingsOf } from '../settings.js';
import { jt } from './adapter.js';
import { manifest } from './manifest.js';

const account = {
  apiAccount: '1000001',
  privateKey: 'testsecret',
  customerCode: 'J0000000001',
  customerPassword: 'pw123456',
};

const request: BookingRequest = {
  reference: 'RB-1',
  carrier: 'JTSD',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '0579-80000000', address: '浙江省金华市义乌市某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: {
    from: fromShanghai('2025-01-03 09:00:00') ?? 0,
    to: fromShanghai('2025-01-03 12:00:00') ?? 0,
  },
  callbackUrl: 'https://callbacks.example/callbacks/jt/c-1',
};

/** Pickups whose vendor says the same thing every time, and what was sent to it. */
function pickupsThatHear(
  answer: unknown,
  settings: object = {},
): { port: PickupPort; sent: CarrierHttpRequest[] } {
  const sent: CarrierHttpRequest[] = [];
  const http: CarrierHttp = {
    post: (call) => {
      sent.push(call);
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) });
    },
  };
  const port = jt(settingsOf(manifest, { ...account, ...settings }), {
    http,
    clock: { now: () => 0 },
  }).pickups;
  if (!isSupported(port)) throw new Error('not supported');
  return { port, sent };
}

const contentOf = (sent: readonly CarrierHttpRequest[]): unknown =>
  JSON.parse(new URLSearchParams(sent.at(-1)?.body).get('bizContent') ?? '');

const booked = { code: '1', msg: 'success', data: { txlogisticId: 'RB-1', billCode: 'jt 0000000000001' } };

describe('ordering a J&T courier', () => {
  it('sends every documented field, signed inside as well', async () => {
    const { port, sent } = pickupsThatHear(booked);
    await expect(port.book({ ...request, remark: '轻放' })).resolves.toEqual({
      bookingId: 'RB-1',
      number: 'JT0000000000001',
    });
    expect(sent[0]?.url).toBe('https://openapi.jtexpress.com.cn/webopenplatformapi/api/order/addOrder');
    expect(contentOf(sent)).toEqual({
      customerCode: 'J0000000001',
      digest: 'B+mls/sIVBMt0qQUnr/t8Q==',
      txlogisticId: 'RB-1',
      expressType: 'EZ',
      orderType: '2',
      serviceType: '01',
      deliveryType: '03',
      payType: 'PP_PM',
      sender: {
        name: '张三',
        mobile: '13800000000',
        countryCode: 'CHN',
        prov: '浙江省',
        city: '杭州市',
        area: '余杭区',
        address: '某街道1号',
      },
      receiver: {
        name: '某仓',
        phone: '0579-80000000',
        countryCode: 'CHN',
        prov: '浙江省',
        city: '金华市',
        area: '义乌市',
        address: '某路2号',
      },
      sendStartTime: '2025-01-03 09:00:00',
      sendEndTime: '2025-01-03 12:00:00',
      goodsType: 'bm000006',
      weight: '1.5',
      totalQuantity: 1,
      remark: '服装；轻放',
    });
  });

  it('orders on the terms of the account, and sends no password', async () => {
    const { port, sent } = pickupsThatHear(booked, {
      orderType: '1',
      payType: 'CC_CASH',
      expressType: 'TYD',
      goodsType: 'bm000005',
    });
    await port.book(request);
    expect(contentOf(sent)).toMatchObject({
      orderType: '1',
      payType: 'CC_CASH',
      expressType: 'TYD',
      goodsType: 'bm000005',
      remark: '服装',
    });
    expect(JSON.stringify(sent)).not.toContain('pw123456');
  });

  it.each([10, 30_000])('takes %d grams', async (weightGrams) => {
    await expect(pickupsThatHear(booked).port.book({ ...request, weightGrams })).resolves.toMatchObject({
      bookingId: 'RB-1',
    });
  });

  it('sends nothing that J&T does not take, and keeps addresses out of its errors', async () => {
    const { port, sent } = pickupsThatHear(booked);
    for (const wrong of [
      { ...request, weightGrams: 9 },
      { ...request, weightGrams: 30_001 },
      { ...request, carrier: 'YTO' },
      { ...request, sender: { ...request.sender, address: '余杭区某街道1号' } },
      { ...request, receiver: { ...request.receiver, address: '义乌市某街道2号' } },
    ]) {
      await expect(port.book(wrong)).rejects.toMatchObject({ kind: 'permanent', provider: 'jt' });
      await expect(port.book(wrong)).rejects.not.toThrow('某街道');
    }
    expect(sent).toEqual([]);
  });

  it('repeats nobody of whom J&T says that it cannot fetch there', async () => {
    const refused = { code: '999001010', msg: '张三 某街道1号 0579-80000000 无法揽收' };
    await expect(pickupsThatHear(refused).port.book(request)).rejects.toMatchObject({
      message: '… … … 无法揽收',
    });
  });

  it.each([
    ['an answer about nothing', { code: '1', data: null }, 'unknown-outcome'],
    ['an answer about another order', { code: '1', data: { txlogisticId: 'RB-2' } }, 'unknown-outcome'],
    ['neither yes nor no', { data: booked.data }, 'unknown-outcome'],
    ['a busy side', { code: '0', msg: '系统繁忙' }, 'unknown-outcome'],
    ['a wrong field', { code: '999001010', msg: '参数错误' }, 'permanent'],
    ['a wrong key', { code: '145003030', msg: 'headers签名失败' }, 'credentials'],
    ['silence', new CarrierHttpFailure('timeout'), 'unknown-outcome'],
    ['nobody there', new CarrierHttpFailure('connection', undefined, 'no'), 'retryable'],
  ])('ends after %s as it must', async (_what, answer, kind) => {
    await expect(pickupsThatHear(answer).port.book(request)).rejects.toMatchObject({ kind });
  });
});

describe('calling a J&T courier off', () => {
  const booking = { bookingId: 'RB-1', why: '不寄了' };

  it('names the order by our reference and says why', async () => {
    const { port, sent } = pickupsThatHear(booked);
    await port.cancel(booking);
    expect(sent[0]?.url).toContain('/order/cancelOrder');
    expect(contentOf(sent)).toEqual({
      customerCode: 'J0000000001',
      digest: 'B+mls/sIVBMt0qQUnr/t8Q==',
      orderType: '2',
      txlogisticId: 'RB-1',
      reason: '不寄了',
    });
  });

  it('has no number where the answer names none', async () => {
    const { port } = pickupsThatHear({ code: '1', data: { txlogisticId: 'RB-1', billCode: '' } });
    await expect(port.book(request)).resolves.toEqual({ bookingId: 'RB-1', number: undefined });
  });

  it('does not take a yes without a waybill for a cancellation', async () => {
    const { port } = pickupsThatHear({ code: '1', data: { txlogisticId: 'RB-1', billCode: '' } });
    await expect(port.cancel(booking)).rejects.toMatchObject({ kind: 'unknown-outcome' });
  });
});

describe('a J&T account', () => {
  it.each([{ customerCode: undefined }, { customerPassword: undefined }])(
    'follows parcels only with %j',
    (settings) => {
      expect(() => pickupsThatHear(booked, settings)).toThrow('not supported');
    },
  );

  it.each([
    ['orderType', '3'],
    ['goodsType', 'bm000010'],
    ['customerCode', 'J 1'],
    ['customerPassword', ''],
  ])('is refused with a %s of %j', (field, value) => {
    expect(() => pickupsThatHear(booked, { [field]: value })).toThrow(field);
  });
});
