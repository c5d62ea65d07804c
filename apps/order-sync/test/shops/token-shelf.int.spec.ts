import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withTenants } from '@cartrail/messaging';
import { DataSource } from 'typeorm';
import { PostgresTokenShelf } from '../../src/outbound/postgres/token.rows.js';
import { OrderSyncUnderTest, TENANT } from '../start.js';

describe('the tokens of a shop', () => {
  let sync: OrderSyncUnderTest;
  let shelf: PostgresTokenShelf;
  let vendors = 3_000_000_000;
  beforeAll(async () => {
    sync = await OrderSyncUnderTest.start();
    shelf = new PostgresTokenShelf(sync.service.app.get(DataSource));
  }, 60_000);
  afterAll(() => sync.stop());

  const connect = async () => {
    const vendorShopId = String((vendors += 1));
    const wanted = { platform: 'douyin', vendorShopId, name: '店' } as const;
    const { body } = await sync.call('POST', '/internal/shops', wanted);
    const { shopId } = body as { shopId: string };
    const shop = { tenantId: TENANT, shopId, vendorShopId, platform: 'douyin' as const };
    const again = () => sync.call('POST', '/internal/shops', wanted);
    const tokens = async () => {
      const held = await shelf.read(shop);
      if (!held) throw new Error('the shop has no tokens');
      return held;
    };
    const state = async () =>
      withTenants(sync.service.app.get(DataSource), [TENANT], async (tx) =>
        (await tx.query<{ state: string }[]>('SELECT state FROM shop WHERE id = $1', [shopId])).map(
          (row) => row.state,
        ),
      );
    return { shop, again, tokens, state };
  };

  it('are renewed by one process at a time, and stay what a new consent made them meanwhile', async () => {
    const { shop, again, tokens } = await connect();
    const leases = await Promise.all([1, 2, 3, 4].map(() => shelf.lease(shop, 30_000)));
    expect(leases.filter((mine) => mine)).toHaveLength(1);
    const before = await tokens();
    await again();
    const theirs = await tokens();
    await shelf.put(shop, { ...before, sealed: 'renewed' }, before);
    expect(await tokens()).toEqual(theirs);
    await shelf.put(shop, { ...before, sealed: 'renewed' }, theirs);
    expect((await tokens()).sealed).toBe('renewed');
  });

  it('come back by no renewal that was under way when the shop was disconnected', async () => {
    const { shop, tokens, state } = await connect();
    const before = await tokens();
    await sync.call('POST', `/internal/shops/${shop.shopId}/disconnect`);
    await shelf.put(shop, { ...before, sealed: 'renewed' }, before);
    await shelf.release(shop, before);
    expect([(await tokens()).sealed, await state()]).toEqual(['', ['disconnected']]);
  });

  it('that the platform refused shut no shop that has others by then, and no shop that is paused', async () => {
    const { shop, again, tokens, state } = await connect();
    const before = await tokens();
    await again();
    await shelf.release(shop, before);
    expect(await state()).toEqual(['active']);
    await sync.call('POST', `/internal/shops/${shop.shopId}/pause`);
    await shelf.release(shop, await tokens());
    expect(await state()).toEqual(['paused']);
    await sync.call('POST', `/internal/shops/${shop.shopId}/resume`);
    await shelf.release(shop, await tokens());
    // The review may have told of it by now; the state is the same.
    expect(await state()).toEqual(['needs_reauthorisation']);
  });
});
