import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { BookingRequest } from '../booking.js';
import { CarrierHttpFailure, type CarrierHttp } from '../http.js';
import { isSupported, type PickupPort } from '../port.js';
import { carrierFactories } from '../registry.js';

const account = { appKey: 'sample-app-key', appSecret: 'sample-zto-secret' };
const waybillAccount = { accountId: 'sample-account', accountPassword: 'sample-password' };

type Answer = string | CarrierHttpFailure;

/** Answers by the name of the API, and remembers what was asked. */
class Vendor implements CarrierHttp {
  readonly asked: { readonly api: string; readonly body: unknown }[] = [];

  constructor(private readonly answers: Readonly<Record<string, Answer | readonly Answer[]>>) {}

  post({ url, body }: { readonly url: string; readonly body: string }): ReturnType<CarrierHttp['post']> {
    const api = url.slice(url.lastIndexOf('/') + 1);
    const before = this.asked.filter((each) => each.api === api).length;
    this.asked.push({ api, body: JSON.parse(body) });
    const answer = [this.answers[api] ?? []].flat()[before];
    if (answer === undefined) throw new Error(`not expected: ${api}`);
    if (typeof answer !== 'string') return Promise.reject(answer);
    const fixture = readFileSync(new URL(`./fixtures/${answer}.json`, import.meta.url));
    return Promise.resolve({ status: 200, headers: {}, body: fixture });
  }
}

function pickups(http: CarrierHttp, settings: object = waybillAccount): PickupPort {
  const port = carrierFactories
    .get('zto')
    ?.create({ ...account, ...settings }, { http, clock: { now: () => 0 } });
  if (!port || !isSupported(port.pickups)) throw new Error('not supported');
  return port.pickups;
}

const request: BookingRequest = {
  reference: '01k4p0s8e7f6g5h4j3k2m1n0pq',
  carrier: 'ZTO',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '0579-00000000', address: '浙江省金华市义乌市某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: { from: fromShanghai('2025-01-03 09:00:00') ?? 0, to: fromShanghai('2025-01-03 12:00:00') ?? 0 },
  callbackUrl: 'https://callbacks.example/zto',
  remark: '轻放',
};

const BOOK = 'zto.open.createOrder';
const SUBSCRIBE = 'zto.merchant.preorder.subsrcibe';
const CANCEL = 'zto.open.cancelPreOrder';
const AREA = 'zto.open.areaUnobstructed';

