import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { withTenants } from '@cartrail/messaging';
import { FieldCipher } from '@cartrail/privacy';
import { createTestDatabase, FakeClock, TENANT, type TestDatabase } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import type { ArrivedPayload, ShopRef } from '../../src/application/ports.js';
import { migrations } from '../../src/outbound/postgres/migrations/index.js';
import { PostgresPayloadShelf } from '../../src/outbound/postgres/payload-shelf.js';
import { PostgresPayloads } from '../../src/outbound/postgres/payload.reads.js';

const sealer = FieldCipher.fromKeys(`k1:${randomBytes(32).toString('base64')}`);
const clock = new FakeClock();
const failures = [{ field: 'payAmountFen', from: '$.paid', problem: 'is needed' }];

let database: TestDatabase;
let dataSource: DataSource;
let shelf: PostgresPayloadShelf;
let payloads: PostgresPayloads;
let shop: ShopRef & { readonly applicationId: string };

beforeAll(async () => {
  database = await createTestDatabase({ service: 'order-sync', migrations });
  dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  shelf = new PostgresPayloadShelf({ dataSource, sealer, clock, metrics: { count: () => undefined } });
  payloads = new PostgresPayloads(dataSource, sealer);
}, 60_000);
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});
beforeEach(() => {
  shop = {
    tenantId: TENANT,
    shopId: newId(),
    vendorShopId: 'v',
    platform: 'mapped',
    applicationId: newId(),
  };
});

const order = (key: string, more: Partial<ArrivedPayload> = {}): ArrivedPayload => ({
  subject: 'order',
  source: 'detail',
  key,
  payload: { key },
  failures: [],
  ...more,
});
const pages = async (count: number, of: (n: number) => ArrivedPayload): Promise<void> => {
  for (let n = 0; n < count; n += 100) {
    clock.advance(1_000);
    await shelf.keep(
      shop,
      Array.from({ length: Math.min(100, count - n) }, (_, at) => of(n + at)),
    );
  }
};
const count = async (state: string): Promise<number> => {
  const [row] = await withTenants(dataSource, [TENANT], (tx) =>
    tx.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM mapping_payload WHERE application_id = $1 AND state = $2',
      [shop.applicationId, state],
    ),
  );
  return row?.count ?? 0;
};

describe('the payloads of one application', () => {
  it('are the last five hundred that were read; those that wait neither go nor crowd them out', async () => {
    await shelf.keep(shop, [order('BAD', { failures })]);
    await pages(700, (n) => order(`O-${n}`));
    await pages(100, (n) => order(`BAD-${n}`, { failures }));
    expect(await count('kept')).toBe(500);
    expect(await count('parked')).toBe(101);
    const last = await payloads.last(shop, 101);
    expect(last.map(({ key = '' }) => key.split('-')[0])).toEqual([...Array<string>(100).fill('BAD'), 'O']);
  });

  it('are bounded by their bytes, too', async () => {
    await pages(300, (n) => order(`O-${n}`, { payload: { n, much: 'x'.repeat(150_000) } }));
    const kept = await count('kept');
    expect(kept).toBeGreaterThan(50);
    expect(kept).toBeLessThan(100);
  }, 60_000);

  it('are one for each thing: what comes later of it takes its place, and the same again changes nothing', async () => {
    await shelf.keep(shop, [order('A'), order('A', { payload: { later: true } }), order('B')]);
    await shelf.keep(shop, [order('A', { payload: { later: 2 } }), order('B')]);
    const last = await payloads.last(shop, 10);
    expect(last.map(({ key, payload }) => [key, payload]).sort()).toEqual([
      ['A', { later: 2 }],
      ['B', { key: 'B' }],
    ]);
  });

  it('that are too long are told of, and not kept', async () => {
    await shelf.keep(shop, [order('LONG', { payload: 'x'.repeat(1_000_001), failures })]);
    expect(await payloads.last(shop, 10)).toEqual([]);
    expect((await payloads.parked(shop)).payloads).toMatchObject([
      { key: 'LONG', state: 'parked', failures },
    ]);
  });

  it('without an id wait each for itself', async () => {
    const nameless = { key: undefined, failures };
    await shelf.keep(shop, [
      order('', { ...nameless, payload: { a: 1 } }),
      order('', { ...nameless, payload: { a: 2 } }),
      order('', { ...nameless, payload: { a: 1 } }),
    ]);
    expect(await count('parked')).toBe(2);
  });

  it('wait once however many processes see them at the same moment', async () => {
    await Promise.all(
      Array.from({ length: 8 }, () => shelf.keep(shop, [order('BAD', { failures }), order('OK')])),
    );
    expect([await count('parked'), await count('kept')]).toEqual([1, 1]);
    expect(await payloads.replay(shop, 'm-1')).toBe(1);
  });

  it('are nobody else’s', async () => {
    await shelf.keep(shop, [order('A'), order('BAD', { failures })]);
    const other = { tenantId: 'tenant02', applicationId: shop.applicationId };
    expect(await payloads.last(other, 10)).toEqual([]);
    expect((await payloads.parked(other)).payloads).toEqual([]);
    expect(await payloads.replay(other, 'm-1')).toBe(0);
  });
});
