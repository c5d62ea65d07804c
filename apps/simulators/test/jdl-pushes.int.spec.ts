import { carrierFactories, fetchHttp, isSupported, type CarrierReport } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf, callbacksOf, contentOf, pickupsOf, wish } from './adapter.js';
import { account } from './jdl-client.js';
import { HOUR } from './returns.js';
import { Running, Target } from './running.js';

let sim: Running;
let target: Target;

beforeEach(async () => {
  sim = await Running.start();
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

describe('pushes of JDL, as the adapter reads them', () => {
  it('tell every node of a parcel, and are acknowledged', async () => {
    const entry = carrierFactories.get('jdl');
    const settings = { ...account, orderOrigin: 1, baseUrl: `${sim.url}/jdl` };
    const port = entry?.create(settings, { http: fetchHttp, clock: sim.world.clock });
    if (!port || !isSupported(port.callbacks) || !isSupported(port.subscribe) || !isSupported(port.track))
      throw new Error('not supported');
    const { callbacks, subscribe, track } = port;
    target = new Target(callbacks.ack(true).body);
    await sim.call('PUT', '/control/jdl-accounts', { ...account, pushUrl: await target.listen() });
    const id = await sim.order({ address: { phone: '13800005678' } });
    const waybill = {
      number: await sim.shipped(id, { carrier: 'JD', plan: 'quick' }),
      carrier: 'JD',
      phoneTail: '5678',
    };
    await subscribe(waybill);
    await sim.advance(HOUR);
    const reports = target.got.flatMap(({ body }): readonly CarrierReport[] => {
      const reading = callbacks.read({ headers: {}, body: Buffer.from(body) });
      if (reading.kind !== 'accepted') throw new Error(`a push is ${reading.kind}`);
      return reading.content.reports;
    });
    const told = reports.flatMap(({ scans }) => scans.map(({ occurredAt, code }) => `${occurredAt} ${code}`));
    const { scans } = await track(waybill);
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual(scans.map(({ occurredAt, code }) => `${occurredAt} ${code}`));
    expect(new Set(reports.map(({ number }) => number))).toEqual(new Set([waybill.number]));
    const sent = (await sim.ledger('pushes')).filter((one) => one['provider'] === 'jdl');
    expect(new Set(sent.map((one) => one['outcome']))).toEqual(new Set(['acked']));
  });

  it('tell how an order stands until the courier has its parcel, and then where the parcel is', async () => {
    const port = adapterOf(sim, 'jdl', { ...account, orderOrigin: 2 });
    target = new Target(callbacksOf(port).ack(true).body);
    await sim.call('PUT', '/control/jdl-accounts', { ...account, pushUrl: await target.listen() });
    await sim.call('PUT', '/control/courier-plans', { default: 'comes', parcelPlan: 'quick' });
    const { number } = await pickupsOf(port).book(wish(sim, 'JD', 'RT-0001'));
    await sim.advance(12 * HOUR);
    const contents = target.got.map((got) => contentOf(port, got));
    const bookings = contents.flatMap((content) => content.bookings);
    expect(bookings.map(({ status }) => status)).toEqual(['placed', 'courier_assigned', 'courier_assigned']);
    for (const booking of bookings) expect(booking).toMatchObject({ bookingId: 'RT-0001', number });
    const scans = contents.flatMap(({ reports }) => reports.flatMap((report) => report.scans));
    expect(scans[0]?.status).toBe('PICKED_UP');
    expect(scans.at(-1)?.status).toBe('DELIVERED');
  });
});
