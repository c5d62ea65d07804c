import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { BookingRequest } from '../booking.js';
import { CarrierHttpFailure, type CarrierHttp } from '../http.js';
import { isSupported, type CarrierPort, type PickupPort } from '../port.js';
import { settingsOf } from '../settings.js';
import { jdl } from './adapter.js';
import { manifest } from './manifest.js';

const account = {
  appKey: 'sample-app',
  appSecret: 'sample-secret',
  accessToken: 'sample-token',
  customerCode: '010K000000',
  orderOrigin: 2,
};

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

const request: BookingRequest = {
  reference: '01k4p0s8e7f6g5h4j3k2m1n0pq',
  carrier: 'JD',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '0579-85000000', address: '浙江省金华市义乌市某路2号' },
  cargo: '服装',
  weightGrams: 1_501,
  slot: {
    from: fromShanghai('2025-01-03 09:00:00') ?? 0,
    to: fromShanghai('2025-01-03 12:00:00') ?? 0,
  },
  callbackUrl: 'https://callbacks.example/callbacks/jdl/c-1',
};

const question = {
  carrier: 'JD',
  from: request.sender.address,
  to: request.receiver.address,
  weightGrams: 1_501,
};

/** JDL as one answer, which keeps what it was sent. */
class Answering implements CarrierHttp {
  readonly seen: { readonly path: string; readonly body: unknown }[] = [];

  constructor(private readonly answer: unknown) {}

  post({ url, body }: { url: string; body: string }): ReturnType<CarrierHttp['post']> {
    this.seen.push({ path: new URL(url).pathname, body: JSON.parse(body) });
    if (this.answer instanceof Error) return Promise.reject(this.answer);
    return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(this.answer)) });
  }

  open(settings: object = {}): CarrierPort {
    const clock = { now: () => fromShanghai('2025-01-02 10:00:00') ?? 0 };
    return jdl(settingsOf(manifest, { ...account, ...settings }), { http: this, clock });
  }

  pickups(settings?: object): PickupPort {
    const { pickups } = this.open(settings);
    if (!isSupported(pickups)) throw new Error('not supported');
    return pickups;
  }

  quote(...args: Parameters<Extract<PickupPort['quote'], (...args: never[]) => unknown>>): Promise<unknown> {
    const { quote } = this.pickups();
    return isSupported(quote) ? quote(...args) : Promise.reject(new Error('not supported'));
  }
}

const answering = (name: string): Answering => new Answering(fixture(name));
const refusing = (msg: string): Answering => new Answering({ code: 1, success: false, msg });

describe('a JDL order', () => {
  it('has every documented field of a return', async () => {
    const vendor = answering('book-accepted');
    const booked = await vendor.pickups().book({ ...request, remark: '轻放' });
    expect(booked).toEqual({ bookingId: 'EO0000000000001', number: 'JDVC00000000001' });
    expect(vendor.seen).toEqual([
      {
        path: '/ecap/v1/orders/create',
        body: [
          {
            orderId: request.reference,
            orderOrigin: 2,
            customerCode: '010K000000',
            senderContact: { name: '张三', mobile: '13800000000', fullAddress: request.sender.address },
            receiverContact: { name: '某仓', phone: '0579-85000000', fullAddress: request.receiver.address },
            productsReq: { productCode: 'ed-m-0001' },
            settleType: 5,
            c2bAddedSettleTypeInfo: {
              basicFreigthSettleType: 3,
              packageServiceSettleType: 3,
              guaranteeMoneyServiceSettleType: 3,
            },
            cargoes: [{ name: '服装', quantity: 1, weight: 1.51 }],
            goods: [{ name: '服装', quantity: 1 }],
            pickupType: 1,
            pickupStartTime: request.slot.from,
            pickupEndTime: request.slot.to,
            remark: '轻放',
            extendProps: { autoSubscribe: '1' },
          },
        ],
      },
    ]);
  });

  it('is for the product, the payer and the size the settings name', async () => {
    const vendor = answering('book-accepted');
    await vendor.pickups({ productCode: 'ed-m-0002', settlement: 1, cargoVolumeCm3: 8_000 }).book(request);
    expect(vendor.seen[0]?.body).toMatchObject([
      {
        productsReq: { productCode: 'ed-m-0002' },
        c2bAddedSettleTypeInfo: { basicFreigthSettleType: 1, packageServiceSettleType: 1 },
        cargoes: [{ volume: 8_000 }],
      },
    ]);
  });

  it('is not sent where JDL documents it as too long, or another carrier is asked for', async () => {
    const vendor = answering('book-accepted');
    const long = { ...request.sender, address: '街'.repeat(201) };
    for (const wrong of [
      { ...request, sender: long },
      { ...request, receiver: long },
      { ...request, remark: '轻'.repeat(501) },
      { ...request, carrier: 'JDKY' },
    ]) {
      await expect(vendor.pickups().book(wrong)).rejects.toMatchObject({ kind: 'permanent' });
      await expect(vendor.pickups().book(wrong)).rejects.not.toThrow('街');
    }
    expect(vendor.seen).toEqual([]);
  });

  // One public sample has this; the documents say that a repeat is refused. The reference is ours, so it is our order.
  it('is the first one of its reference where JDL answers a repeat with it', async () => {
    const data = { orderCode: 'EO0000000000001', waybillCode: 'JDVC00000000001' };
    const vendor = new Answering({
      code: 0,
      success: true,
      subCode: '0_1',
      subMsg: '商家订单号已被使用',
      data,
    });
    await expect(vendor.pickups().book(request)).resolves.toMatchObject({ bookingId: 'EO0000000000001' });
  });

  it('has an unknown outcome without its number at JDL, or after any silence but that of nobody there', async () => {
    const nameless = { code: 0, success: true, data: { waybillCode: 'JDVC00000000001' } };
    for (const answer of [nameless, { code: 0, success: true }, new CarrierHttpFailure('timeout')]) {
      const book = new Answering(answer).pickups().book(request);
      await expect(book).rejects.toMatchObject({ kind: 'unknown-outcome' });
    }
    const nobody = new Answering(new CarrierHttpFailure('connection', undefined, 'no'));
    await expect(nobody.pickups().book(request)).rejects.toMatchObject({ kind: 'retryable' });
  });

  it('is refused without a word about who lives where', async () => {
    const { name, phone, address } = request.sender;
    const told = refusing(`${name}(${phone})的地址[${address}]无法解析`).pickups().book(request);
    await expect(told).rejects.toMatchObject({ kind: 'permanent', message: '…(…)的地址[…]无法解析' });
  });

  it('is made by accounts of returns only, and the others say why', () => {
    const { pickups } = answering('book-accepted').open({ orderOrigin: 1 });
    expect(pickups).toMatchObject({ notSupported: true });
  });
});

