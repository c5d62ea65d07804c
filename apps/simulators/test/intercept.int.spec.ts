import { isSupported, type CarrierPort, type CarrierWaybill } from '@cartrail/carriers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adapterOf, callbacksOf, contentOf, pickupsOf, wish } from './adapter.js';
import { HOUR } from './returns.js';
import { Running, Target, type Json } from './running.js';

let sim: Running;
let target: Target;
beforeEach(async () => {
  sim = await Running.start();
  target = new Target('');
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const jt = {
  apiAccount: '100000000000000001',
  privateKey: 'sample-jt-key',
  customerCode: 'J0000000001',
  customerPassword: 'sample-jt-password',
};
const jtStops = { ...jt, interceptPath: 'waybill/intercept' };
const yto = Object.fromEntries(
  ['query', 'order'].flatMap((use) => [
    [`${use}OpenId`, 'sampleYTO'],
    [`${use}CustomerCode`, 'K00000001'],
    [`${use}Secret`, 'sample-yto-secret'],
  ]),
);
const zto = { appKey: 'sample-zto-app', appSecret: 'sample-zto-secret' };
const sto = {
  fromAppkey: 'sample-sto-app',
  fromCode: 'sample-sto-code',
  secretKey: 'sample-sto-secret',
};
const stoStops = { ...sto, interceptAppkey: 'sample-reverse', interceptForAct: 'SAMPLE-BACK' };
const sf = { partnerId: 'SAMPLESF', checkWord: 'sample-sf-check-word', monthlyCard: '7551234567' };
const kuaidi100 = {
  key: 'sample-kuaidi100-key',
  secret: 'sample-kuaidi100-secret',
  customer: 'SAMPLE-CUSTOMER',
  salt: 'salt-of-the-connection',
};
const kdniao = { eBusinessId: '1000001', apiKey: 'sample-kdniao-key' };

/** Whose word for a parcel that is back with its sender is documented says RETURNED; the others say it was signed for. */
const vendors: readonly (readonly [vendor: string, carrier: string, settings: object, end: string])[] = [
  ['sf', 'SF', sf, 'DELIVERED'],
  ['zto', 'ZTO', zto, 'RETURNED'],
  ['yto', 'YTO', yto, 'DELIVERED'],
  ['sto', 'STO', stoStops, 'DELIVERED'],
  ['jt', 'JTSD', jtStops, 'DELIVERED'],
  ['kuaidi100', 'ZTO', kuaidi100, 'RETURNED'],
];

async function shipped(carrier: string, parcel: Json = {}): Promise<CarrierWaybill> {
  const order = await sim.order({ address: { phone: '13800005678' } });
  return { number: await sim.shipped(order, { carrier, ...parcel }), carrier, phoneTail: '5678' };
}

const scansOf = async (port: CarrierPort, waybill: CarrierWaybill) => {
  if (!isSupported(port.track)) throw new Error('not supported');
  return (await port.track(waybill)).scans;
};

const stop = (port: CarrierPort, { number, carrier }: CarrierWaybill) => {
  if (!isSupported(port.intercept)) throw new Error('not supported');
  return port.intercept({ number, carrier, reference: 'I-1', why: '退款' });
};

const days = async (count: number): Promise<void> => {
  for (let hours = 0; hours < 24 * count; hours += 6) await sim.advance(6 * HOUR);
};

describe.each(vendors)('a parcel that %s was wished to stop', (vendor, carrier, settings, end) => {
  const open = () => adapterOf(sim, vendor, settings);

  it('turns back at its next scan, and ends with its sender', async () => {
    const port = open();
    const waybill = await shipped(carrier);
    await days(1);
    const before = await scansOf(port, waybill);
    await stop(port, waybill);
    expect(await scansOf(port, waybill)).toEqual(before);
    await days(6);
    const after = await scansOf(port, waybill);
    expect(after.slice(0, before.length)).toEqual(before);
    const back = after.slice(before.length).map(({ status }) => status);
    expect(back).toEqual(['RETURNING', 'RETURNING', end]);
    expect(after.at(-1)?.place ?? after.at(-1)?.text).toContain('杭州');
  });

  it('takes the wish again while it is on its way, and goes back once', async () => {
    const port = open();
    const waybill = await shipped(carrier);
    await days(1);
    await stop(port, waybill);
    await stop(port, waybill);
    await days(6);
    const returning = (await scansOf(port, waybill)).filter(({ status }) => status === 'RETURNING');
    expect(returning).toHaveLength(2);
  });

  it('refuses the wish once it has arrived, at either end, and of a number nobody knows', async () => {
    const port = open();
    const arrived = await shipped(carrier, { plan: 'quick' });
    const returned = await shipped(carrier);
    await sim.advance(HOUR);
    const refusal = { name: 'CarrierError', kind: 'permanent' };
    await expect(stop(port, arrived)).rejects.toMatchObject(refusal);
    expect((await scansOf(port, arrived)).at(-1)?.status).toBe('DELIVERED');
    const unknown = arrived.number.replace(/\d{4}$/, '0000');
    await expect(stop(port, { ...arrived, number: unknown })).rejects.toMatchObject(refusal);
    await stop(port, returned);
    await days(6);
    await expect(stop(port, returned)).rejects.toMatchObject(refusal);
  });
});

describe('a parcel that turned back', () => {
  it('is told by KDNiao as intercepted, on its way back and returned', async () => {
    const waybill = await shipped('YTO');
    await days(1);
    await stop(adapterOf(sim, 'yto', yto), waybill);
    await days(6);
    const scans = await scansOf(adapterOf(sim, 'kdniao', kdniao), waybill);
    expect(scans.slice(-3)).toMatchObject([
      { code: '413', status: 'RETURNING', reason: 'intercepted' },
      { code: '407', status: 'RETURNING' },
      { code: '406', status: 'RETURNED' },
    ]);
    const { json } = await sim.call('GET', `/control/parcels/${waybill.number}`);
    expect(json).toMatchObject({ expected: { status: 'RETURNED' }, turnedBackAt: expect.any(String) });
  });

  it('is not stopped by SF for a monthly card that is not the account’s', async () => {
    const waybill = await shipped('SF');
    const stranger = adapterOf(sim, 'sf', { ...sf, monthlyCard: '7550000000' });
    await expect(stop(stranger, waybill)).rejects.toMatchObject({ kind: 'credentials' });
  });

  it('is not told as delivered by the courier’s order that began it', async () => {
    const port = adapterOf(sim, 'zto', {
      ...zto,
      accountId: 'sample-zto-account',
      accountPassword: 'sample-zto-password',
    });
    const { number = '' } = await pickupsOf(port).book(wish(sim, 'ZTO', 'RT-0001'));
    await days(1);
    await stop(port, { number, carrier: 'ZTO' });
    await days(6);
    const { json } = await sim.call('GET', '/control/bookings?reference=RT-0001');
    expect(json).toMatchObject({ items: [{ pickedUpAt: expect.any(String) }] });
    expect(JSON.stringify(json)).not.toMatch(/deliver/);
  });

  it.each([
    ['sf', 'SF', sf, sf, ['99', '99', '80']],
    ['zto', 'ZTO', zto, zto, ['RETURN_SCAN', 'RETURN_SCAN', 'RETURN_SIGNED']],
    ['sto', 'STO', sto, stoStops, ['退回件', '退回件', '签收']],
    ['jt', 'JTSD', jt, jtStops, ['14', '14', '10']],
  ] as const)(
    'is pushed by %s with its own codes, over a restart',
    async (vendor, carrier, account, settings, codes) => {
      const port = adapterOf(sim, vendor, settings);
      target = new Target(callbacksOf(port).ack(true).body);
      const pushUrl = await target.listen();
      await sim.call('PUT', `/control/${vendor}-accounts`, { ...account, pushUrl });
      if (!isSupported(port.subscribe)) throw new Error('not supported');
      const waybill = await shipped(carrier);
      await port.subscribe(waybill);
      await days(1);
      await stop(port, waybill);
      await sim.stop({ keep: true });
      sim = await Running.start(sim.dir);
      await days(6);
      const times = new Map(
        target.got.flatMap((one) =>
          contentOf(port, one).reports.flatMap(({ scans }) =>
            scans.map((scan) => [scan.occurredAt, scan] as const),
          ),
        ),
      );
      const last = [...times.values()].slice(-3);
      expect(last.map(({ code }) => code)).toEqual(codes);
      expect(last.slice(0, 2).map(({ status }) => status)).toEqual(['RETURNING', 'RETURNING']);
    },
  );
});