describe('booking a ZTO courier', () => {
  it('sends every documented field, weights in grams and times in Shanghai, and asks for the pushes', async () => {
    const vendor = new Vendor({ [BOOK]: 'book-accepted', [SUBSCRIBE]: 'subscribe-accepted' });
    await expect(pickups(vendor).book(request)).resolves.toEqual({
      bookingId: '73100000000017',
      providerOrderId: '250102000000017001',
      number: '73100000000017',
    });
    expect(vendor.asked).toEqual([
      {
        api: BOOK,
        body: {
          partnerType: '2',
          orderType: '2',
          partnerOrderCode: request.reference,
          accountInfo: waybillAccount,
          senderInfo: {
            senderName: '张三',
            senderMobile: '13800000000',
            senderProvince: '浙江省',
            senderCity: '杭州市',
            senderDistrict: '余杭区',
            senderAddress: '某街道1号',
          },
          receiveInfo: {
            receiverName: '某仓',
            receiverPhone: '0579-00000000',
            receiverProvince: '浙江省',
            receiverCity: '金华市',
            receiverDistrict: '义乌市',
            receiverAddress: '某路2号',
          },
          summaryInfo: { startTime: '2025-01-03 09:00:00', endTime: '2025-01-03 12:00:00' },
          orderItems: [{ name: '服装', weight: 1_500 }],
          remark: '轻放',
        },
      },
      { api: SUBSCRIBE, body: { orderCode: '250102000000017001' } },
    ]);
  });

  it.each(['refused-throttled', new CarrierHttpFailure('timeout')])(
    'has booked all the same where the pushes cannot be had',
    async (answer) => {
      const vendor = new Vendor({ [BOOK]: 'book-accepted', [SUBSCRIBE]: answer });
      await expect(pickups(vendor).book(request)).resolves.toMatchObject({ bookingId: '73100000000017' });
    },
  );

  it('goes by the order where no number comes with the answer', async () => {
    const vendor = new Vendor({ [BOOK]: 'book-accepted-without-number', [SUBSCRIBE]: 'subscribe-accepted' });
    await expect(pickups(vendor).book(request)).resolves.toEqual({
      bookingId: '250102000000017001',
      providerOrderId: '250102000000017001',
    });
  });

  it.each([
    ['an answer that names nothing', 'cancel-accepted', 'unknown-outcome'],
    ['a reference that was used before', 'book-duplicate', 'unknown-outcome'],
    ['silence', new CarrierHttpFailure('timeout'), 'unknown-outcome'],
    ['nobody there to ask', new CarrierHttpFailure('connection', undefined, 'no'), 'retryable'],
    ['a refusal', 'book-refused', 'permanent'],
  ])('ends after %s as it must', async (_what, answer, kind) => {
    await expect(pickups(new Vendor({ [BOOK]: answer })).book(request)).rejects.toMatchObject({ kind });
  });

  it('repeats nobody of whom ZTO says that it cannot fetch there, nor the street of a town', async () => {
    const message = '张三 锦厦一区1号 某仓 0579-00000000 无法揽收';
    const body = Buffer.from(JSON.stringify({ status: false, statusCode: 'S208', message }));
    const http = { post: () => Promise.resolve({ status: 200, headers: {}, body }) };
    const sender = { ...request.sender, address: '广东省东莞市长安镇锦厦一区1号' };
    await expect(pickups(http).book({ ...request, sender })).rejects.toMatchObject({
      message: '… … … … 无法揽收',
    });
  });

  it('sends nothing ZTO has no words for, and keeps the address out of the error', async () => {
    const vendor = new Vendor({});
    const nowhere = { ...request.sender, address: '杭州余杭某街道1号' };
    for (const wrong of [
      { ...request, carrier: 'YTO' },
      { ...request, sender: nowhere },
      { ...request, receiver: nowhere },
    ]) {
      const call = pickups(vendor).book(wrong);
      await expect(call).rejects.toMatchObject({ kind: 'permanent' });
      await expect(call).rejects.not.toThrow('余杭');
    }
    expect(vendor.asked).toEqual([]);
  });

  it.each([{}, { accountId: 'sample-account' }])('sends nobody for an account with %j only', (settings) => {
    const http = new Vendor({});
    const port = carrierFactories
      .get('zto')
      ?.create({ ...account, ...settings }, { http, clock: { now: () => 0 } });
    expect(port?.pickups).toMatchObject({ notSupported: true });
  });

  it('refuses settings whose codes mean nothing', () => {
    expect(() => pickups(new Vendor({}), { ...waybillAccount, preorderStatuses: '4=lost' })).toThrow(
      'preorderStatuses',
    );
  });
});

describe('cancelling a ZTO courier', () => {
  it('names the order, or the waybill where no order is known', async () => {
    const vendor = new Vendor({ [CANCEL]: ['cancel-accepted', 'cancel-accepted'] });
    const why = '13800000000 不寄了';
    await pickups(vendor).cancel({ bookingId: '73100000000017', providerOrderId: '250102000000017001', why });
    await pickups(vendor).cancel({ bookingId: '73100000000017', why });
    expect(vendor.asked.map(({ body }) => body)).toEqual([
      { cancelType: '1', orderCode: '250102000000017001' },
      { cancelType: '1', billCode: '73100000000017' },
    ]);
  });

  it('takes an order that is not there for cancelled, and no other refusal', async () => {
    const vendor = new Vendor({ [CANCEL]: ['cancel-not-found', 'book-refused'] });
    const booking = { bookingId: '73100000000017', why: '' };
    await expect(pickups(vendor).cancel(booking)).resolves.toBe(undefined);
    await expect(pickups(vendor).cancel(booking)).rejects.toMatchObject({ kind: 'permanent' });
  });
});

describe('asking whether ZTO serves two places', () => {
  const reach = async (answers: readonly Answer[], from = request.sender.address): Promise<boolean> => {
    const vendor = new Vendor({ [AREA]: answers });
    const operation = pickups(vendor).reach;
    if (!isSupported(operation)) throw new Error('not supported');
    const served = await operation({ carrier: 'ZTO', from, to: request.receiver.address, weightGrams: 1 });
    for (const { body } of vendor.asked)
      expect(Object.keys(body as object)).toEqual(['province', 'city', 'district', 'address']);
    return served;
  };

  it('says yes where it serves both', async () => {
    await expect(reach(['area-served', 'area-served'])).resolves.toBe(true);
    await expect(reach(['area-not-served'])).resolves.toBe(false);
    await expect(reach(['area-served', 'area-not-served'])).resolves.toBe(false);
  });

  it('says no to a place it could not send a courier to for want of words, without asking', async () => {
    await expect(reach([], '杭州余杭某街道1号')).resolves.toBe(false);
  });

  it('does not take an answer without a verdict for one', async () => {
    await expect(reach(['cancel-accepted'])).rejects.toMatchObject({ kind: 'retryable' });
    await expect(reach(['refused-throttled'])).rejects.toMatchObject({ kind: 'throttled' });
  });
});
