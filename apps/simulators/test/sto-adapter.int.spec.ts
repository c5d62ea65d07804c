import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf, callbacksOf, contentOf, wish } from './adapter.js';
import { HOUR } from './returns.js';
import { Running, Target, type Got } from './running.js';
import { APP, CUSTOMER } from './sto-client.js';

let sim: Running;
let port: CarrierPort;
let target: Target;
let pushUrl: string;

const settings = { ...APP, ...CUSTOMER, orderSource: 'SAMPLE' };

beforeEach(async () => {
  sim = await Running.start();
  port = adapterOf(sim, 'sto', {
    ...settings,
    interceptAppkey: 'sample-reverse',
    interceptForAct: 'SAMPLE-BACK',
  });
  target = new Target(callbacksOf(port).ack(true).body);
  pushUrl = await target.listen();
  await receive({});
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const receive = (more: object): Promise<unknown> =>
  sim.call('PUT', '/control/sto-accounts', { ...settings, pushUrl, ...more });

const read = (got: Got) => contentOf(port, got);

const asked = (reference: string) =>
  wish(sim, 'STO', reference, {
    slot: { from: sim.world.clock.now() + 5 * HOUR, to: sim.world.clock.now() + 7 * HOUR },
  });
const shipped = async (): Promise<string> =>
  sim.shipped(await sim.order(), { carrier: 'STO', plan: 'quick' });

describe('the adapter of STO against its simulator', () => {
  it.each(['form', 'json'])('follows a parcel to the door, by query and by push as %s', async (pushBody) => {
    await receive({ pushBody });
    if (!isSupported(port.subscribe) || !isSupported(port.track)) throw new Error('not supported');
    const waybill = { number: await shipped(), carrier: 'STO' };
    expect(await port.subscribe(waybill)).toEqual({ accepted: true });
    expect((await port.track(waybill)).scans).toEqual([]);
    await sim.advance(HOUR);
    const { scans, fullHistory } = await port.track(waybill);
    expect([scans[0]?.status, scans.at(-1)?.status]).toEqual(['PICKED_UP', 'DELIVERED']);
    expect(scans.every((scan) => scan.status !== 'UNKNOWN')).toBe(true);
    expect(fullHistory).toBe(true);
    const pushed = target.got.flatMap((one) => read(one).reports);
    const words = ({ occurredAt, code, text }: (typeof scans)[number]): unknown[] => [occurredAt, code, text];
    expect(pushed.flatMap((report) => report.scans.map(words))).toEqual(scans.map(words));
    expect(pushed.every((report) => report.number === waybill.number)).toBe(true);
    const sent = (await sim.ledger('pushes')).filter((one) => one['provider'] === 'sto');
    expect(new Set(sent.map((one) => one['outcome']))).toEqual(new Set(['acked']));
  });

  it('books a courier for its slot, cancels another, and cannot tell about a second order', async () => {
    const { pickups } = port;
    if (!isSupported(pickups)) throw new Error('not supported');
    const { slot } = asked('R-1');
    const booked = await pickups.book(asked('R-1'));
    expect(booked).toMatchObject({ bookingId: 'R-1', number: expect.stringMatching(/^77\d{13}$/) });
    await expect(pickups.book(asked('R-1'))).rejects.toMatchObject({ kind: 'unknown-outcome' });
    const other = await pickups.book(asked('R-2'));
    await pickups.cancel({ ...other, why: 'not wanted' });
    for (const hours of [6, 2]) await sim.advance(hours * HOUR);
    const items = async (reference: string): Promise<unknown> =>
      (await sim.call('GET', `/control/bookings?reference=${reference}`)).json['items'];
    const [mine] = (await items('R-1')) as { pickedUpAt: string }[];
    expect(Date.parse(mine?.pickedUpAt ?? '')).toBeGreaterThanOrEqual(slot.from - 1_000);
    expect(await items('R-2')).toMatchObject([{ state: 'cancelled', cancelMsg: 'not wanted' }]);
  });

  it.each([
    ['comes', ['accepted', 'courier_assigned', 'picked_up', 'weight_changed']],
    ['rejects', ['rejected']],
    ['cancels', ['accepted', 'courier_assigned', 'cancelled_by_carrier']],
  ])('is told by pushes of a courier who %s, and of the number', async (plan, statuses) => {
    await sim.call('PUT', '/control/courier-plans', { default: plan, parcelPlan: 'quick' });
    await receive({ numbers: 'later' });
    const { pickups } = port;
    if (!isSupported(pickups)) throw new Error('not supported');
    expect((await pickups.book(asked('R-1'))).number).toBeUndefined();
    for (let hours = 0; hours < 12; hours += 6) await sim.advance(6 * HOUR);
    const reports = target.got.flatMap((one) => read(one).bookings);
    expect(reports.map((one) => one.status)).toEqual(statuses);
    // A weight names the parcel only.
    const named = reports.filter(({ status }) => status !== 'weight_changed');
    expect(named.every((one) => one.bookingId === 'R-1')).toBe(true);
    expect(reports.every((one) => plan === 'rejects' || /^77\d{13}$/.test(one.number ?? ''))).toBe(true);
  });

  it('wishes a parcel back, and understands the refusals of the gateway and of the services', async () => {
    if (!isSupported(port.intercept) || !isSupported(port.track)) throw new Error('not supported');
    const wish = { number: await shipped(), carrier: 'STO', reference: 'I-1', why: '拦截退回' };
    expect(await port.intercept(wish)).toEqual({});
    await sim.advance(HOUR);
    await expect(port.intercept(wish)).rejects.toMatchObject({ kind: 'permanent' });
    await sim.call('POST', '/control/faults', { target: 'sto', name: 'throttled', times: 1 });
    await expect(port.track(wish)).rejects.toMatchObject({ kind: 'throttled' });
    await sim.call('PUT', '/control/sto-accounts', { ...settings, secretKey: 'changed-meanwhile' });
    await expect(port.track(wish)).rejects.toMatchObject({ kind: 'credentials' });
  });
});
