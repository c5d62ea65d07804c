import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BookingReport } from '../booking.js';
import type { CarrierHttp } from '../http.js';
import { isSupported } from '../port.js';
import { settingsOf } from '../settings.js';
import { sf } from './adapter.js';
import { manifest } from './manifest.js';

const fixture = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');
const bookingId = 'T-1';

type Reply = string | object;
type Services = 'order' | 'routes' | 'bill';
const services: Readonly<Record<string, Services>> = {
  EXP_RECE_SEARCH_ORDER_RESP: 'order',
  EXP_RECE_SEARCH_ROUTES: 'routes',
  EXP_RECE_QUERY_SFWAYBILL: 'bill',
};
const usual: Readonly<Record<Services, Reply>> = {
  order: 'order-found',
  routes: 'routes-of-order',
  bill: 'bill',
};

const YES = { success: true, errorCode: 'S0000', errorMsg: null };

/** Each service says its own: a fixture by name, the content of a yes, or the gateway's refusal by its code. */
class Vendor implements CarrierHttp {
  readonly asked: unknown[][] = [];

  constructor(private readonly replies: Readonly<Record<Services, Reply>>) {}

  post({ body }: { readonly body: string }): ReturnType<CarrierHttp['post']> {
    const form = new URLSearchParams(body);
    const service = form.get('serviceCode') ?? '';
    this.asked.push([service, JSON.parse(form.get('msgData') ?? '')]);
    const reply = this.replies[services[service] ?? 'order'];
    const answer =
      typeof reply === 'string' && /^A\d{4}$/.test(reply)
        ? { apiResultCode: reply, apiErrorMsg: 'no', apiResultData: '' }
        : {
            apiResultCode: 'A1000',
            apiResultData:
              typeof reply === 'string' ? fixture(reply) : JSON.stringify({ ...YES, msgData: reply }),
          };
    return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) });
  }
}

const account = { partnerId: 'SAMPLE', checkWord: 'sample-check-word', monthlyCard: '7550000000' };

async function detail(
  replies: Partial<Record<Services, Reply>> = {},
  vendor = new Vendor({ ...usual, ...replies }),
): Promise<BookingReport> {
  const { pickups } = sf(settingsOf(manifest, account), { http: vendor, clock: { now: () => 0 } });
  if (!isSupported(pickups) || !isSupported(pickups.detail)) throw new Error('not supported');
  return pickups.detail({ bookingId });
}

const nodes = (...routes: readonly object[]): object => ({
  routeResps: [{ mailNo: 'SF7000000000001', routes }],
});
const node = (opCode: string, more: object = {}, hour = '09'): object => ({
  ...{ acceptTime: `2025-01-03 ${hour}:00:00`, acceptAddress: '金华市', remark: `节点${opCode}`, opCode },
  ...more,
});

