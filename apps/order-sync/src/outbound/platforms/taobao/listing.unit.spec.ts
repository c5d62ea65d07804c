import { describe, expect, it } from '@jest/globals';
import { DAY } from '@cartrail/kernel';
import { TooManyRows, type Ask, type Listing } from '../../../application/ports.js';
import { TaobaoCases } from './cases.js';
import type { Question } from './client.js';
import { TaobaoOrders } from './orders.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: '706388888', platform: 'taobao' } as const;
const window = { from: 1_700_000_000_000, to: 1_700_000_600_000 };
const MODIFIED = '2023-11-15 06:15:00';
const none = () => Promise.reject(new Error('not asked for'));

/** A list of so many trades, the newest first, of which one leaves the window after the first question. */
function trades(count: number) {
  let ids = Array.from({ length: count }, (_, index) => count - index);
  const asked: Question[] = [];
  const list = (_session: string, question: Question) => {
    asked.push(question);
    const { page, size } = question;
    const rows = ids.slice((page - 1) * size, page * size);
    const total = ids.length;
    if (asked.length === 1) ids = ids.filter((id) => id !== count - 60);
    const trade = rows.map((tid) => ({ tid, modified: MODIFIED }));
    return Promise.resolve({ total_results: total, trades: { trade } });
  };
  return { asked, orders: new TaobaoOrders({ trade: none, tradesChanged: list, tradesCreated: list }) };
}

async function all<T>(listing: Listing<T>, tokens: string[] = []): Promise<T[]> {
  const ask: Ask = (call) => {
    tokens.push(`token-${tokens.length}`);
    return call(tokens.at(-1) ?? '');
  };
  const rows: T[] = [];
  for await (const page of listing.pages(shop, window, ask)) rows.push(...page);
  return rows;
}

describe('the lists of Taobao', () => {
  it('reads from the last page, so that nothing slips when a row leaves the window', async () => {
    const { asked, orders } = trades(120);
    const rows = await all(orders.changed);
    const ids = new Set(rows.map((row) => (row.kind === 'sign' ? row.platformOrderId : '')));
    expect(asked.map(({ page }) => page)).toEqual([1, 3, 2, 1]);
    expect(ids.size).toBe(119);
  });

  it('gives signs with the time of the change, in both lists', async () => {
    const sign = { kind: 'sign', platformOrderId: '1', updatedAt: 1_700_000_100_000 };
    expect(await all(trades(1).orders.changed)).toEqual([sign]);
    expect(await all(trades(1).orders.created)).toEqual([sign]);
  });

  it('asks for a token anew for every page', async () => {
    const tokens: string[] = [];
    await all(trades(120).orders.created, tokens);
    expect(tokens).toHaveLength(4);
  });

  it('wants a window halved that holds more than it will page through', async () => {
    await expect(all(trades(5_001).orders.changed)).rejects.toThrow(TooManyRows);
  });

  it('keeps within the day of changes and the three months of everything, the second of rounding included', () => {
    const { changed, created } = trades(0).orders;
    expect(changed).toMatchObject({ maxSpanMs: DAY - 1_000, maxAgeMs: 89 * DAY });
    expect(created).toMatchObject({ maxSpanMs: 89 * DAY, maxAgeMs: 89 * DAY });
  });

  it('lists refunds the same way', async () => {
    const refund = [{ refund_id: '9', tid: 1, status: 'CLOSED', modified: MODIFIED }];
    const list = () => Promise.resolve({ total_results: 1, refunds: { refund } });
    const cases = new TaobaoCases({ refund: none, trade: none, refundsChanged: list }, new Map());
    expect(await all(cases.changed)).toEqual([
      { platformAfterSaleId: '9', platformOrderId: '1', updatedAt: 1_700_000_100_000, status: 'CLOSED' },
    ]);
  });

  it('takes the answer to one question for no other', async () => {
    const orders = new TaobaoOrders({
      trade: () => Promise.resolve({ tid: 2, modified: MODIFIED }),
      tradesChanged: none,
      tradesCreated: none,
    });
    await expect(orders.order(shop, 'token', '1')).rejects.toMatchObject({ kind: 'invalid' });
    const refund = () => Promise.resolve({ refund_id: 2 });
    const cases = new TaobaoCases({ refund, trade: none, refundsChanged: none }, new Map());
    await expect(cases.case(shop, 'token', { platformAfterSaleId: '1' })).rejects.toMatchObject({
      kind: 'invalid',
    });
  });
});
