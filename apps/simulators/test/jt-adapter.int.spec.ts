import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf, callbacksOf, contentOf, wish } from './adapter.js';
import { ACCOUNT, CUSTOMER, KEY, PASSWORD } from './jt-client.js';
import { HOUR } from './returns.js';
import { Running, Target, type Got } from './running.js';

let sim: Running;
let target: Target;
let port: CarrierPort;
let pushUrl: string;

const settings = { apiAccount: ACCOUNT, privateKey: KEY, customerCode: CUSTOMER, customerPassword: PASSWORD };

beforeEach(async () => {
  sim = await Running.start();
  port = adapterOf(sim, 'jt', settings);
  target = new Target(callbacksOf(port).ack(true).body);
  pushUrl = await target.listen();
  await sim.call('PUT', '/control/jt-accounts', { ...settings, pushUrl });
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const read = (got: Got) => contentOf(port, got);

const asked = (reference: string) => wish(sim, 'JTSD', reference);

describe('the adapter of J&T against its simulator', () => {
  it.each(['numbers', 'names'])(
    'follows a parcel from the subscription to the door, scans told by %s',
    async (how) => {
      if (!isSupported(port.subscribe) || !isSupported(port.track)) throw new Error('not supported');
      await sim.call('PUT', '/control/jt-accounts', { ...settings, scanTypes: how, pushUrl });
      const number = await sim.shipped(await sim.order(), { carrier: 'JTSD', plan: 'quick' });
      const waybill = { number, carrier: 'JTSD' };
      expect(await port.subscribe(waybill)).toEqual({ accepted: true });
      expect((await port.track(waybill)).scans).toEqual([]);
      await sim.advance(HOUR);
      const queried = (await port.track(waybill)).scans;
      expect(queried[0]?.status).toBe('PICKED_UP');
      expect(queried.at(-1)?.status).toBe('DELIVERED');
      expect(queried.every((scan) => scan.status !== 'UNKNOWN')).toBe(true);
      const pushed = target.got.flatMap((one) => read(one).reports.flatMap((report) => report.scans));
      const named = (scan: (typeof queried)[number]): string => `${scan.occurredText} ${scan.code}`;
      expect(new Set(pushed.map(named))).toEqual(new Set(queried.map(named)));
      const sent = (await sim.ledger('pushes')).filter((one) => one['provider'] === 'jt');
      expect(new Set(sent.map((one) => one['outcome']))).toEqual(new Set(['acked']));
    },
  );

  it('books, is told every step, and cancels another', async () => {
    const { pickups } = port;
    if (!isSupported(pickups)) throw new Error('not supported');
    const booked = await pickups.book(asked('RT-0001'));
    expect(booked).toMatchObject({ bookingId: 'RT-0001', number: expect.stringMatching(/^JT\d{13}$/) });
    const other = await pickups.book(asked('RT-0002'));
    await pickups.cancel({ ...other, why: 'not wanted' });
    await sim.advance(6 * HOUR);
    const reports = target.got.flatMap((one) => read(one).bookings);
    const of = (id: string): unknown[] =>
      reports.filter((one) => one.bookingId === id).map((one) => one.status);
    expect(of('RT-0001')).toEqual(expect.arrayContaining(['courier_assigned', 'picked_up', 'picked_up']));
    expect(of('RT-0002')).toEqual(['cancelled_by_carrier']);
    await expect(pickups.cancel({ ...booked, why: 'too late' })).rejects.toMatchObject({
      kind: 'unknown-outcome',
    });
  });

  it('understands its refusals', async () => {
    if (!isSupported(port.track)) throw new Error('not supported');
    const waybill = { number: 'JT1234567890123', carrier: 'JTSD' };
    await sim.call('POST', '/control/faults', { target: 'jt', name: 'throttled', times: 1 });
    await expect(port.track(waybill)).rejects.toMatchObject({ kind: 'throttled' });
    await sim.call('PUT', '/control/jt-accounts', { ...settings, privateKey: 'changed-meanwhile' });
    await expect(port.track(waybill)).rejects.toMatchObject({ kind: 'credentials' });
  });
});
