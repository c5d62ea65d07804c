import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromShanghai } from '@cartrail/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { account, ScriptedKdniao } from '../../test/scripted-kdniao.js';
import type { BookingRequest } from '../booking.js';
import { conformanceTable, runConformance } from '../conformance/index.js';
import { fetchHttp } from '../http.js';
import { isSupported, type CarrierPort, type NotSupported, type PickupPort } from '../port.js';
import { carrierFactories } from '../registry.js';
import { manifest } from './manifest.js';

const now = fromShanghai('2025-01-02 10:00:00') ?? 0;

const request: BookingRequest = {
  reference: '01k4p0s8e7f6g5h4j3k2m1n0pq',
  carrier: 'YTO',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '0579-80000000', address: '上海市浦东新区某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: {
    from: fromShanghai('2025-01-03 09:00:00') ?? 0,
    to: fromShanghai('2025-01-03 12:00:00') ?? 0,
  },
  callbackUrl: 'https://callbacks.example/callbacks/kdniao/c-1',
};

const quotes = ['YTO', 'ZTO', 'JD', 'SF'].map((carrier) => ({
  carrier,
  from: request.sender.address,
  to: request.receiver.address,
  weightGrams: 1_500,
}));

describe('KDNiao over real HTTP', () => {
  const scripted = new ScriptedKdniao();
  const server = createServer((incoming, response) => void scripted.handle(incoming, response));
  const open = (settings: object = {}): CarrierPort => {
    const entry = carrierFactories.get('kdniao');
    if (!entry) throw new Error('not registered');
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const given = { ...account, baseUrl, orderUrl: baseUrl, timeoutMs: 300, ...settings };
    return entry.create(given, { http: fetchHttp, clock: { now: () => now } });
  };
  const usable = <T extends object>(operation: T | NotSupported): T => {
    if (!isSupported(operation)) throw new Error('not supported');
    return operation;
  };
  const pickups = (settings?: object): PickupPort => usable(open(settings).pickups);
  const sent = (): unknown => JSON.parse(scripted.seen.at(-1)?.['RequestData'] ?? '');

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('passes the conformance suite', async () => {
    const subject = { port: open(), server: scripted, carrier: 'YTO', booking: { request, quotes } };
    const results = await runConformance(subject);
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    const missed = declared.filter((cell) => cell.outcome !== 'pass');
    expect(missed.map(({ guarantee, outcome }) => [outcome, guarantee])).toEqual([
      ['n/a', 'json-in-json reads as the plain push does'],
      ['n/a', 'json-in-json reads as the plain push does'],
    ]);
  });

  it('sends the documented envelope, and a phone tail only to carriers that want one', async () => {
    const track = usable(open().track);
    await scripted.arrange('moving');
    await track({ number: 'YT1234567890123', carrier: 'YTO', phoneTail: '1234' });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/Ebusiness/EbusinessOrderHandle.aspx',
      RequestType: '8001',
      EBusinessID: '1000001',
      DataType: '2',
      RequestData: '{"ShipperCode":"YTO","LogisticCode":"YT1234567890123"}',
    });
    await expect(
      track({ number: '73100012345678', carrier: 'ZTO', phoneTail: '1234' }),
    ).rejects.toMatchObject({
      kind: 'permanent',
    });
    expect(scripted.seen.at(-1)?.['RequestData']).toContain('"CustomerName":"1234"');
  });

  it('recognises a number in its own order, and keeps a carrier that is in no list', async () => {
    await scripted.arrange('moving');
    const recognise = usable(open().recognise);
    await expect(recognise('yt 1234 5678 90123')).resolves.toEqual([
      {
        carrier: 'YTO',
        carrierCode: 'YTO',
        confidence: 'possible',
        reasons: ['kdniao names 圆通速递, 1 of 3'],
      },
      expect.objectContaining({ carrier: 'CND', confidence: 'possible' }),
      expect.objectContaining({ carrier: 'UNKNOWN', carrierCode: 'NEWCO' }),
    ]);
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/Ebusiness/EbusinessOrderHandle.aspx',
      RequestType: '2002',
      RequestData: '{"LogisticCode":"YT1234567890123"}',
    });
    await expect(recognise('YT0000000000000')).rejects.toMatchObject({ kind: 'permanent' });
    scripted.says({ Success: true, Shippers: [{ ShipperCode: 'YTO' }, { ShipperCode: '' }, null] });
    await expect(recognise('YT1234567890123')).resolves.toMatchObject([{ confidence: 'likely' }]);
  });

  it('books with every documented field, under our reference', async () => {
    await scripted.bookings.arrange('answers');
    const reference = 'B-FIELDS';
    await expect(pickups().book({ ...request, reference, remark: '轻放 "A&B"' })).resolves.toEqual({
      bookingId: reference,
      providerOrderId: 'KDN2501020001',
      number: 'SF1234567890123',
    });
    expect(scripted.seen.at(-1)).toMatchObject({ path: '/api/OOrderService', RequestType: '1801' });
    expect(sent()).toEqual({
      OrderCode: reference,
      TransportType: 1,
      ShipperType: 5,
      ShipperCode: 'YTO',
      PayType: 3,
      ExpType: 1,
      Sender: {
        Name: '张三',
        Mobile: '13800000000',
        ProvinceName: '浙江省',
        CityName: '杭州市',
        ExpAreaName: '余杭区',
        Address: '某街道1号',
      },
      Receiver: {
        Name: '某仓',
        Tel: '0579-80000000',
        ProvinceName: '上海',
        CityName: '上海市',
        ExpAreaName: '浦东新区',
        Address: '某路2号',
      },
      StartDate: '2025-01-03 09:00:00',
      EndDate: '2025-01-03 12:00:00',
      Weight: 1.5,
      Quantity: 1,
      Commodity: [{ GoodsName: '服装', GoodsQuantity: 1 }],
      Remark: '轻放 AB',
    });
  });

  it('sends nothing that KDNiao documents as too long, or cannot be told', async () => {
    const before = scripted.seen.length;
    const { sender } = request;
    for (const wrong of [
      { ...request, reference: 'r'.repeat(31) },
      { ...request, remark: '放'.repeat(61) },
      { ...request, carrier: 'SFKY' },
      { ...request, sender: { ...sender, address: '某街道1号' } },
      { ...request, sender: { ...sender, address: '浙江省杭州市某街道1号' } },
    ]) {
      const error: unknown = await pickups()
        .book(wrong)
        .catch((caught: unknown) => caught);
      expect(error).toMatchObject({ kind: 'permanent' });
      expect(String(error)).not.toContain('某街道');
    }
    expect(scripted.seen.length).toBe(before);
  });

  it('takes an order that was made already for the one it asked for', async () => {
    await scripted.bookings.arrange('answers');
    const again = { ...request, reference: 'B-AGAIN' };
    await pickups().book(again);
    await expect(pickups().book(again)).resolves.toMatchObject({ bookingId: 'B-AGAIN' });
  });

  it.each([
    ['a yes about another order', { Success: true, ResultCode: '100', Order: { OrderCode: 'other' } }],
    ['a yes without an order', { Success: true, ResultCode: '100', Order: null }],
    ['a yes with the code of a no', { Success: true, ResultCode: '103', Order: { OrderCode: 'B-1' } }],
    ['"made already" about another order', { Success: false, ResultCode: '106', Order: { OrderCode: 'x' } }],
    ['neither yes nor no', { Reason: '?' }],
    ['a system that broke down', { Success: false, ResultCode: '105', Reason: '其他错误' }],
    ['a time-out behind it', { Success: false, Reason: '接口超时' }],
  ])('leaves open whether there is a booking after %s', async (_what, words) => {
    scripted.says(words);
    await expect(pickups().book({ ...request, reference: 'B-1' })).rejects.toMatchObject({
      kind: 'unknown-outcome',
    });
  });

  it('looks for no booking whose slot is over, and leaves open whether there is one', async () => {
    const before = scripted.seen.length;
    const over = { ...request, slot: { from: now - 2, to: now } };
    await expect(usable(pickups().findBooking)(over)).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(scripted.seen.length).toBe(before);
  });

  it('cancels with a reason of at most 99 characters', async () => {
    await scripted.bookings.arrange('answers');
    await pickups().cancel({ bookingId: 'B-1', why: '不'.repeat(120) });
    expect(scripted.seen.at(-1)).toMatchObject({ path: '/api/OOrderService', RequestType: '1802' });
    expect(sent()).toEqual({ OrderCode: 'B-1', CancelType: 1, CancelMsg: '不'.repeat(99) });
  });

  it('asks once for all carriers of one parcel, and leaves out who has no price', async () => {
    await scripted.bookings.arrange('answers');
    const quote = usable(pickups().quote);
    const before = scripted.seen.length;
    const [first] = quotes;
    if (!first) throw new Error('no quote');
    const elsewhere = { ...first, to: '某路2号' };
    await expect(quote([...quotes, elsewhere, ...quotes])).resolves.toEqual([
      { carrier: 'YTO', priceFen: 800, firstFen: 650, priceKind: 'PLATFORM' },
      { carrier: 'ZTO', priceFen: 830, firstFen: 680, priceKind: 'PLATFORM' },
      { carrier: 'YTO', priceFen: 800, firstFen: 650, priceKind: 'PLATFORM' },
      { carrier: 'ZTO', priceFen: 830, firstFen: 680, priceKind: 'PLATFORM' },
    ]);
    expect(scripted.seen.length - before).toBe(1);
    expect(sent()).toEqual({
      TransportType: 1,
      ShipperType: 5,
      Weight: 1.5,
      Sender: { ProvinceName: '浙江省', CityName: '杭州市', ExpAreaName: '余杭区' },
      Receiver: { ProvinceName: '上海', CityName: '上海市', ExpAreaName: '浦东新区' },
    });
    const toParts = { province: '江苏', city: '南京市', district: '玄武区', street: '某路3号' };
    await quote([{ ...elsewhere, toParts }]);
    expect(sent()).toMatchObject({
      Receiver: { ProvinceName: '江苏省', CityName: '南京市', ExpAreaName: '玄武区' },
    });
  });

  it('keeps names, phones and addresses out of what KDNiao refuses', async () => {
    scripted.says({ Success: false, ResultCode: '103', Reason: '张三 13800000000 某街道1号 无法揽收' });
    await expect(pickups().book(request)).rejects.toMatchObject({ message: '… … … 无法揽收' });
    await expect(usable(pickups().quote)(quotes)).rejects.toMatchObject({ message: '张三 … … 无法揽收' });
  });

  it('sends no courier for an account that may not name the carrier', () => {
    expect(open({ namesCarrier: false }).pickups).toMatchObject({ notSupported: true });
  });
});
