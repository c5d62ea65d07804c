import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf, callbacksOf, contentOf, pickupsOf, wish } from './adapter.js';
import { ID, KEY } from './kdniao-client.js';
import { HOUR, PHONE } from './returns.js';
import { Running, Target, type Json } from './running.js';

const settings = { eBusinessId: ID, apiKey: KEY, namesCarrier: true };
let sim: Running;
let target: Target;
let port: CarrierPort;
let pushUrl: string;

beforeEach(async () => {
  sim = await Running.start();
  port = adapterOf(sim, 'kdniao', settings);
  target = new Target(callbacksOf(port).ack(true).body);
  pushUrl = await target.listen();
  await account();
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const account = (more: Json = {}): Promise<unknown> =>
  sim.call('PUT', '/control/kdniao-accounts', { eBusinessId: ID, apiKey: KEY, pushUrl, ...more });
const reports = () => target.got.flatMap((one) => contentOf(port, one).bookings);
const halfADay = async (): Promise<void> => {
  for (let hours = 0; hours < 12; hours += 6) await sim.advance(6 * HOUR);
};

describe('the adapter of KDNiao against its simulator', () => {
  it.each(['once', 'twice'])(
    'follows a parcel to the door, by query and by push encoded %s',
    async (pushEncoding) => {
      await account({ pushEncoding });
      if (!isSupported(port.subscribe) || !isSupported(port.track)) throw new Error('not supported');
      const number = await sim.shipped(await sim.order(), { carrier: 'YTO', plan: 'quick' });
      const waybill = { number, carrier: 'YTO', reference: 'mine' };
      await port.subscribe(waybill);
      await sim.advance(HOUR);
      const queried = await port.track(waybill);
      const pushed = target.got.flatMap((one) => contentOf(port, one).reports).at(-1);
      for (const { scans } of [queried, pushed ?? { scans: [] }]) {
        expect(scans[0]?.status).toBe('PICKED_UP');
        expect(scans.at(-1)?.status).toBe('DELIVERED');
      }
      expect(pushed?.echo).toBe('mine');
    },
  );

  it('names whose number it may be', async () => {
    if (!isSupported(port.recognise)) throw new Error('not supported');
    expect(await port.recognise('YT1234567890123')).toMatchObject([{ carrier: 'YTO', confidence: 'likely' }]);
  });

  it('asks for prices, books, is told every step, the weight and the money', async () => {
    await sim.call('PUT', '/control/courier-plans', { default: 'reweighs', parcelPlan: 'quick' });
    const request = wish(sim, 'YTO', 'RT-0001');
    const lane = { carrier: 'YTO', from: request.sender.address, to: request.receiver.address };
    const { quote } = pickupsOf(port);
    if (!isSupported(quote)) throw new Error('not supported');
    expect(await quote([{ ...lane, weightGrams: 1_500 }])).toEqual([
      { carrier: 'YTO', priceFen: 850, firstFen: 650, priceKind: 'PLATFORM' },
    ]);
    const booked = await pickupsOf(port).book(request);
    expect(booked).toMatchObject({ bookingId: 'RT-0001', number: undefined });
    await halfADay();
    const seen = reports();
    expect(new Set(seen.map(({ status }) => status))).toEqual(
      new Set([
        ...['label_ready', 'accepted', 'courier_assigned', 'picked_up'],
        ...['weight_changed', 'in_transit', 'delivered'],
      ]),
    );
    expect(seen.every((one) => one.bookingId === 'RT-0001')).toBe(true);
    const { json } = await sim.call('GET', '/control/bookings?reference=RT-0001');
    const [truth] = json['items'] as Json[];
    expect(seen.find(({ status }) => status === 'label_ready')?.number).toBe(truth?.['number']);
    expect(seen.find(({ status }) => status === 'courier_assigned')?.courier?.phone).toMatch(/^137\d{8}$/);
    expect(seen.find(({ status }) => status === 'weight_changed')?.weightGrams).toBe(3_000);
    const bill = seen.findLast(({ fees }) => fees.length > 0);
    const fees = [{ kind: 'TotalFee', amountFen: truth?.['settledFen'] }];
    expect(bill).toMatchObject({ wholeBill: true, fees });
    const sent = (await sim.ledger('pushes')).filter((one) => one['provider'] === 'kdniao');
    expect(new Set(sent.map((one) => one['outcome']))).toEqual(new Set(['acked']));
  });

  it('is charged by 601 for what goes by STO', async () => {
    await pickupsOf(port).book(wish(sim, 'STO', 'RT-0001'));
    await halfADay();
    const settled = reports().filter(({ fees }) => fees.length > 0);
    expect(settled).toMatchObject([{ status: 'settled', code: '601' }]);
  });

  it('calls a courier off, once and again, and finds its order after a lost answer', async () => {
    await sim.call('POST', '/control/faults', { target: PHONE, name: 'lost-answer' });
    const request = wish(sim, 'YTO', 'RT-0001');
    await expect(pickupsOf(port).book(request)).rejects.toMatchObject({ kind: 'unknown-outcome' });
    const { findBooking } = pickupsOf(port);
    if (!isSupported(findBooking)) throw new Error('not supported');
    const found = await findBooking(request);
    await pickupsOf(port).cancel({ ...found, why: 'not wanted' });
    await pickupsOf(port).cancel({ ...found, why: 'not wanted' });
    await halfADay();
    expect(reports().map(({ status }) => status)).toEqual(['cancelled_by_carrier']);
    const { json } = await sim.call('GET', '/control/bookings?reference=RT-0001');
    expect(json).toMatchObject({ items: [{ state: 'cancelled', pickedUpAt: null }] });
  });

  it('understands its refusals', async () => {
    const request = wish(sim, 'YTO', 'RT-0001');
    const elsewhere = { ...request.sender, address: '香港特别行政区九龙一路1号' };
    await expect(pickupsOf(port).book({ ...request, sender: elsewhere })).rejects.toMatchObject({
      kind: 'permanent',
    });
    const booked = await pickupsOf(port).book(request);
    await halfADay();
    await expect(pickupsOf(port).cancel({ ...booked, why: 'late' })).rejects.toMatchObject({
      kind: 'permanent',
    });
    await account({ namesCarrier: 'no' });
    await expect(pickupsOf(port).book(wish(sim, 'YTO', 'RT-0002'))).rejects.toMatchObject({
      kind: 'credentials',
    });
    await account({ apiKey: 'changed-meanwhile' });
    await expect(pickupsOf(port).book(wish(sim, 'YTO', 'RT-0003'))).rejects.toMatchObject({
      kind: 'credentials',
    });
  });
});
