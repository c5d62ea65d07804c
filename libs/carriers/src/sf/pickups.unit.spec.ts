import { readFileSync } from 'node:fs';
import { fromShanghai, HOUR, type Instant } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { BookingRequest } from '../booking.js';
import { CarrierHttpFailure, type CarrierHttp } from '../http.js';
import { isSupported, type NotSupported, type PickupPort } from '../port.js';
import { settingsOf } from '../settings.js';
import { sf } from './adapter.js';
import { manifest } from './manifest.js';

const fixture = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');
const request = JSON.parse(fixture('booking')) as BookingRequest;
const { reference } = request;
const now = fromShanghai('2025-01-02 10:00:00') ?? 0;

type Call = readonly [service: string, msgData: unknown];
type Reply = string | object | Error;

/** Says one thing after another: a fixture by name, the content of a yes, or silence. */
class Replies implements CarrierHttp {
  readonly calls: Call[] = [];

  constructor(private readonly replies: Reply[]) {}

  post({ body }: { readonly body: string }): ReturnType<CarrierHttp['post']> {
    const form = new URLSearchParams(body);
    this.calls.push([form.get('serviceCode') ?? '', JSON.parse(form.get('msgData') ?? '')]);
    const reply = this.replies.shift();
    if (reply instanceof Error) return Promise.reject(reply);
    const content = typeof reply === 'string' ? fixture(reply) : JSON.stringify({ ...YES, msgData: reply });
    const apiResultData = content.replace('"T-1"', JSON.stringify(reference));
    const answer = JSON.stringify({ apiResultCode: 'A1000', apiErrorMsg: '', apiResultData });
    return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(answer) });
  }
}

const YES = { success: true, errorCode: 'S0000', errorMsg: null };

const account = { partnerId: 'SAMPLE', checkWord: 'sample-check-word', monthlyCard: '7550000000' };

function usable<T extends object>(operation: T | NotSupported): T {
  if (!isSupported(operation)) throw new Error(operation.why);
  return operation;
}

function opened(
  replies: Reply[],
  { settings = {}, at = now }: { readonly settings?: object; readonly at?: Instant } = {},
): { readonly pickups: PickupPort; readonly calls: readonly Call[] } {
  const http = new Replies(replies);
  const port = sf(settingsOf(manifest, { ...account, ...settings }), { http, clock: { now: () => at } });
  return { pickups: usable(port.pickups), calls: http.calls };
}