describe('how an order of SF stands', () => {
  it('is told by its screening, the nodes of its parcel and its bill, all asked by our reference', async () => {
    const vendor = new Vendor(usual);
    await expect(detail({}, vendor)).resolves.toEqual({
      provider: 'sf',
      bookingId,
      status: 'in_transit',
      code: '3036',
      text: '快件准备下一站',
      number: 'SF7000000000001',
      carrier: 'SF',
      carrierCode: 'SF',
      weightGrams: 2_500,
      fees: [
        { kind: '1', text: '运费', amountFen: 1_850 },
        { kind: '3', text: '保价', amountFen: 100 },
      ],
      wholeBill: true,
    });
    expect(vendor.asked).toEqual([
      ['EXP_RECE_SEARCH_ORDER_RESP', { orderId: bookingId, searchType: '1', language: 'zh-CN' }],
      [
        'EXP_RECE_SEARCH_ROUTES',
        { language: '0', trackingType: '2', trackingNumber: [bookingId], methodType: '1' },
      ],
      ['EXP_RECE_QUERY_SFWAYBILL', { trackingType: '1', trackingNum: bookingId }],
    ]);
  });

  it.each([
    ['refused', { order: 'order-refused' }, { status: 'rejected', code: 'filterResult 3' }, 1],
    [
      'looked at',
      { order: 'order-looked-at', routes: nodes() },
      { status: 'placed', code: 'filterResult 1' },
      2,
    ],
    [
      'taken, and nobody came yet',
      { routes: nodes() },
      { status: 'placed', number: 'SF7000000000001', fees: [] },
      2,
    ],
    ['announced to a courier', { routes: nodes(node('46')) }, { status: 'placed', code: '46' }, 2],
    [
      'called off',
      { routes: nodes(node('33', { firstStatusCode: '5', secondaryStatusCode: '501' })) },
      { status: 'cancelled_by_carrier', code: '33' },
      2,
    ],
    ['picked up', { routes: nodes(node('50')) }, { status: 'picked_up', weightGrams: 2_500 }, 3],
    ['delivered', { routes: nodes(node('50'), node('80', {}, '10')) }, { status: 'delivered' }, 3],
    [
      'picked up, and not delivered at the first try',
      { routes: nodes(node('50'), node('70', {}, '10')) },
      { status: 'picked_up', code: '50' },
      3,
    ],
    ['not told by a failure alone', { routes: nodes(node('70')) }, { status: 'UNKNOWN', code: '70' }, 2],
    [
      'not told by a code nobody mapped',
      { routes: 'routes-of-order-unknown-code' },
      { status: 'UNKNOWN', code: '9999' },
      2,
    ],
  ])('is %s', async (_what, replies, report, calls) => {
    const vendor = new Vendor({ ...usual, ...replies });
    await expect(detail(replies, vendor)).resolves.toMatchObject(report);
    expect(vendor.asked).toHaveLength(calls);
  });

  it('has the number of its only parcel where the order names none, and of several none', async () => {
    const order = { orderId: bookingId, filterResult: 2 };
    await expect(detail({ order })).resolves.toMatchObject({ number: 'SF7000000000001' });
    const routes = {
      routeResps: ['SF1', 'SF2'].map((mailNo) => ({ mailNo, routes: [node('50')] })),
    };
    const unclear = await detail({ order, routes });
    expect(unclear).toMatchObject({ status: 'placed' });
    expect(unclear.number).toBe(undefined);
  });

  it.each([
    ['nothing weighed yet', 'refused-no-bill'],
    ['no right to the service', 'A1004'],
    [
      'a bill of another parcel',
      { waybillInfo: { waybillNo: 'SF9', meterageWeightQty: 1 }, waybillFeeList: [{ value: 1 }] },
    ],
  ])('is told without money where there is %s', async (_what, bill) => {
    const report = await detail({ bill });
    expect(report).toMatchObject({ status: 'in_transit', fees: [] });
    expect(report).not.toHaveProperty('wholeBill');
    expect(report.weightGrams).toBe(undefined);
  });

  it.each([
    ['an order it does not know', { order: 'refused-no-order' }, 'permanent'],
    ['an answer about another order', { order: { orderId: 'T-2', filterResult: 2 } }, 'retryable'],
    ['a wrong digest for the bill', { bill: 'A1006' }, 'credentials'],
    ['throttling half way', { routes: 'A1005' }, 'throttled'],
    ['an amount that is no whole fen', { bill: { waybillFeeList: [{ value: '1.234' }] } }, 'permanent'],
  ])('is not guessed after %s', async (_what, replies, kind) => {
    await expect(detail(replies)).rejects.toMatchObject({ kind });
  });

  it('charges the sum of what is listed, whatever the fees are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1 }), async (fen) => {
        const waybillFeeList = fen.map((each) => ({ type: '1', value: (each / 100).toFixed(2) }));
        const { fees, wholeBill } = await detail({ bill: { waybillFeeList } });
        expect(wholeBill).toBe(true);
        expect(fees.map(({ amountFen }) => amountFen)).toEqual(fen);
      }),
    );
  });
});
