import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf, callbacksOf, contentOf } from './adapter.js';
import { account, SIGN } from './deppon-client.js';
import { HOUR, MINUTE, PHONE } from './returns.js';
import { Running, Target, type Json } from './running.js';

let sim: Running;
let target: Target;
let port: CarrierPort;

beforeEach(async () => {
  sim = await Running.start();
  port = adapterOf(sim, 'deppon', { ...account, orderUrl: `${sim.url}/deppon` });
  target = new Target(callbacksOf(port).ack(true).body);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const listen = async (more: Json = {}): Promise<void> => {
  const pushUrl = await target.listen();
  await sim.call('PUT', '/control/deppon-accounts', { ...account, pushUrl, ...more });
};

const heard = () => target.got.map((got) => contentOf(port, got));

async function expectAllAcked(): Promise<void> {
  const sent = (await sim.ledger('pushes')).filter((one) => one['provider'] === 'deppon');
  expect(new Set(sent.map((one) => one['outcome']))).toEqual(new Set(['acked']));
}

describe('pushes of Deppon, as the adapter reads them', () => {
  it.each(['new', 'whole'])(
    'tell a parcel to the door, each time %s, and are acknowledged',
    async (pushes) => {
      await listen(pushes === 'whole' ? { pushes } : {});
      if (!isSupported(port.subscribe)) throw new Error('not supported');
      const number = await sim.shipped(await sim.order(), { carrier: 'DBL', plan: 'quick' });
      await port.subscribe({ number, carrier: 'DBL' });
      await sim.advance(HOUR);
      const reports = heard().flatMap((content) => content.reports);
      expect(new Set(reports.map((report) => `${report.carrier} ${report.number}`))).toEqual(
        new Set([`DBL ${number}`, `DBLKY ${number}`]),
      );
      expect(reports.at(-1)?.scans.at(-1)?.status).toBe('DELIVERED');
      expect(reports.every(({ scans }) => scans.every(({ status }) => status !== 'UNKNOWN'))).toBe(true);
      await expectAllAcked();
    },
  );

  it('tell every step of an order by the name it was booked under', async () => {
    await listen();
    await sim.call('PUT', '/control/courier-plans', { default: 'comes', parcelPlan: 'quick' });
    if (!isSupported(port.pickups)) throw new Error('not supported');
    const now = sim.world.clock.now();
    const booked = await port.pickups.book({
      reference: '1001',
      carrier: 'DBL',
      sender: { name: '王小红', phone: PHONE, address: '上海市上海市浦东新区人民路1号' },
      receiver: { name: '退货组', phone: '13900000001', address: '浙江省杭州市西湖区物流园1号仓' },
      cargo: '服装',
      weightGrams: 1_500,
      slot: { from: now + HOUR, to: now + 3 * HOUR },
      callbackUrl: 'http://127.0.0.1/nowhere',
    });
    expect(booked.bookingId).toBe(`${SIGN}1001`);
    await sim.advance(4 * MINUTE);
    await sim.advance(12 * HOUR);
    const told = heard().flatMap((content) => content.bookings);
    expect(new Set(told.map(({ bookingId, number }) => `${bookingId} ${number ?? ''}`))).toEqual(
      new Set([`${booked.bookingId} ${booked.number ?? ''}`]),
    );
    expect(told.map(({ status }) => status)).toEqual([
      'accepted',
      'courier_assigned',
      'picked_up',
      'delivered',
    ]);
    expect(told[1]?.courier?.phone).toMatch(/^1\d{10}$/);
    await expectAllAcked();
  });
});