describe('booking a courier of SF', () => {
  it('sends every documented field, and answers with the parcel’s own number', async () => {
    const { pickups, calls } = opened(['order-taken'], { settings: { payMethod: 3, expressTypeId: 2 } });
    await expect(pickups.book({ ...request, remark: '轻放' })).resolves.toEqual({
      bookingId: reference,
      number: 'SF7000000000001',
    });
    expect(calls).toEqual([
      [
        'EXP_RECE_CREATE_ORDER',
        {
          language: 'zh-CN',
          orderId: reference,
          cargoDetails: [{ name: '服装' }],
          contactInfoList: [
            {
              contactType: 1,
              contact: '张三',
              mobile: '13800000000',
              country: 'CN',
              province: '浙江省',
              city: '金华市',
              address: '浙江省金华市义乌市某街道1号',
            },
            {
              contactType: 2,
              contact: '某仓',
              tel: '0571-88880000',
              country: 'CN',
              province: '浙江省',
              city: '杭州市',
              address: '浙江省杭州市余杭区某路2号',
            },
          ],
          monthlyCard: '7550000000',
          payMethod: 3,
          expressTypeId: 2,
          parcelQty: 1,
          totalWeight: 1.5,
          isDocall: 1,
          isGenWaybillNo: 1,
          sendStartTm: '2025-01-03 09:00:00',
          remark: '轻放',
        },
      ],
    ]);
  });

  it('asks for a slot that has begun from now on', async () => {
    const { pickups, calls } = opened(['order-taken'], { at: request.slot.from + HOUR });
    await pickups.book(request);
    expect(calls[0]?.[1]).toMatchObject({ sendStartTm: '2025-01-03 10:00:00' });
  });

  it('sends no character whose digest is uncertain', async () => {
    const { pickups, calls } = opened(['order-taken']);
    await pickups.book({ ...request, cargo: 'a*b', remark: '~1件' });
    expect(calls[0]?.[1]).toMatchObject({ cargoDetails: [{ name: 'a＊b' }], remark: '～1件' });
  });

  it.each([
    ['an order its people look at first', 'order-looked-at', { bookingId: reference, number: undefined }],
    ['an order without waybills', { orderId: 'T-1', filterResult: 2 }, { bookingId: reference }],
  ])('takes %s for a booking without a number', async (_what, reply, answer) => {
    await expect(opened([reply]).pickups.book(request)).resolves.toEqual(answer);
  });

  it.each([
    ['an order it refuses', 'order-refused', { kind: 'permanent', code: 'filterResult 3' }],
    ['hours it does not work', 'refused-hours', { kind: 'permanent', code: '8096' }],
    ['an order that is there already', 'refused-duplicate', { kind: 'unknown-outcome', code: '8016' }],
    ['an order of another id', { orderId: 'T-2', filterResult: 2 }, { kind: 'unknown-outcome' }],
    ['a yes without an order', {}, { kind: 'unknown-outcome' }],
    ['a connection that never was', new CarrierHttpFailure('connection', 0, 'no'), { kind: 'retryable' }],
  ])('ends after %s as it must', async (_what, reply, error) => {
    await expect(opened([reply]).pickups.book(request)).rejects.toMatchObject(error);
  });

  it('asks nothing for another carrier, and keeps names and addresses out of its errors', async () => {
    const { pickups, calls } = opened(['order-refused']);
    await expect(pickups.book({ ...request, carrier: 'ZTO' })).rejects.toMatchObject({ kind: 'permanent' });
    expect(calls).toEqual([]);
    await expect(pickups.book(request)).rejects.not.toThrow(/张三|138|某街道/);
  });

  it('repeats nobody of whom SF says that it cannot fetch there', async () => {
    const errorMsg = `${request.sender.name} ${request.sender.address} ${request.receiver.phone} 无法收派`;
    const apiResultData = { success: false, errorCode: '8096', errorMsg };
    const body = Buffer.from(JSON.stringify({ apiResultCode: 'A1000', apiResultData }));
    const http = { post: () => Promise.resolve({ status: 200, headers: {}, body }) };
    const port = sf(settingsOf(manifest, account), { http, clock: { now: () => now } });
    await expect(usable(port.pickups).book(request)).rejects.toMatchObject({ message: '… … … 无法收派' });
  });

  it('sends nobody for an account without a monthly card, and says why', () => {
    const settings = { partnerId: account.partnerId, checkWord: account.checkWord };
    const port = sf(settingsOf(manifest, settings), { http: new Replies([]), clock: { now: () => now } });
    expect(port.pickups).toMatchObject({ notSupported: true });
  });
});

describe('looking for a booking of SF', () => {
  const find = (replies: Reply[], at = now): { found: Promise<unknown>; calls: readonly Call[] } => {
    const { pickups, calls } = opened(replies, { at });
    return { found: usable(pickups.findBooking)(request), calls };
  };
  const services = (calls: readonly Call[]): readonly string[] => calls.map(([service]) => service);

  it('finds the order by our reference and makes none', async () => {
    const { found, calls } = find(['order-found']);
    await expect(found).resolves.toEqual({ bookingId: reference, number: 'SF7000000000001' });
    expect(calls).toEqual([
      ['EXP_RECE_SEARCH_ORDER_RESP', { orderId: reference, searchType: '1', language: 'zh-CN' }],
    ]);
  });

  it('makes the order where there is none, under the same reference', async () => {
    const { found, calls } = find(['refused-no-order', 'order-taken']);
    await expect(found).resolves.toMatchObject({ bookingId: reference });
    expect(services(calls)).toEqual(['EXP_RECE_SEARCH_ORDER_RESP', 'EXP_RECE_CREATE_ORDER']);
  });

  it('makes none for a slot that is over', async () => {
    const { found, calls } = find(['refused-no-order'], request.slot.to);
    await expect(found).rejects.toMatchObject({ kind: 'permanent' });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['a search that is refused for another reason', ['refused-hours', 'order-taken'], 'unknown-outcome'],
    ['a search without an answer', [new CarrierHttpFailure('timeout')], 'unknown-outcome'],
    ['an order made meanwhile', ['refused-no-order', 'refused-duplicate'], 'unknown-outcome'],
    ['an order that was refused', ['order-refused'], 'permanent'],
  ])('ends after %s as it must', async (_what, replies, kind) => {
    await expect(find(replies).found).rejects.toMatchObject({ kind });
  });
});

