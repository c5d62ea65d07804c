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
import { KEYS } from './yto-client.js';

let sim: Running;
let port: CarrierPort;

const keysOf = (what: string): Record<string, string> => ({
  [`${what}OpenId`]: KEYS.openId,
  [`${what}CustomerCode`]: KEYS.customerCode,
  [`${what}Secret`]: KEYS.secret,
});
const settings = { ...keysOf('query'), ...keysOf('subscribe'), ...keysOf('order') };

beforeEach(async () => {
  sim = await Running.start();
  const entry = carrierFactories.get('yto');
  if (!entry) throw new Error('no adapter for YTO');
  port = entry.create(
    { ...settings, baseUrl: `${sim.url}/yto` },
    { http: fetchHttp, clock: sim.world.clock },
  );
});
afterEach(async () => {
  await sim.stop();
});

const asked = (reference: string): BookingRequest => ({
  reference,
  carrier: 'YTO',
  sender: { name: '王小红', phone: PHONE, address: '上海市浦东新区人民路1号' },
  receiver: { name: '退货组', phone: '13900000001', address: '浙江省杭州市西湖区物流园1号仓' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: { from: sim.world.clock.now() + HOUR, to: sim.world.clock.now() + 3 * HOUR },
  callbackUrl: 'http://127.0.0.1/nowhere',
});
const shipped = async (): Promise<string> =>
  sim.shipped(await sim.order(), { carrier: 'YTO', plan: 'quick' });

describe('the adapter of YTO against its simulator', () => {
  it('follows a parcel from the subscription to the door', async () => {
    if (!isSupported(port.subscribe) || !isSupported(port.track)) throw new Error('not supported');
    const waybill = { number: await shipped(), carrier: 'YTO' };
    expect(await port.subscribe(waybill)).toEqual({ accepted: true });
    expect((await port.track(waybill)).scans).toEqual([]);
    await sim.advance(HOUR);
    const { scans, fullHistory } = await port.track(waybill);
    expect([scans[0]?.status, scans.at(-1)?.status]).toEqual(['PICKED_UP', 'DELIVERED']);
    expect(scans.every((scan) => scan.status !== 'UNKNOWN')).toBe(true);
    expect(fullHistory).toBe(true);
  });

  it('books a courier who comes, cancels another, and cannot tell about a second order', async () => {
    const { pickups } = port;
    if (!isSupported(pickups)) throw new Error('not supported');
    const booked = await pickups.book(asked('RT-0001'));
    expect(booked).toEqual({ bookingId: 'RT-0001', number: expect.stringMatching(/^YT\d{13}$/) });
    await expect(pickups.book(asked('RT-0001'))).rejects.toMatchObject({ kind: 'unknown-outcome' });
    const other = await pickups.book(asked('RT-0002'));
    await pickups.cancel({ ...other, why: 'not wanted' });
    await sim.advance(6 * HOUR);
    const stateOf = async (reference: string): Promise<unknown> =>
      (await sim.call('GET', `/control/bookings?reference=${reference}`)).json['items'];
    expect(await stateOf('RT-0001')).toMatchObject([
      { number: booked.number, pickedUpAt: expect.any(String) },
    ]);
    expect(await stateOf('RT-0002')).toMatchObject([{ state: 'cancelled', cancelMsg: 'not wanted' }]);
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
