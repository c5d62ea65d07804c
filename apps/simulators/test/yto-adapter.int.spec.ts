import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf, callbacksOf, contentOf, wish } from './adapter.js';
import { HOUR } from './returns.js';
import { Running, Target, type Got } from './running.js';
import { KEYS } from './yto-client.js';

let sim: Running;
let port: CarrierPort;
let target: Target;

const keysOf = (what: string): Record<string, string> => ({
  [`${what}OpenId`]: KEYS.openId,
  [`${what}CustomerCode`]: KEYS.customerCode,
  [`${what}Secret`]: KEYS.secret,
});
const settings = { ...keysOf('query'), ...keysOf('subscribe'), ...keysOf('order') };

beforeEach(async () => {
  sim = await Running.start();
  port = adapterOf(sim, 'yto', settings);
  target = new Target(callbacksOf(port).ack(true).body);
  await sim.call('PUT', '/control/yto-accounts', { ...KEYS, pushUrl: await target.listen() });
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const read = (got: Got) => contentOf(port, got);

const asked = (reference: string) =>
  wish(sim, 'YTO', reference, {
    slot: { from: sim.world.clock.now() + 5 * HOUR, to: sim.world.clock.now() + 7 * HOUR },
  });
const shipped = async (): Promise<string> =>
  sim.shipped(await sim.order(), { carrier: 'YTO', plan: 'quick' });

describe('the adapter of YTO against its simulator', () => {
  it('follows a parcel from the subscription to the door, by query and by push', async () => {
    if (!isSupported(port.subscribe) || !isSupported(port.track)) throw new Error('not supported');
    const waybill = { number: await shipped(), carrier: 'YTO' };
    expect(await port.subscribe(waybill)).toEqual({ accepted: true });
    expect((await port.track(waybill)).scans).toEqual([]);
    await sim.advance(HOUR);
    const queried = await port.track(waybill);
    expect(queried.fullHistory).toBe(true);
    const pushed = target.got.flatMap((one) => read(one).reports.flatMap((report) => report.scans));
    for (const scans of [queried.scans, pushed]) {
      expect([scans[0]?.status, scans.at(-1)?.status]).toEqual(['PICKED_UP', 'DELIVERED']);
      expect(scans.every((scan) => scan.status !== 'UNKNOWN')).toBe(true);
    }
    const out = pushed.find((scan) => scan.status === 'OUT_FOR_DELIVERY');
    expect(out?.courier?.name).toMatch(/师傅$/);
    expect(out?.placeParts?.site).toBe(`${out?.placeParts?.city}网点`);
    const sent = (await sim.ledger('pushes')).filter((one) => one['provider'] === 'yto');
    expect(new Set(sent.map((one) => one['outcome']))).toEqual(new Set(['acked']));
  });

  it('books a courier for its slot, cancels another, and cannot tell about a second order', async () => {
    const { pickups } = port;
    if (!isSupported(pickups)) throw new Error('not supported');
    const { slot } = asked('RT-0001');
    const booked = await pickups.book(asked('RT-0001'));
    expect(booked).toEqual({ bookingId: 'RT-0001', number: expect.stringMatching(/^YT\d{13}$/) });
    await expect(pickups.book(asked('RT-0001'))).rejects.toMatchObject({ kind: 'unknown-outcome' });
    const other = await pickups.book(asked('RT-0002'));
    await pickups.cancel({ ...other, why: 'not wanted' });
    for (const hours of [6, 2]) await sim.advance(hours * HOUR);
    const stateOf = async (reference: string): Promise<unknown> =>
      (await sim.call('GET', `/control/bookings?reference=${reference}`)).json['items'];
    const [mine] = (await stateOf('RT-0001')) as { number: string; pickedUpAt: string }[];
    expect(mine?.number).toBe(booked.number);
    expect(Date.parse(mine?.pickedUpAt ?? '')).toBeGreaterThanOrEqual(slot.from - 1_000);
    expect(await stateOf('RT-0002')).toMatchObject([{ state: 'cancelled', cancelMsg: 'not wanted' }]);
  });

  it.each([
    ['comes', ['accepted', 'picked_up']],
    ['rejects', ['pickup_failed']],
    ['cancels', ['accepted', 'pickup_failed']],
  ])('is told by pushes of a courier who %s', async (plan, statuses) => {
    await sim.call('PUT', '/control/courier-plans', { default: plan, parcelPlan: 'quick' });
    const { pickups } = port;
    if (!isSupported(pickups)) throw new Error('not supported');
    const { number } = await pickups.book(asked('RT-0001'));
    for (let hours = 0; hours < 12; hours += 6) await sim.advance(6 * HOUR);
    const reports = target.got.flatMap((one) => read(one).bookings);
    expect(reports.map((one) => one.status)).toEqual(statuses);
    expect(reports.every((one) => one.bookingId === 'RT-0001' && one.number === number)).toBe(true);
  });

  it('wishes a parcel back, and understands the refusals', async () => {
    if (!isSupported(port.intercept) || !isSupported(port.track)) throw new Error('not supported');
    const wish = { number: await shipped(), carrier: 'YTO', reference: 'I-1', why: '拦截退回' };
    expect(await port.intercept(wish)).toEqual({});
    await sim.advance(HOUR);
    await expect(port.intercept(wish)).rejects.toMatchObject({ kind: 'permanent' });
    await sim.call('POST', '/control/faults', { target: 'yto', name: 'throttled', times: 1 });
    await expect(port.track(wish)).rejects.toMatchObject({ kind: 'throttled' });
    await sim.call('PUT', '/control/yto-accounts', { ...KEYS, secret: 'changed-meanwhile' });
    await expect(port.track(wish)).rejects.toMatchObject({ kind: 'credentials' });
  });
});