describe('cancelling a booking of SF', () => {
  const cancel = (reply: Reply): Promise<void> =>
    opened([reply]).pickups.cancel({ bookingId: reference, why: '不寄了' });

  it('names the order, and takes one that is cancelled already for done', async () => {
    const { pickups, calls } = opened(['order-cancelled']);
    await pickups.cancel({ bookingId: reference, why: '不寄了' });
    expect(calls).toEqual([['EXP_RECE_UPDATE_ORDER', { orderId: reference, dealType: 2 }]]);
    await expect(cancel('refused-cancelled')).resolves.toBe(undefined);
  });

  it.each([
    ['a mismatch', { resStatus: '1' }, 'permanent'],
    ['neither yes nor no', {}, 'unknown-outcome'],
    ['a confirmed order', 'refused-confirmed', 'permanent'],
  ])('ends after %s as it must', async (_what, reply, kind) => {
    await expect(cancel(reply)).rejects.toMatchObject({ kind });
  });
});

describe('prices and reach of SF', () => {
  const parcel = {
    carrier: 'SF',
    from: request.sender.address,
    to: request.receiver.address,
    weightGrams: 1_501,
  };

  it('answers with the price of the booked product, and leaves out whom it cannot price', async () => {
    const { pickups, calls } = opened(['prices']);
    const asked = [{ ...parcel, carrier: 'ZTO' }, parcel, { ...parcel, to: '余杭区某路2号' }];
    await expect(usable(pickups.quote)(asked)).resolves.toEqual([
      {
        carrier: 'SF',
        priceFen: 2_350,
        priceKind: 'PLATFORM',
        promised: {
          text: '2025-01-03 18:00:00,2025-01-03 18:00:00',
          at: fromShanghai('2025-01-03 18:00:00'),
        },
      },
    ]);
    expect(calls).toEqual([
      [
        'EXP_RECE_QUERY_DELIVERTM',
        {
          businessType: '1',
          consignedTime: '2025-01-02 10:00:00',
          searchPrice: '1',
          srcAddress: { province: '浙江省', city: '金华市', address: parcel.from },
          destAddress: { province: '浙江省', city: '杭州市', address: parcel.to },
          weight: 1.51,
        },
      ],
    ]);
  });

  it('has no promise where SF names no time', async () => {
    const { pickups } = opened([{ deliverTmDto: [{ businessType: 1, fee: 23.5, deliverTime: null }] }]);
    const [priced] = await usable(pickups.quote)([parcel]);
    expect(priced).not.toHaveProperty('promised');
  });

  it.each([null, 0, '0.00', '', '-1', 'free'])('takes the fee %j for none', async (fee) => {
    const { pickups } = opened([{ deliverTmDto: [{ businessType: 1, fee }] }]);
    await expect(usable(pickups.quote)([parcel])).resolves.toEqual([]);
  });

  it('takes the price of another product for none', async () => {
    const { pickups } = opened(['prices'], { settings: { expressTypeId: 5 } });
    await expect(usable(pickups.quote)([parcel])).resolves.toEqual([]);
  });

  it('tells whether both ends are served, in a list or alone', async () => {
    const { pickups, calls } = opened(['filter-reached', { filterResult: '3', remark: '2' }]);
    const reach = usable(pickups.reach);
    await expect(reach(parcel)).resolves.toBe(true);
    await expect(reach(parcel)).resolves.toBe(false);
    expect(calls[0]).toEqual([
      'EXP_RECE_FILTER_ORDER_BSP',
      [
        {
          filterType: 1,
          monthlyCard: '7550000000',
          contactInfos: [
            { contactType: 1, province: '浙江省', city: '金华市', address: parcel.from },
            { contactType: 2, province: '浙江省', city: '杭州市', address: parcel.to },
          ],
        },
      ],
    ]);
  });

  it('does not guess about addresses SF is not sure of', async () => {
    const reach = (reply: Reply): Promise<boolean> => usable(opened([reply]).pickups.reach)(parcel);
    await expect(reach([{ filterResult: 1 }])).rejects.toMatchObject({ kind: 'permanent' });
    await expect(reach([{ filterResult: 4 }])).rejects.toMatchObject({ kind: 'permanent' });
    await expect(reach([])).rejects.toMatchObject({ kind: 'retryable' });
  });
});
