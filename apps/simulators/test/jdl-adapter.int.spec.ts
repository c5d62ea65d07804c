import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf, pickupsOf, wish } from './adapter.js';
import { account } from './jdl-client.js';
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

function portOf(orderOrigin: 1 | 2, more: Json = {}): CarrierPort {
  return adapterOf(sim, 'jdl', { ...account, ...more, orderOrigin });
}

const asked = (reference: string) => wish(sim, 'JD', reference);

describe('the adapter of JDL against its simulator', () => {
  it.each(['bare', 'wrapped'])('follows a parcel to the door, answers %s', async (answers) => {
    await sim.call('PUT', '/control/jdl-accounts', { ...account, answers });
    const port = portOf(1);
    if (!isSupported(port.subscribe) || !isSupported(port.track)) throw new Error('not supported');
    const id = await sim.order({ address: { phone: '13800005678' } });
    const number = await sim.shipped(id, { carrier: 'JD', plan: 'quick' });
    const waybill = { number, carrier: 'JD', phoneTail: '5678' };
    expect(await port.subscribe(waybill)).toEqual({ accepted: true });
    expect((await port.track(waybill)).scans).toEqual([]);
    await sim.advance(HOUR);
    const { scans } = await port.track(waybill);
    expect(scans[0]?.status).toBe('PICKED_UP');
    expect(scans.at(-1)?.status).toBe('DELIVERED');
    expect(scans.every((scan) => scan.status !== 'UNKNOWN')).toBe(true);
  });

  it('reads and acknowledges pushes, of a parcel that is stopped on its way, too', async () => {
    const port = portOf(1);
    const { callbacks, subscribe, intercept } = port;
    if (!isSupported(callbacks) || !isSupported(subscribe) || !isSupported(intercept))
      throw new Error('not supported');
    target = new Target(callbacks.ack(true).body);
    await sim.call('PUT', '/control/jdl-accounts', { ...account, pushUrl: await target.listen() });
    const id = await sim.order({ address: { phone: '13800005678' } });
    const number = await sim.shipped(id, { carrier: 'JD', plan: 'normal' });
    await subscribe({ number, carrier: 'JD', phoneTail: '5678' });
    await sim.advance(18 * HOUR);
    await intercept({ number, carrier: 'JD', reference: 'I-1', why: 'the buyer does not want it' });
    await sim.call('POST', '/control/settle', {});
    const reports = target.got.flatMap(({ body }) => {
      const reading = callbacks.read({ headers: {}, body: Buffer.from(body) });
      if (reading.kind !== 'accepted') throw new Error(`a push is ${reading.kind}`);
      return reading.content.reports;
    });
    expect(new Set(reports.map((report) => report.number))).toEqual(new Set([number]));
    const scans = reports.flatMap((report) => report.scans);
    expect(scans[0]?.status).toBe('PICKED_UP');
    expect(scans.some((scan) => scan.reason === 'intercepted')).toBe(true);
    expect(scans.at(-1)).toMatchObject({ code: '200020' });
    const sent = (await sim.ledger('pushes')).filter((one) => one['provider'] === 'jdl');
    expect(new Set(sent.map((one) => one['outcome']))).toEqual(new Set(['acked']));
  });

  it('prices, books, hears every step, and cancels another', async () => {
    await sim.call('PUT', '/control/courier-plans', { default: 'comes', parcelPlan: 'normal' });
    const pickups = pickupsOf(portOf(2));
    const { quote, detail } = pickups;
    if (!isSupported(quote) || !isSupported(detail)) throw new Error('not supported');
    const request = asked('RT-0001');
    const lane = {
      carrier: 'JD',
      from: request.sender.address,
      to: request.receiver.address,
      weightGrams: 1_500,
    };
    const far = quote([{ ...lane, to: '香港九龙弥敦道1号' }]);
    await expect(far).rejects.toMatchObject({ kind: 'permanent' });
    expect(await quote([lane])).toEqual([{ carrier: 'JD', priceFen: 1_200, priceKind: 'PLATFORM' }]);
    const booked = await pickups.book(request);
    expect(booked.number).toMatch(/^JDVA\d{11}$/);
    const other = await pickups.book(asked('RT-0002'));
    await pickups.cancel({ ...other, why: 'not wanted' });
    expect((await detail(other)).status).toBe('cancelled_by_carrier');
    const heard: string[] = [(await detail(booked)).status];
    for (const hours of [0.6, 2.4, 120]) {
      await sim.advance(hours * HOUR);
      heard.push((await detail(booked)).status);
    }
    expect(heard).toEqual(['placed', 'courier_assigned', 'picked_up', 'delivered']);
  });

  it('stops a parcel on its way', async () => {
    const port = portOf(1);
    if (!isSupported(port.intercept) || !isSupported(port.track)) throw new Error('not supported');
    const number = await sim.shipped(await sim.order(), { carrier: 'JD', plan: 'normal' });
    await sim.advance(18 * HOUR);
    await port.intercept({ number, carrier: 'JD', reference: 'I-1', why: 'the buyer does not want it' });
    const { scans } = await port.track({ number, carrier: 'JD' });
    expect(scans.some((scan) => scan.reason === 'intercepted')).toBe(true);
  });

  it('understands its refusals', async () => {
    const port = portOf(1);
    if (!isSupported(port.track)) throw new Error('not supported');
    const waybill = { number: 'JDVA00000000001', carrier: 'JD' };
    await sim.call('POST', '/control/faults', { target: 'jdl', name: 'throttled', times: 1 });
    await expect(port.track(waybill)).rejects.toMatchObject({ kind: 'throttled' });
    for (const wrong of [{ appSecret: 'x' }, { accessToken: 'x' }, { appKey: 'x' }]) {
      const other = portOf(1, wrong).track;
      if (!isSupported(other)) throw new Error('not supported');
      await expect(other(waybill)).rejects.toMatchObject({ kind: 'credentials' });
    }
    const pickups = pickupsOf(portOf(2));
    await pickups.book(asked('RT-1'));
    await expect(pickups.book(asked('RT-1'))).rejects.toMatchObject({ kind: 'unknown-outcome' });
  });
});