describe('cancelling a JDL order', () => {
  it('names the order, with a reason of at most thirty characters', async () => {
    const vendor = answering('cancel-accepted');
    await vendor.pickups({ cancelType: 2 }).cancel({ bookingId: 'EO1', why: '不'.repeat(40) });
    expect(vendor.seen).toEqual([
      {
        path: '/ecap/v1/orders/cancel',
        body: [
          {
            orderCode: 'EO1',
            orderOrigin: 2,
            customerCode: '010K000000',
            cancelReason: '不'.repeat(30),
            cancelReasonCode: '1',
            cancelType: 2,
          },
        ],
      },
    ]);
  });

  it.each([
    ['2', 'permanent'],
    [3, 'permanent'],
    [9, 'unknown-outcome'],
  ])('does not take a yes with the result %j for done', async (resultType, kind) => {
    const { cancel } = new Answering({ code: 0, success: true, data: { resultType } }).pickups();
    await expect(cancel({ bookingId: 'EO1', why: '' })).rejects.toMatchObject({ kind });
  });

  it.each([{ resultType: 0 }, { resultType: '1' }, {}, null])(
    'takes a yes with %j for done',
    async (data) => {
      const { cancel } = new Answering({ code: 0, success: true, data }).pickups();
      await expect(cancel({ bookingId: 'EO1', why: '' })).resolves.toBe(undefined);
    },
  );
});

describe('what JDL says before an order', () => {
  it('is a price for the account’s product, from kilograms rounded up', async () => {
    const vendor = answering('precheck-served');
    const others = { ...question, carrier: 'SF' };
    expect(await vendor.quote([others, question])).toEqual([
      { carrier: 'JD', priceFen: 1_250, priceKind: 'PLATFORM' },
    ]);
    expect(vendor.seen).toEqual([
      {
        path: '/ecap/v1/orders/precheck',
        body: [
          {
            senderContact: { fullAddress: question.from },
            receiverContact: { fullAddress: question.to },
            cargoes: [{ quantity: 1, weight: 1.51 }],
            productsReq: { productCode: 'ed-m-0001' },
            orderOrigin: 2,
            customerCode: '010K000000',
          },
        ],
      },
    ]);
    expect(await vendor.quote([])).toEqual([]);
  });

  it.each([0, '0.00', -1, '', null, 'free', 12.345])(
    'is no price where it is %j',
    async (totalFreightPre) => {
      const vendor = new Answering({ code: 0, success: true, data: { totalFreightPre } });
      expect(await vendor.quote([question])).toEqual([]);
    },
  );

  // No document has the words or the code of such a refusal, so none is taken for "nobody comes there".
  it('is never that it does not serve an address', async () => {
    const vendor = answering('precheck-out-of-reach');
    expect(vendor.pickups().reach).toMatchObject({ notSupported: true });
    await expect(vendor.quote([question])).rejects.toMatchObject({ kind: 'permanent' });
  });

  it.each([
    ['客户编码无权限，不在服务范围', 'credentials'],
    ['系统繁忙', 'retryable'],
    ['地址解析失败', 'permanent'],
  ])('is no price where it refuses with %j', async (msg, kind) => {
    await expect(refusing(msg).quote([question])).rejects.toMatchObject({ kind });
  });

  it.each([undefined, null, 'ok', []])('is nothing readable where the data is %j', async (data) => {
    const vendor = new Answering({ code: 0, success: true, data });
    await expect(vendor.quote([question])).rejects.toMatchObject({ kind: 'retryable' });
  });
});

describe('a booking with JDL', () => {
  it('has no number where the answer names none', async () => {
    const vendor = new Answering(fixture('book-accepted-without-number'));
    const { bookingId, number } = await vendor.pickups().book(request);
    expect([bookingId, number]).toEqual(['EO0000000000001', undefined]);
  });
});
