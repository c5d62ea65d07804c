import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACK, booking, Kuaidi100, told, type Told } from './kuaidi100-client.js';
import { DAY, HOUR, MINUTE, PHONE } from './returns.js';
import { Running, Target, type Json } from './running.js';

let sim: Running;
let target: Target;
let url: string;
let k100: Kuaidi100;

beforeEach(async () => {
  sim = await Running.start();
  target = new Target(ACK);
  url = await target.listen();
  k100 = new Kuaidi100(sim);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const plan = (body: Json): Promise<unknown> => sim.call('PUT', '/control/courier-plans', body);
const heard = (): Told[] => target.got.map(told);
const statuses = (): unknown[] => heard().map((one) => one.data['status']);
const settle = (): Promise<unknown> => sim.call('POST', '/control/settle', {});

async function book(more: Json = {}): Promise<Json> {
  return (await k100.order('bOrder', booking(url, more))).json['data'] as Json;
}
async function truth(): Promise<Json> {
  const { json } = await sim.call('GET', `/control/bookings?phone=${PHONE}`);
  return (json['items'] as Json[])[0] ?? {};
}
/** Past the slot of tomorrow, in steps as a journey takes them. */
async function pass(hours: number): Promise<void> {
  for (let left = hours; left > 0; left -= 6) await sim.advance(Math.min(left, 6) * HOUR);
}

describe('a courier who comes', () => {
  it('accepts within half an hour, comes in the slot, and the parcel travels to the warehouse', async () => {
    await plan({ default: 'comes', parcelPlan: 'quick' });
    const { kuaidinum } = await book();
    await sim.advance(31 * MINUTE);
    expect(statuses()).toEqual([0, 1]);
    expect(heard()[1]?.data['courierMobile']).toMatch(/^137\d{8}$/);
    await pass(48);
    expect(statuses()).toEqual([0, 1, 2, 10, 101, 400, 13, 15]);
    expect(heard().every((one) => one.proven)).toBe(true);
    const one = await truth();
    const slot = one['slot'] as { from: string; to: string };
    const at = String(one['pickedUpAt']);
    expect(slot.from <= at && at <= slot.to).toBe(true);
    expect((await sim.call('GET', `/control/parcels/${String(kuaidinum)}`)).json).toMatchObject({
      carrier: 'ZTO',
      plan: 'quick',
      fromRegion: '310100',
      toRegion: '330100',
      expected: { status: 'DELIVERED' },
    });
    expect(one).toMatchObject({ quotedFen: 850, settledFen: 850 });
    expect(heard().at(-1)?.data).toMatchObject({ freight: '8.50', weight: '1.50', feeDetails: [] });
  });

  it('keeps both levels of status apart, and leaves empty what there is not', async () => {
    await book();
    await sim.advance(5 * MINUTE);
    expect(heard()[0]?.param).toMatchObject({ status: '200', message: '成功', kuaidicom: 'zhongtong' });
    expect(heard()[0]?.data).toMatchObject({ status: 0, courierName: '', weight: '', freight: '' });
  });

  it('brings the tracks along where they were asked for with the booking', async () => {
    await plan({ default: 'comes', parcelPlan: 'quick' });
    const tracks = new Target(ACK);
    await book({ op: '1', pollCallBackUrl: await tracks.listen() });
    await pass(48);
    expect(tracks.got.map(told).at(-1)?.param['status']).toBe('shutdown');
    await tracks.close();
  });
});

describe('a courier of another kind', () => {
  it('late: comes two hours after the slot', async () => {
    await plan({ phone: PHONE, plan: 'late' });
    await book();
    await pass(48);
    const one = await truth();
    const { to } = one['slot'] as { to: string };
    expect(Date.parse(String(one['pickedUpAt'])) - Date.parse(to)).toBe(2 * HOUR);
  });

  it('never: accepts, does not come, and has failed a day later', async () => {
    await plan({ phone: PHONE, plan: 'never' });
    await book();
    await pass(72);
    expect(statuses()).toEqual([0, 1, 11]);
    expect(await truth()).toMatchObject({ status: 11, pickedUpAt: null, settledFen: 0 });
  });

  it('reweighs: changes the weight, then settles twice, and the fees add up', async () => {
    await plan({ phone: PHONE, plan: 'reweighs', parcelPlan: 'quick' });
    await book();
    await pass(54);
    expect(statuses().filter((one) => one === 155 || one === 15)).toEqual([155, 15, 15]);
    const money = heard().filter((one) => one.data['status'] === 15);
    expect(money[0]?.data).toMatchObject({ weight: '3.00', freight: '10.50' });
    expect(money[1]?.data).toMatchObject({ freight: '', feeDetails: [{ amount: '3.00' }] });
    expect(await truth()).toMatchObject({ quotedFen: 850, settledFen: 1_350, billedGrams: 3_000 });
  });

  it('rejects: nobody comes', async () => {
    await plan({ reference: String(booking(url)['thirdOrderId']), plan: 'rejects' });
    await book();
    await pass(48);
    expect(statuses()).toEqual([610]);
  });

  it('cancels: the carrier gives up after accepting', async () => {
    await plan({ phone: PHONE, plan: 'cancels' });
    await book();
    await pass(48);
    expect(statuses()).toEqual([0, 1, 99]);
  });

  it('is chosen by name before phone before everybody, and only from those there are', async () => {
    expect((await sim.call('PUT', '/control/courier-plans', { plan: 'flies' })).status).toBe(400);
    expect((await sim.call('PUT', '/control/courier-plans', { phone: PHONE })).status).toBe(400);
    await plan({ default: 'never' });
    await plan({ phone: PHONE, plan: 'rejects' });
    await book();
    await book({ sendManMobile: '13811112222', thirdOrderId: 'other' });
    const { json } = await sim.call('GET', '/control/bookings');
    expect((json['items'] as Json[]).map((one) => one['plan'])).toEqual(['rejects', 'never']);
  });
});

describe('callbacks', () => {
  it('are repeated until acknowledged, one after the other', async () => {
    target.answers = [
      { status: 500, body: '' },
      { status: 200, body: '{"result":false}' },
      { status: 200, body: ACK },
    ];
    await book();
    await sim.advance(31 * MINUTE);
    expect(statuses()).toEqual([0, 0, 0, 1]);
    const outcomes = (await sim.ledger('pushes')).map((one) => [one['status'], one['outcome']]);
    expect(outcomes).toEqual([
      [0, 'refused'],
      [0, 'refused'],
      [0, 'acked'],
      [1, 'acked'],
    ]);
  });

  it.each<[string, string, unknown[], boolean[]]>([
    ['duplicate', PHONE, [0, 0, 1, 1], [true, true, true, true]],
    ['dropped-push', 'kuaidi100', [], []],
    ['bad-signature', String(booking('')['thirdOrderId']), [99, 0, 99, 1], [false, true, false, true]],
    ['reversed', PHONE, [1, 0], [true, true]],
  ])('misbehave as told: %s by %s', async (name, about, expected, proofs) => {
    await sim.call('POST', '/control/faults', { target: about, name });
    await book();
    await sim.advance(31 * MINUTE);
    expect(statuses()).toEqual(expected);
    expect(heard().map((one) => one.proven)).toEqual(proofs);
  });

  it('late ones are held for half an hour of simulated time', async () => {
    const { taskId } = await book();
    await sim.call('POST', '/control/faults', { target: taskId, name: 'late' });
    await sim.advance(10 * MINUTE);
    expect(statuses()).toEqual([]);
    await sim.advance(31 * MINUTE);
    expect(statuses()[0]).toBe(0);
  });
});

describe('a restart', () => {
  it('takes over bookings of a state from before other vendors had couriers', async () => {
    await plan({ default: 'comes', parcelPlan: 'quick' });
    const first = await book();
    await sim.advance(31 * MINUTE);
    await sim.stop({ keep: true });
    const path = join(sim.dir, 'state.json');
    const saved = JSON.parse(readFileSync(path, 'utf8')) as Json & { bookings: [string, Json][] };
    const bookings = saved.bookings.map(([id, { vendor, state, ...rest }]) => {
      expect([vendor, state]).toEqual(['kuaidi100', 'accepted']);
      return [id, { ...rest, status: 1 }];
    });
    writeFileSync(path, JSON.stringify({ ...saved, bookings, shelves: undefined }));
    sim = await Running.start(sim.dir);
    k100 = new Kuaidi100(sim);
    expect(await truth()).toMatchObject({ vendor: 'kuaidi100', state: 'accepted', status: 1 });
    expect(await book()).toEqual(first);
    await sim.advance(2 * DAY);
    expect(statuses()).toEqual([0, 1, 2, 10, 101, 400, 13, 15]);
  });

  it('forgets no booking, and the courier still comes', async () => {
    await plan({ default: 'comes', parcelPlan: 'quick' });
    const first = await book();
    await settle();
    await sim.stop({ keep: true });
    sim = await Running.start(sim.dir);
    k100 = new Kuaidi100(sim);
    expect(await book()).toEqual(first);
    await sim.advance(2 * DAY);
    expect(statuses()).toEqual([0, 1, 2, 10, 101, 400, 13, 15]);
  });
});
