import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChannelMessage, PushChannel, PushHint } from '../../src/application/ports.js';
import { connect, SHOP, TaobaoShop } from './taobao-shop.js';

let shop: TaobaoShop;
let channel: PushChannel;

beforeAll(async () => {
  shop = await TaobaoShop.open();
  const opened = shop.platform.channel;
  if (!opened) throw new Error('there is no channel');
  channel = opened;
  await channel.permit?.(shop.token);
});
afterAll(() => shop.sim.stop());

/** Hears until `enough`, then hangs up. */
async function hear(
  keep: (message: ChannelMessage) => Promise<void>,
  enough: (kept: readonly ChannelMessage[]) => boolean,
): Promise<readonly ChannelMessage[]> {
  const stop = new AbortController();
  const kept: ChannelMessage[] = [];
  await channel.listen(async (message) => {
    await keep(message);
    kept.push(message);
    if (enough(kept)) stop.abort();
  }, stop.signal);
  return kept;
}

const fine = (): Promise<void> => Promise.resolve();
const topicOf = ({ body }: ChannelMessage): unknown => (JSON.parse(body) as { topic: string }).topic;
const hintsOf = (kept: readonly ChannelMessage[]): readonly PushHint[] =>
  kept.flatMap(({ body }) => {
    const { hints, unmapped } = channel.read(body);
    expect(unmapped).toEqual([]);
    return hints;
  });

describe('the message channel of Taobao', () => {
  it('tells of an order and its case, whose they are, and is confirmed', async () => {
    const id = await shop.buy();
    const afterSale = await shop.claim(id, 2);
    const kept = await hear(fine, ({ length }) => length === 3);
    expect(kept.map(topicOf)).toEqual([
      'taobao_trade_TradeCreate',
      'taobao_trade_TradeBuyerPay',
      'taobao_refund_RefundCreated',
    ]);
    const order = { vendorShopId: SHOP, platformOrderId: id };
    expect(hintsOf(kept)).toEqual([
      order,
      order,
      { ...order, afterSale: { platformAfterSaleId: afterSale } },
    ]);
    await shop.ship(await shop.buy());
    const next = await hear(fine, ({ length }) => length === 3);
    expect(next.map(topicOf)).toEqual([
      'taobao_trade_TradeCreate',
      'taobao_trade_TradeBuyerPay',
      'taobao_trade_TradeSellerShip',
    ]);
  });

  it('is told again what could not be kept', async () => {
    const id = await shop.buy({ pay: false });
    const refused: string[] = [];
    const full = ({ dedupeKey }: ChannelMessage): Promise<void> => {
      refused.push(dedupeKey);
      return Promise.reject(new Error('the disk is full'));
    };
    await expect(hear(full, () => true)).rejects.toThrow('the disk is full');
    const kept = await hear(fine, ({ length }) => length === 1);
    expect(kept.map(({ dedupeKey }) => dedupeKey)).toEqual(refused);
    expect(hintsOf(kept)).toEqual([{ vendorShopId: SHOP, platformOrderId: id }]);
  });

  it('knows a message that comes twice by its key', async () => {
    await shop.sim.fault('taobao', 'duplicate');
    await shop.buy({ pay: false });
    await shop.sim.control('DELETE', '/faults');
    const [first, second] = await hear(fine, ({ length }) => length === 2);
    expect(first?.dedupeKey).toMatch(/^\d{19}$/);
    expect(second?.dedupeKey).toBe(first?.dedupeKey);
  });

  it('lets nobody in with another secret', async () => {
    const stranger = connect(shop.sim, { appSecret: 'wrong' }).channel;
    const listening = stranger?.listen(fine, AbortSignal.timeout(10_000));
    await expect(listening).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('is lost while the platform is down, and asks for no shop with a token that does not hold', async () => {
    await shop.sim.fault('taobao', 'no-answer');
    await expect(hear(fine, () => true)).rejects.toMatchObject({ kind: 'transient' });
    await expect(channel.permit?.('nobody')).rejects.toMatchObject({ kind: 'auth_expired' });
  });
});
