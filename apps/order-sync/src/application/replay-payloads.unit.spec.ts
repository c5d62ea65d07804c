import { describe, expect, it } from '@jest/globals';
import type { KeptPayload } from '../domain/kept-payload.js';
import { PlatformFailure, type Reread, type SettledPayload, type ShopRef } from './ports.js';
import { ReplayPayloads } from './replay-payloads.js';

const shop: ShopRef = {
  tenantId: 't',
  shopId: 's',
  vendorShopId: 'v',
  platform: 'mapped',
  applicationId: 'a',
};
const kept: KeptPayload = {
  id: 'p-1',
  subject: 'order',
  source: 'detail',
  key: 'O-1',
  receivedAt: 5,
  payload: {},
};
const sign: Reread = { kind: 'order', row: { kind: 'sign', platformOrderId: 'O-1' } };
const aCase: Reread = { kind: 'case', sign: { platformAfterSaleId: 'RF-1' } };
const failures = [{ field: 'status', problem: 'is needed' }];

/** One payload that is due; `keep` is what takes the row. */
async function replay(read: () => Reread, keep: () => Promise<void> = () => Promise.resolve()) {
  const settled: SettledPayload[] = [];
  const counted: string[] = [];
  const replaying = new ReplayPayloads({
    payloads: {
      due: () => Promise.resolve([{ shop, kept }]),
      settle: (_shop, given) => {
        settled.push(...given);
        return Promise.resolve();
      },
    },
    rereading: { reread: () => Promise.resolve().then(read) },
    orders: { keep },
    cases: { keep },
    metrics: { count: (result) => counted.push(result) },
    clock: { now: () => 9 },
  });
  const ended = await replaying.turn().catch((error: unknown) => error);
  return { settled, counted, ended };
}

describe('a payload that is replayed', () => {
  it.each([
    ['asked', sign],
    ['asked', aCase],
    ['failed', { kind: 'failed', failures } as const],
  ])('is told that it was %s', async (became, read) => {
    const { settled, counted } = await replay(() => read);
    expect(settled).toEqual([{ id: 'p-1', became, failures: became === 'failed' ? failures : [] }]);
    expect(counted).toEqual([became]);
  });

  it('stays where it was, with the reason, when there is no valid mapping', async () => {
    const { settled } = await replay(() => {
      throw new PlatformFailure('invalid', 'there is no valid mapping');
    });
    expect(settled).toMatchObject([{ became: 'failed', failures: [{ field: 'mapping' }] }]);
  });

  it('is due again when it could not be written', async () => {
    const away = new Error('the database is away');
    const { settled, counted, ended } = await replay(
      () => sign,
      () => Promise.reject(away),
    );
    expect([settled, counted, ended]).toEqual([[], [], away]);
  });

  it('shares its write with the others of its shop, and waits for none of another shop', async () => {
    const written: string[][] = [];
    const settled: string[][] = [];
    const other = { ...shop, shopId: 'another' };
    const due = [
      { shop, kept },
      { shop, kept: { ...kept, id: 'p-2' } },
      { shop: other, kept: { ...kept, id: 'p-3' } },
    ];
    const keep = ({ shopId }: { shopId: string }, rows: readonly unknown[]): Promise<void> => {
      if (shopId === shop.shopId) return Promise.reject(new Error('its rows are no good'));
      written.push([shopId, String(rows.length)]);
      return Promise.resolve();
    };
    const replaying = new ReplayPayloads({
      payloads: {
        due: () => Promise.resolve(due),
        settle: (_shop, given) => Promise.resolve(void settled.push(given.map(({ id }) => id))),
      },
      rereading: { reread: () => Promise.resolve(sign) },
      orders: { keep },
      cases: { keep },
      metrics: { count: () => undefined },
      clock: { now: () => 9 },
    });
    await expect(replaying.turn()).rejects.toThrow('no good');
    expect([written, settled]).toEqual([[['another', '1']], [['p-3']]]);
  });
});
