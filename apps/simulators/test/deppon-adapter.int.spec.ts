import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf, pickupsOf, wish } from './adapter.js';
import { account, SIGN } from './deppon-client.js';
import { HOUR, MINUTE, PHONE } from './returns.js';
import { Running, Target, type Json } from './running.js';

let sim: Running;
let target: Target | undefined;

beforeEach(async () => {
  sim = await Running.start();
  target = undefined;
});
afterEach(async () => {
  await sim.stop();
  await target?.close();
});

function portOf(more: Json = {}): CarrierPort {
  const terms = { transportType: 'PACKAGE', deliveryType: '3', payType: '2' };
  return adapterOf(sim, 'deppon', { ...account, ...terms, ...more, orderUrl: `${sim.url}/deppon` });
}

const shipped = async (plan: string): Promise<string> =>
  sim.shipped(await sim.order(), { carrier: 'DBL', plan });

const asked = (reference: string) =>
  wish(sim, 'DBL', reference, {
    sender: { name: '王小红', phone: PHONE, address: '上海市上海市浦东新区人民路1号' },
  });

describe('the adapter of Deppon against its simulator', () => {
  it('follows a parcel to the door, whatever order its traces come in', async () => {
    const port = portOf();
    if (!isSupported(port.subscribe) || !isSupported(port.track)) throw new Error('not supported');
    const waybill = { number: await shipped('quick'), carrier: 'DBL' };
    expect(await port.subscribe(waybill)).toEqual({ accepted: true });
    expect(await port.subscribe(waybill)).toEqual({ accepted: true });
    expect(await port.track(waybill)).toMatchObject({ scans: [], fullHistory: false });
    await sim.advance(HOUR);
    const { scans } = await port.track(waybill);
    expect(scans[0]?.status).toBe('PICKED_UP');
    expect(scans.at(-1)?.status).toBe('DELIVERED');
    expect(scans.every((scan) => scan.status !== 'UNKNOWN')).toBe(true);
  });

  it('books, cancels as soon as the order is taken in, and has another one fetched', async () => {
    await sim.call('PUT', '/control/courier-plans', { default: 'comes', parcelPlan: 'quick' });
    const port = portOf();
    const { book, cancel } = pickupsOf(port);
    const booked = await book(asked('1001'));
    expect(booked).toMatchObject({ bookingId: `${SIGN}1001` });
    expect(booked.number).toMatch(/^DPK\d{12}$/);
    const early = cancel({ ...booked, why: 'not wanted' });
    await expect(early).rejects.toMatchObject({ kind: 'retryable' });
    const other = await book(asked('1002'));
    await sim.advance(4 * MINUTE);
    await cancel({ ...booked, why: 'not wanted' });
    await sim.advance(12 * HOUR);
    const state = async (reference: string): Promise<unknown> => {
      const { json } = await sim.call('GET', `/control/bookings?reference=${SIGN}${reference}`);
      return (json['items'] as Json[])[0]?.['status'];
    };
    expect([await state('1001'), await state('1002')]).toEqual(['CANCEL', 'SIGNSUCCESS']);
    const { detail } = pickupsOf(port);
    if (!isSupported(detail)) throw new Error('not supported');
    expect(await detail(booked)).toMatchObject({ status: 'cancelled_by_carrier', number: booked.number });
    expect(await detail(other)).toMatchObject({ status: 'delivered', number: other.number });
    if (!isSupported(port.track)) throw new Error('not supported');
    const { scans } = await port.track({ number: other.number ?? '', carrier: 'DBL' });
    expect(scans.at(-1)?.status).toBe('DELIVERED');
  });

  it.each(['new', 'whole'])(
    'reads and acknowledges pushes of orders and parcels, told %s',
    async (pushes) => {
      const port = portOf();
      const { callbacks } = port;
      if (!isSupported(callbacks)) throw new Error('not supported');
      target = new Target(callbacks.ack(true).body);
      const pushUrl = await target.listen();
      await sim.call('PUT', '/control/deppon-accounts', { ...account, pushes, pushUrl });
      await sim.call('PUT', '/control/courier-plans', { default: 'comes', parcelPlan: 'quick' });
      const { bookingId, number = '' } = await pickupsOf(port).book(asked('1001'));
      if (!isSupported(port.subscribe)) throw new Error('not supported');
      await port.subscribe({ number, carrier: 'DBL' });
      await sim.advance(12 * HOUR);
      const contents = target.got.map(({ body, headers }) => {
        const type = String(headers['content-type']);
        const reading = callbacks.read({ headers: { 'content-type': type }, body: Buffer.from(body) });
        if (reading.kind !== 'accepted') throw new Error(`a push is ${reading.kind}`);
        return reading.content;
      });
      const bookings = contents.flatMap((content) => content.bookings);
      expect(new Set(bookings.map((one) => one.bookingId))).toEqual(new Set([bookingId]));
      expect(bookings.map((one) => one.status)).toEqual([
        ...['accepted', 'courier_assigned', 'picked_up', 'delivered'],
      ]);
      expect(bookings[1]?.courier?.phone).toMatch(/^137\d{8}$/);
      const reports = contents.flatMap((content) => content.reports);
      expect(new Set(reports.map((report) => report.number))).toEqual(new Set([number]));
      expect(reports.at(-1)?.scans.at(-1)?.status).toBe('DELIVERED');
      const sent = (await sim.ledger('pushes')).filter((one) => one['provider'] === 'deppon');
      expect(new Set(sent.map((one) => one['outcome']))).toEqual(new Set(['acked']));
    },
  );

  it('numbers orders with letters, which only some accounts may', async () => {
    const { book } = pickupsOf(portOf());
    await expect(book(asked('RT-1'))).rejects.toMatchObject({ kind: 'permanent' });
    await sim.call('PUT', '/control/deppon-accounts', { ...account, logisticID: 'any' });
    expect(await book(asked('RT-1'))).toMatchObject({ bookingId: `${SIGN}RT-1` });
  });

  it('understands its refusals', async () => {
    const waybill = { number: 'DPK000000000001', carrier: 'DBL' };
    for (const wrong of [{ appkey: 'x' }, { companyCode: 'x' }, { customerCode: 'x' }]) {
      const { track } = portOf(wrong);
      if (!isSupported(track)) throw new Error('not supported');
      await expect(track(waybill)).rejects.toMatchObject({ kind: 'credentials' });
    }
    const { track } = portOf();
    if (!isSupported(track)) throw new Error('not supported');
    await sim.call('POST', '/control/faults', { target: 'deppon', name: 'throttled', times: 1 });
    await expect(track(waybill)).rejects.toMatchObject({ kind: 'throttled' });
    const { book } = pickupsOf(portOf());
    await book(asked('1'));
    await expect(book(asked('1'))).rejects.toMatchObject({ kind: 'unknown-outcome' });
  });
});
