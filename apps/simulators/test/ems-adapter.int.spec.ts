import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf, pickupsOf, wish } from './adapter.js';
import { account, OTHER_KEY } from './ems-client.js';
import { HOUR } from './returns.js';
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
  return adapterOf(sim, 'ems', { environment: 'production', ...account, ...more });
}

async function track(port: CarrierPort, number: string) {
  if (!isSupported(port.track)) throw new Error('not supported');
  return port.track({ number, carrier: 'EMS' });
}

const shipped = async (plan: string): Promise<string> =>
  sim.shipped(await sim.order(), { carrier: 'EMS', plan });

describe('the adapter of EMS against its simulator', () => {
  it.each(['text', 'object'])('follows a parcel to the door, answers told as %s', async (retBody) => {
    await sim.call('PUT', '/control/ems-accounts', { ...account, retBody });
    const number = await shipped('quick');
    expect((await track(portOf(), number)).scans).toEqual([]);
    await sim.advance(HOUR);
    const { scans } = await track(portOf(), number);
    expect(scans[0]?.status).toBe('PICKED_UP');
    expect(scans.at(-1)?.status).toBe('DELIVERED');
    expect(scans.every((scan) => scan.status !== 'UNKNOWN')).toBe(true);
  });

  it('marks the delivery that EMS took back', async () => {
    const number = await shipped('fails-then-delivers');
    await sim.advance(130 * HOUR);
    const { scans } = await track(portOf(), number);
    const delivered = scans.filter((scan) => scan.code === '704');
    expect(delivered.map((scan) => scan.withdrawn ?? false)).toEqual([true, false]);
    expect(scans.find((scan) => scan.code === '743')?.withdrawn).toBe(true);
  });

  it.each(['key', 'none'])('reads and acknowledges pushes, sealed with %s behind them', async (pushTail) => {
    const { callbacks } = portOf();
    if (!isSupported(callbacks)) throw new Error('not supported');
    target = new Target(callbacks.ack(true).body);
    const pushUrl = await target.listen();
    await sim.call('PUT', '/control/ems-accounts', { ...account, pushTail, pushUrl });
    const number = await shipped('quick');
    await sim.advance(HOUR);
    const reports = target.got.flatMap(({ body, headers }) => {
      const type = String(headers['content-type']);
      const reading = callbacks.read({ headers: { 'content-type': type }, body: Buffer.from(body) });
      if (reading.kind !== 'accepted') throw new Error(`a push is ${reading.kind}`);
      return reading.content.reports;
    });
    expect(new Set(reports.map((report) => report.number))).toEqual(new Set([number]));
    expect(reports.at(-1)?.scans.at(-1)?.status).toBe('DELIVERED');
    const sent = (await sim.ledger('pushes')).filter((one) => one['provider'] === 'ems');
    expect(new Set(sent.map((one) => one['outcome']))).toEqual(new Set(['acked']));
  });

  const ordering = { ecommerceUserId: 'sample-shop', paymentMode: '1' };

  it('books a courier in reach, follows him by his parcel, and cannot tell about a second order', async () => {
    const pickups = pickupsOf(portOf(ordering));
    const { reach, detail } = pickups;
    if (!isSupported(reach) || !isSupported(detail)) throw new Error('not supported');
    const request = wish(sim, 'EMS', 'RT-0001');
    const lane = { carrier: 'EMS', to: request.receiver.address, weightGrams: 1_500 };
    expect(await reach({ ...lane, from: request.sender.address })).toBe(true);
    expect(await reach({ ...lane, from: '海南省三沙市西沙区某路1号' })).toBe(false);
    const booked = await pickups.book(request);
    expect(booked).toEqual({
      bookingId: booked.number,
      providerOrderId: 'RT-0001',
      number: expect.stringMatching(/^EA\d{9}CN$/) as unknown,
    });
    await expect(pickups.book(request)).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(await detail(booked)).toMatchObject({ bookingId: booked.number, status: 'placed', fees: [] });
    const heard = new Set<string>();
    for (const step of [...Array<number>(10).fill(HOUR / 2), ...Array<number>(16).fill(6 * HOUR)]) {
      await sim.advance(step);
      heard.add((await detail(booked)).status);
    }
    expect([...heard]).toEqual(expect.arrayContaining(['placed', 'picked_up', 'delivered']));
    expect(heard).not.toContain('UNKNOWN');
    const { json } = await sim.call('GET', '/control/bookings?reference=RT-0001');
    const [one] = json['items'] as Json[];
    expect(one).toMatchObject({ number: booked.number, pickedUpAt: expect.any(String) as unknown });
  });

  it('calls a courier off, twice over, until he has the parcel', async () => {
    const pickups = pickupsOf(portOf(ordering));
    const [off, fetched] = [
      await pickups.book(wish(sim, 'EMS', 'RT-0001')),
      await pickups.book(wish(sim, 'EMS', 'RT-0002')),
    ];
    await pickups.cancel({ ...off, why: '不寄了' });
    await pickups.cancel({ ...off, why: '不寄了' });
    const { json } = await sim.call('GET', '/control/bookings?reference=RT-0001');
    expect(json['items']).toMatchObject([{ state: 'cancelled', cancelMsg: '不寄了' }]);
    await sim.advance(6 * HOUR);
    await expect(pickups.cancel({ ...fetched, why: '不寄了' })).rejects.toMatchObject({ kind: 'permanent' });
  });

  it('understands its refusals', async () => {
    const number = 'EA000000005CN';
    for (const wrong of [{ authorization: 'x' }, { signKey: OTHER_KEY }, { senderNo: '42' }])
      await expect(track(portOf(wrong), number)).rejects.toMatchObject({ kind: 'credentials' });
    await sim.call('POST', '/control/faults', { target: 'ems', name: 'throttled', times: 1 });
    await expect(track(portOf(), number)).rejects.toMatchObject({ kind: 'throttled' });
    expect(await track(portOf(), number)).toMatchObject({ scans: [], fullHistory: false });
  });
});
