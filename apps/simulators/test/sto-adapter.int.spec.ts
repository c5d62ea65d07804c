import {
  carrierFactories,
  fetchHttp,
  isSupported,
  type BookingRequest,
  type CarrierPort,
} from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR, PHONE } from './returns.js';
import { Running } from './running.js';
import { APP, CUSTOMER } from './sto-client.js';

let sim: Running;
let port: CarrierPort;

const settings = { ...APP, ...CUSTOMER, orderSource: 'SAMPLE' };

beforeEach(async () => {
  sim = await Running.start();
  const entry = carrierFactories.get('sto');
  if (!entry) throw new Error('no adapter for STO');
  port = entry.create(
    { ...settings, baseUrl: `${sim.url}/sto` },
    { http: fetchHttp, clock: sim.world.clock },
  );
});
afterEach(async () => {
  await sim.stop();
});

const asked = (reference: string): BookingRequest => ({
  reference,
  carrier: 'STO',
  sender: { name: '王小红', phone: PHONE, address: '上海市浦东新区人民路1号' },
  receiver: { name: '退货组', phone: '13900000001', address: '浙江省杭州市西湖区物流园1号仓' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: { from: sim.world.clock.now() + 5 * HOUR, to: sim.world.clock.now() + 7 * HOUR },
  callbackUrl: 'http://127.0.0.1/nowhere',
});
const shipped = async (): Promise<string> =>
  sim.shipped(await sim.order(), { carrier: 'STO', plan: 'quick' });

describe('the adapter of STO against its simulator', () => {
  it('follows a parcel from the subscription to the door', async () => {
    if (!isSupported(port.subscribe) || !isSupported(port.track)) throw new Error('not supported');
    const waybill = { number: await shipped(), carrier: 'STO' };
    expect(await port.subscribe(waybill)).toEqual({ accepted: true });
    expect((await port.track(waybill)).scans).toEqual([]);
    await sim.advance(HOUR);
    const { scans, fullHistory } = await port.track(waybill);
    expect([scans[0]?.status, scans.at(-1)?.status]).toEqual(['PICKED_UP', 'DELIVERED']);
    expect(scans.every((scan) => scan.status !== 'UNKNOWN')).toBe(true);
    expect(fullHistory).toBe(true);
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
