import { describe, expect, it } from '@jest/globals';
import { limitsInForce } from '../account-limits.js';
import type { QuoteRequest } from '../booking.js';
import type { CarrierHttp } from '../http.js';
import { isSupported, type CarrierPort, type NotSupported } from '../port.js';
import { carrierFactories } from '../registry.js';

const account = { eBusinessId: '1000001', apiKey: 'sample-kdniao-key', namesCarrier: true };

/** Answers everything with the same words, and remembers what it was asked. */
class Vendor implements CarrierHttp {
  readonly asked: { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[] = [];

  constructor(private readonly words: object) {}

  post({ body }: { readonly body: string }): ReturnType<CarrierHttp['post']> {
    const form = new URLSearchParams(body);
    const data = JSON.parse(form.get('RequestData') ?? '') as Record<string, unknown>;
    this.asked.push({ type: form.get('RequestType') ?? '', data });
    return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(this.words)) });
  }
}

function open(http: CarrierHttp, settings: object = {}): CarrierPort {
  const port = carrierFactories
    .get('kdniao')
    ?.create({ ...account, ...settings }, { http, clock: { now: () => 0 } });
  if (!port) throw new Error('not registered');
  return port;
}

const usable = <T extends object>(operation: T | NotSupported): T => {
  if (!isSupported(operation)) throw new Error('not supported');
  return operation;
};

describe('a KDNiao account', () => {
  it.each([
    ['JD', { jdMerchantCode: '010K00001' }, '010K00001'],
    ['JD', {}, undefined],
    ['ZTO', { jdMerchantCode: '010K00001' }, '1234'],
    ['YTO', { jdMerchantCode: '010K00001' }, undefined],
  ])('names to %s with %j the customer %s', async (carrier, settings, customer) => {
    const vendor = new Vendor({ Success: true, ShipperCode: carrier, LogisticCode: 'X1', Traces: [] });
    const { subscribe, track } = open(vendor, settings);
    const waybill = { number: 'X1', carrier, phoneTail: '1234' };
    await usable(track)(waybill);
    await usable(subscribe)(waybill);
    expect(vendor.asked.map(({ data }) => data['CustomerName'])).toEqual([customer, customer]);
  });

  it.each([
    ['paid', {}, 30_000],
    ['free', {}, 500],
    ['free', { queriesPerDay: 3_000 }, 3_000],
  ])('of the %s plan with the limits %j asks no more than %i times a day', (plan, own, most) => {
    const { manifest } = open(new Vendor({}), { plan });
    expect(limitsInForce(manifest, own)).toMatchObject({ queriesPerDay: most, queriesPerSecond: 20 });
  });
});

describe('asking KDNiao who comes', () => {
  const request: QuoteRequest = {
    carrier: 'YTO',
    from: '浙江省杭州市余杭区某街道"1"号',
    to: '上海市浦东新区某路2号',
    weightGrams: 1_500,
  };
  const asks = (vendor: Vendor, given: QuoteRequest = request): Promise<boolean> =>
    usable(usable(open(vendor).pickups).reach)(given);

  it('sends both places, with the street where it is told, and no carrier', async () => {
    const vendor = new Vendor({ Success: false, Reason: '该地址暂不支持上门取件' });
    await asks(vendor);
    await asks(vendor, { ...request, to: '上海市浦东新区' });
    const Sender = {
      ProvinceName: '浙江省',
      CityName: '杭州市',
      ExpAreaName: '余杭区',
      Address: '某街道1号',
    };
    const Receiver = { ProvinceName: '上海', CityName: '上海市', ExpAreaName: '浦东新区' };
    expect(vendor.asked).toEqual([
      { type: '1814', data: { ShipperType: 5, Sender, Receiver: { ...Receiver, Address: '某路2号' } } },
      { type: '1814', data: { ShipperType: 5, Sender, Receiver } },
    ]);
  });

  it.each([
    [{ Success: false, Reason: '该地址暂不支持上门取件' }],
    [{ Success: 'false', ResultCode: '100', Reason: '' }],
  ])('takes %j for a certain no', async (words) => {
    await expect(asks(new Vendor(words))).resolves.toBe(false);
  });

  it('has no carrier where nobody can be sent', async () => {
    const vendor = new Vendor({});
    await expect(asks(vendor, { ...request, to: '某路2号' })).resolves.toBe(false);
    expect(vendor.asked).toEqual([]);
  });

  it('does not take the yes of somebody for the yes of this carrier', async () => {
    const yes = new Vendor({ Success: true, ResultCode: '100', Reason: '成功' });
    await expect(asks(yes)).rejects.toMatchObject({
      kind: 'permanent',
      message: 'some courier comes there: KDNiao cannot tell for this carrier',
    });
  });

  it.each([
    [{ Success: false, ResultCode: '102', Reason: '数据验证不通过' }, 'credentials'],
    [{ Success: false, ResultCode: '103', Reason: '格式问题' }, 'permanent'],
    [{ Success: false, ResultCode: '405', Reason: '超过查询次数' }, 'throttled'],
    [{ Success: false, Reason: '系统繁忙' }, 'retryable'],
    [{ Success: false, ResultCode: '105', Reason: '其他错误' }, 'retryable'],
    [{ Reason: '?' }, 'retryable'],
  ])('takes %j for no answer to that', async (words, kind) => {
    await expect(asks(new Vendor(words))).rejects.toMatchObject({ kind });
  });
});
