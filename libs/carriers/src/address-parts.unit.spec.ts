import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { AddressParts, BookingRequest } from './booking.js';
import { CarrierHttpFailure, type CarrierHttpRequest } from './http.js';
import { isSupported, type NotSupported, type PickupPort } from './port.js';
import { carrierFactories } from './registry.js';

const line = '浙江省杭州市余杭区某街道1号';
const parts: AddressParts = { province: '江苏省', city: '南京市', district: '玄武区', street: '某路9号' };

const request: Omit<BookingRequest, 'carrier'> = {
  reference: '01k4p0s8e7f6g5h4j3k2m1n0pq',
  sender: { name: '张三', phone: '13800000000', address: line },
  receiver: { name: '某仓', phone: '13900000000', address: line },
  cargo: '服装',
  weightGrams: 1_500,
  slot: {
    from: fromShanghai('2025-01-03 09:00:00') ?? 0,
    to: fromShanghai('2025-01-03 12:00:00') ?? 0,
  },
  callbackUrl: 'https://callbacks.example/c-1',
};

const byLevels: readonly (readonly [provider: string, carrier: string, settings: object])[] = [
  ['kdniao', 'YTO', { eBusinessId: '1000001', apiKey: 'sample-key', namesCarrier: true }],
  ['zto', 'ZTO', { appKey: 'k', appSecret: 'sample-secret', accountId: 'a', accountPassword: 'p' }],
  ['sto', 'STO', { fromAppkey: 'k', fromCode: 'c', secretKey: 's', orderSource: 'o' }],
  ['jt', 'JTSD', { apiAccount: '1', privateKey: 'k', customerCode: 'J1', customerPassword: 'p' }],
  ['deppon', 'DBL', { companyCode: 'c', appkey: 'k', customerCode: '1', sign: 'S' }],
  [
    'yto',
    'YTO',
    {
      ...{ queryOpenId: 'q', queryCustomerCode: 'q', querySecret: 'q' },
      ...{ orderOpenId: 'o', orderCustomerCode: 'o', orderSecret: 'o' },
    },
  ],
];

const usable = <T extends object>(operation: T | NotSupported): T => {
  if (!isSupported(operation)) throw new Error(operation.why);
  return operation;
};

/** Does something with an account's couriers, and tells what was sent for it. */
async function sentFor(
  provider: string,
  settings: object,
  does: (pickups: PickupPort) => Promise<unknown>,
): Promise<string> {
  const sent: string[] = [];
  const http = {
    post: ({ body }: CarrierHttpRequest) => {
      sent.push(body.startsWith('{') ? body : decodeURIComponent(body));
      return Promise.reject(new CarrierHttpFailure('timeout'));
    },
  };
  const clock = { now: () => fromShanghai('2025-01-02 10:00:00') ?? 0 };
  const port = carrierFactories.get(provider)?.create(settings, { http, clock });
  if (!port) throw new Error('not registered');
  await does(usable(port.pickups)).catch(() => undefined);
  return sent.join();
}

describe('an address whose levels the caller told apart', () => {
  it.each(byLevels)(
    'is ordered from by them at %s, whatever its line says',
    async (provider, carrier, settings) => {
      const sender = { ...request.sender, ...parts };
      const sent = await sentFor(provider, settings, ({ book }) => book({ ...request, carrier, sender }));
      expect(['江苏省', '南京市', '玄武区', '某路9号'].filter((part) => !sent.includes(part))).toEqual([]);
      const byLine = await sentFor(provider, settings, ({ book }) => book({ ...request, carrier }));
      expect(['浙江省', '杭州市', '余杭区', '某街道1号'].filter((part) => !byLine.includes(part))).toEqual(
        [],
      );
    },
  );

  it('is told apart to SF beside its line, in orders, prices and reach', async () => {
    const account = { partnerId: 'SAMPLE', checkWord: 'sample-check-word', monthlyCard: '7550000000' };
    const quote = { carrier: 'SF', from: line, to: line, toParts: parts, weightGrams: 1_500 };
    const receiver = { ...request.receiver, ...parts };
    for (const does of [
      ({ book }: PickupPort) => book({ ...request, carrier: 'SF', receiver }),
      (pickups: PickupPort) => usable(pickups.quote)([quote]),
      (pickups: PickupPort) => usable(pickups.reach)(quote),
    ]) {
      const sent = await sentFor('sf', account, does);
      expect(sent).toContain('"province":"江苏省","city":"南京市","county":"玄武区"');
      expect(sent).toContain(line);
    }
  });

  it.each([
    ['in its parts', { from: '某处', fromParts: { ...parts, street: undefined } }, '玄武区'],
    ['in its line', { from: '浙江省杭州市余杭区' }, '余杭区'],
  ])('is priced by KDNiao without a street, named %s', async (_where, place, district) => {
    const [, , settings = {}] = byLevels.find(([provider]) => provider === 'kdniao') ?? [];
    const quote = { carrier: 'YTO', to: line, weightGrams: 1_500, ...place };
    const sent = await sentFor('kdniao', settings, (pickups) => usable(pickups.quote)([quote]));
    expect(sent).toContain(district);
  });

  it('is what reach at ZTO asks about', async () => {
    const [, , settings = {}] = byLevels.find(([provider]) => provider === 'zto') ?? [];
    const quote = { carrier: 'ZTO', from: line, to: line, toParts: parts, weightGrams: 1_500 };
    const sent = await sentFor('zto', settings, (pickups) => usable(pickups.reach)(quote));
    expect(sent).toContain('某路9号');
  });
});
