import { isSupported, type BookingRequest, type CarrierPort, type RawCallback } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf, callbacksOf, contentOf } from './adapter.js';
import { HOUR, PHONE } from './returns.js';
import { Running, Target, type Got } from './running.js';
import { CARD } from './sf-client.js';

let sim: Running;
let port: CarrierPort;
let target: Target;

beforeEach(async () => {
  sim = await Running.start();
  const settings = {
    ...account,
    monthlyCard: CARD,
    orderStates: '已派单=accepted 收派员已接单=courier_assigned',
  };
  port = adapterOf(sim, 'sf', settings);
  target = new Target((got) => callbacksOf(port).ack(true, undefined, rawOf(got)).body);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const account = { partnerId: 'SAMPLESF', checkWord: 'sample-sf-check-word' };
const hear = async (more: object = {}): Promise<void> => {
  const told = { ...account, monthlyCard: CARD, pushUrl: await target.listen(), ...more };
  await sim.call('PUT', '/control/sf-accounts', told);
};
const rawOf = ({ body, headers }: Got): RawCallback => ({
  headers: { 'content-type': String(headers['content-type']) },
  body: Buffer.from(body),
});
const heard = () => target.got.map((got) => contentOf(port, got));
const outcomes = async (): Promise<Set<unknown>> =>
  new Set(
    (await sim.ledger('pushes')).filter((one) => one['provider'] === 'sf').map((one) => one['outcome']),
  );

const booking = () => {
  const { pickups } = port;
  if (!isSupported(pickups) || !isSupported(pickups.detail)) throw new Error('not supported');
  return { ...pickups, detail: pickups.detail };
};

const asked = (): BookingRequest => ({
  reference: 'RT-0001',
  carrier: 'SF',
  sender: { name: '王小红', phone: PHONE, address: '上海市浦东新区人民路1号' },
  receiver: { name: '退货组', phone: '13900000001', address: '浙江省杭州市西湖区物流园1号仓' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: { from: tomorrow(9), to: tomorrow(11) },
  callbackUrl: 'http://127.0.0.1/nowhere',
});
const DAY = 24 * HOUR;
const CHINA = 8 * HOUR;
const tomorrow = (hour: number): number =>
  Math.floor((sim.world.clock.now() + CHINA) / DAY) * DAY + DAY - CHINA + hour * HOUR;

describe('the adapter of SF against its simulator', () => {
  it('follows a parcel from the subscription to the door', async () => {
    if (!isSupported(port.subscribe) || !isSupported(port.track)) throw new Error('not supported');
    const id = await sim.order({ address: { phone: '13800005678' } });
    const waybill = {
      number: await sim.shipped(id, { carrier: 'SF', plan: 'quick' }),
      carrier: 'SF',
      phoneTail: '5678',
    };
    expect(await port.subscribe(waybill)).toEqual({ accepted: true });
    expect((await port.track(waybill)).scans).toEqual([]);
    await sim.advance(HOUR);
    const { scans, unreadable } = await port.track(waybill);
    expect(unreadable).toEqual([]);
    expect(scans[0]?.status).toBe('PICKED_UP');
    expect(scans.at(-1)?.status).toBe('DELIVERED');
    expect(scans.every((scan) => scan.status !== 'UNKNOWN')).toBe(true);
  });

  it.each(['json', 'xml'])(
    'reads the routes that come as %s, and is understood when it took them',
    async (routeFormat) => {
      if (!isSupported(port.subscribe) || !isSupported(port.track)) throw new Error('not supported');
      await hear({ routeFormat });
      const id = await sim.order({ address: { phone: '13800005678' } });
      const number = await sim.shipped(id, { carrier: 'SF', plan: 'quick' });
      const waybill = { number, carrier: 'SF', phoneTail: '5678' };
      await port.subscribe(waybill);
      await sim.advance(HOUR);
      const told = heard().flatMap(({ reports }) => reports);
      expect(new Set(told.map((report) => report.number))).toEqual(new Set([number]));
      const words = ({
        occurredAt,
        code,
        text,
        status,
      }: (typeof told)[number]['scans'][number]): unknown[] => [occurredAt, code, text, status];
      const { scans } = await port.track(waybill);
      expect(told.flatMap((report) => report.scans.map(words))).toEqual(scans.map(words));
      expect(await outcomes()).toEqual(new Set(['acked']));
    },
  );

  it.each(['form', 'json'])('reads the steps of an order, and fees that come as %s', async (feeBody) => {
    const { pickups } = port;
    if (!isSupported(pickups)) throw new Error('not supported');
    await hear({ feeBody });
    await sim.call('PUT', '/control/courier-plans', { default: 'comes', parcelPlan: 'never-picked' });
    await pickups.book(asked());
    // Tomorrow's slot ends in 35 hours at the most, and the bill comes within five more.
    for (let hours = 0; hours < 42; hours += 6) await sim.advance(6 * HOUR);
    const bookings = heard().flatMap((content) => content.bookings);
    expect(bookings.every(({ bookingId }) => bookingId === 'RT-0001')).toBe(true);
    // What this account's pushes say has no documented code; its settings tell two of the words.
    expect(bookings.map(({ status }) => status)).toEqual([
      ...['UNKNOWN', 'accepted', 'courier_assigned', 'UNKNOWN', 'settled'],
    ]);
    expect(bookings[2]?.courier?.phone).toMatch(/^1\d{10}$/);
    expect(bookings.at(-1)?.fees.every(({ amountFen }) => amountFen > 0)).toBe(true);
    expect(await outcomes()).toEqual(new Set(['acked']));
  });

  it('tells how an order stands, from the courier who is awaited to the bill', async () => {
    const { detail, book } = booking();
    await sim.call('PUT', '/control/courier-plans', { default: 'reweighs', parcelPlan: 'quick' });
    const { number } = await book(asked());
    const waiting = await detail({ bookingId: 'RT-0001' });
    expect(waiting).toMatchObject({ status: 'placed', number, fees: [] });
    for (let hours = 0; hours < 48; hours += 6) await sim.advance(6 * HOUR);
    const { items } = (await sim.call('GET', '/control/bookings')).json as {
      items: { billedGrams: number; settledFen: number }[];
    };
    const over = await detail({ bookingId: 'RT-0001' });
    expect(over).toMatchObject({ status: 'delivered', number, weightGrams: items[0]?.billedGrams });
    expect(over.fees.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(items[0]?.settledFen);
    expect(over.wholeBill).toBe(true);
  });

  it('tells that an order was called off, and that its people refused one', async () => {
    const { detail, book, cancel } = booking();
    await book(asked());
    await cancel({ bookingId: 'RT-0001', why: '不寄了' });
    expect(await detail({ bookingId: 'RT-0001' })).toMatchObject({
      status: 'cancelled_by_carrier',
      code: '33',
    });
    await sim.call('PUT', '/control/courier-plans', { default: 'rejects' });
    await book({ ...asked(), reference: 'RT-0002' });
    const screened = await detail({ bookingId: 'RT-0002' });
    expect(screened).toMatchObject({ status: 'placed', code: 'filterResult 1' });
    expect(screened.number).toBe(undefined);
    await sim.advance(HOUR);
    expect(await detail({ bookingId: 'RT-0002' })).toMatchObject({ status: 'rejected' });
    await expect(detail({ bookingId: 'RT-404' })).rejects.toMatchObject({ kind: 'permanent', code: '6150' });
  });

  it('prices, reaches, books, finds again and cancels', async () => {
    const { pickups } = port;
    if (!isSupported(pickups)) throw new Error('not supported');
    const { quote, reach, findBooking } = pickups;
    if (!isSupported(quote) || !isSupported(reach) || !isSupported(findBooking))
      throw new Error('not supported');
    const request = asked();
    const lane = {
      carrier: 'SF',
      from: request.sender.address,
      to: request.receiver.address,
      weightGrams: 1_500,
    };
    const [priced] = await quote([lane]);
    expect(priced).toMatchObject({ carrier: 'SF', priceFen: 1_400 });
    expect(priced?.promised?.at).toBeGreaterThan(sim.world.clock.now() + 47 * HOUR);
    expect(await reach(lane)).toBe(true);
    expect(await reach({ ...lane, to: '香港九龙' })).toBe(false);
    const booked = await pickups.book(request);
    expect(booked).toMatchObject({ bookingId: 'RT-0001', number: expect.stringMatching(/^SF\d{13}$/) });
    expect(await findBooking(request)).toEqual(booked);
    await expect(pickups.book(request)).rejects.toMatchObject({ kind: 'unknown-outcome', code: '8016' });
    await pickups.cancel({ ...booked, why: 'not wanted' });
    await pickups.cancel({ ...booked, why: 'not wanted' });
    expect((await sim.call('GET', '/control/bookings')).json).toMatchObject({
      items: [{ state: 'cancelled' }],
    });
  });

  it('understands the gateway’s refusals, and answers that are none', async () => {
    if (!isSupported(port.track)) throw new Error('not supported');
    const waybill = { number: 'SF1234567890123', carrier: 'SF' };
    await sim.call('POST', '/control/faults', { target: 'sf', name: 'throttled', times: 1 });
    await expect(port.track(waybill)).rejects.toMatchObject({ kind: 'throttled', code: 'A1005' });
    for (const name of ['500', 'malformed', 'huge', 'unanswered-query']) {
      await sim.call('POST', '/control/faults', { target: 'sf', name, times: 1 });
      await expect(port.track(waybill)).rejects.toMatchObject({ kind: 'retryable' });
    }
    await sim.call('PUT', '/control/sf-accounts', { partnerId: 'SAMPLESF', checkWord: 'changed-meanwhile' });
    await expect(port.track(waybill)).rejects.toMatchObject({ kind: 'credentials', code: 'A1006' });
  });
});
