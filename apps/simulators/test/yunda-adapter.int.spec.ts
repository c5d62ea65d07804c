import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf } from './adapter.js';
import { HOUR } from './returns.js';
import { Running } from './running.js';
import { APP } from './yunda-client.js';

let sim: Running;
let port: CarrierPort;

beforeEach(async () => {
  sim = await Running.start();
  port = adapterOf(sim, 'yunda', APP);
});
afterEach(async () => {
  await sim.stop();
});

const shipped = async (): Promise<string> => sim.shipped(await sim.order(), { carrier: 'YD', plan: 'quick' });

/** A number of which the course ends in a locker, or with a signature. */
async function ending(code: string): Promise<string> {
  for (;;) {
    const number = await shipped();
    if (sim.world.state.parcels.get(number)?.scans.at(-1)?.code === code) return number;
  }
}

describe('the adapter of Yunda against its simulator', () => {
  it.each(['yes', 'no'])('follows a parcel to the door, subscribing first: %s', async (subscribeFirst) => {
    if (!isSupported(port.subscribe) || !isSupported(port.track)) throw new Error('not supported');
    await sim.call('PUT', '/control/yunda-accounts', { ...APP, subscribeFirst });
    const waybill = { number: await ending('301'), carrier: 'YD', reference: 'R-1' };
    if (subscribeFirst === 'yes') expect(await port.subscribe(waybill)).toEqual({ accepted: true });
    expect((await port.track(waybill)).scans).toEqual([]);
    await sim.advance(HOUR);
    const { scans, fullHistory, providerState } = await port.track(waybill);
    expect([scans[0]?.status, scans.at(-1)?.status]).toEqual(['PICKED_UP', 'DELIVERED']);
    expect(scans.every((scan) => scan.status !== 'UNKNOWN')).toBe(true);
    expect([fullHistory, providerState]).toEqual([true, 'SIGNED']);
  });

  it('keeps what a locker’s OUTBOUND means open, until the parcel is signed for', async () => {
    if (!isSupported(port.track)) throw new Error('not supported');
    const waybill = { number: await ending('311'), carrier: 'YD' };
    await sim.advance(HOUR);
    const { scans } = await port.track(waybill);
    expect(scans.slice(-3).map(({ code, status }) => [code, status])).toEqual([
      ['INBOUND', 'AVAILABLE_FOR_PICKUP'],
      ['OUTBOUND', 'UNKNOWN'],
      ['SIGNED', 'DELIVERED'],
    ]);
  });

  it('understands its refusals', async () => {
    if (!isSupported(port.track)) throw new Error('not supported');
    const waybill = { number: '431234567890123', carrier: 'YD' };
    await sim.call('POST', '/control/faults', { target: 'yunda', name: 'throttled', times: 1 });
    await expect(port.track(waybill)).rejects.toMatchObject({ kind: 'throttled' });
    await expect(port.track({ ...waybill, number: '1' })).rejects.toMatchObject({ kind: 'permanent' });
    await sim.call('PUT', '/control/yunda-accounts', { ...APP, appSecret: 'changed-meanwhile' });
    await expect(port.track(waybill)).rejects.toMatchObject({ kind: 'credentials' });
  });
});
