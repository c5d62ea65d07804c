import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf } from './adapter.js';
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

  it('understands its refusals', async () => {
    const number = 'EA000000005CN';
    for (const wrong of [{ authorization: 'x' }, { signKey: OTHER_KEY }, { senderNo: '42' }])
      await expect(track(portOf(wrong), number)).rejects.toMatchObject({ kind: 'credentials' });
    await sim.call('POST', '/control/faults', { target: 'ems', name: 'throttled', times: 1 });
    await expect(track(portOf(), number)).rejects.toMatchObject({ kind: 'throttled' });
    expect(await track(portOf(), number)).toMatchObject({ scans: [], fullHistory: false });
  });
});
