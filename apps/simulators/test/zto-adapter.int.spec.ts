import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf, callbacksOf, contentOf, wish } from './adapter.js';
import { HOUR } from './returns.js';
import { Running, Target, type Got } from './running.js';
import { APP, SECRET } from './zto-client.js';

let sim: Running;
let target: Target;
let port: CarrierPort;

const settings = {
  appKey: APP,
  appSecret: SECRET,
  accountId: 'sample-zto-account',
  accountPassword: 'sample-zto-password',
};

beforeEach(async () => {
  sim = await Running.start();
  port = adapterOf(sim, 'zto', settings);
  target = new Target(callbacksOf(port).ack(true).body);
  await sim.call('PUT', '/control/zto-accounts', { ...settings, pushUrl: await target.listen() });
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const read = (got: Got) => contentOf(port, got);

const asked = (reference: string) => wish(sim, 'ZTO', reference);

describe('the adapter of ZTO against its simulator', () => {
  it('follows a parcel from the subscription to the door, by query and by push', async () => {
    if (!isSupported(port.subscribe) || !isSupported(port.track)) throw new Error('not supported');
    const id = await sim.order({ address: { phone: '13800005678' } });
    const number = await sim.shipped(id, { carrier: 'ZTO', plan: 'quick' });
    const waybill = { number, carrier: 'ZTO', phoneTail: '5678' };
    expect(await port.subscribe(waybill)).toEqual({ accepted: true });
    expect((await port.track(waybill)).scans).toEqual([]);
    await sim.advance(HOUR);
    const queried = await port.track(waybill);
    const pushed = target.got.flatMap((one) => read(one).reports.flatMap((report) => report.scans));
    for (const scans of [queried.scans, pushed]) {
      expect(scans[0]?.status).toBe('PICKED_UP');
      expect(scans.at(-1)?.status).toBe('DELIVERED');
      expect(scans.every((scan) => scan.status !== 'UNKNOWN')).toBe(true);
      const out = scans.find((scan) => scan.status === 'OUT_FOR_DELIVERY');
      expect(out?.placeParts).toMatchObject({ city: out?.place, site: `${out?.place}网点` });
      expect(`${out?.courier?.name} ${out?.courier?.phone}`).toMatch(/师傅 136\d{8}$/);
    }
    const sent = (await sim.ledger('pushes')).filter((one) => one['provider'] === 'zto');
    expect(new Set(sent.map((one) => one['outcome']))).toEqual(new Set(['acked']));
  });

  it('reaches, books, is told every step and the money, and cancels another', async () => {
    await sim.call('PUT', '/control/courier-plans', { default: 'reweighs', parcelPlan: 'quick' });
    const { pickups } = port;
    if (!isSupported(pickups) || !isSupported(pickups.reach)) throw new Error('not supported');
    const request = asked('RT-0001');
    const lane = {
      carrier: 'ZTO',
      from: request.sender.address,
      to: request.receiver.address,
      weightGrams: 1_500,
    };
    expect(await pickups.reach(lane)).toBe(true);
    const booked = await pickups.book(request);
    expect(booked.number).toMatch(/^78\d{12}$/);
    const other = await pickups.book(asked('RT-0002'));
    await pickups.cancel({ ...other, why: 'not wanted' });
    await pickups.cancel({ ...other, why: 'not wanted' });
    for (let hours = 0; hours < 12; hours += 6) await sim.advance(6 * HOUR);
    const reports = target.got.flatMap((one) => read(one).bookings);
    const mine = reports.filter((one) => one.bookingId === booked.bookingId);
    expect(new Set(mine.map((one) => one.status))).toEqual(
      new Set(['accepted', 'label_ready', 'picked_up', 'delivered', 'settled']),
    );
    const bill = mine.findLast(({ wholeBill }) => wholeBill)?.fees.map(({ amountFen }) => amountFen);
    const { json } = await sim.call('GET', '/control/bookings?reference=RT-0001');
    expect(json).toMatchObject({ items: [{ settledFen: bill?.at(-1) }] });
    const cancelled = await sim.call('GET', '/control/bookings?reference=RT-0002');
    expect(cancelled.json).toMatchObject({ items: [{ state: 'cancelled' }] });
  });

  it('understands its refusals', async () => {
    if (!isSupported(port.track)) throw new Error('not supported');
    const waybill = { number: '78123456789012', carrier: 'ZTO', phoneTail: '5678' };
    await sim.call('POST', '/control/faults', { target: 'zto', name: 'throttled', times: 1 });
    await expect(port.track(waybill)).rejects.toMatchObject({ kind: 'throttled' });
    await expect(port.track({ ...waybill, phoneTail: undefined })).rejects.toMatchObject({
      kind: 'permanent',
    });
    await sim.call('PUT', '/control/zto-accounts', { ...settings, appSecret: 'changed-meanwhile' });
    await expect(port.track(waybill)).rejects.toMatchObject({ kind: 'credentials' });
  });
});
