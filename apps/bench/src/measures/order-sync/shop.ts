import { waitUntil } from '@cartrail/testing';
import { type Bench, call } from '../../bench.js';
import { Market } from './market.js';

/** A shop of the simulated platform, connected as anybody connects one. */
export class BenchShop {
  private constructor(
    private readonly bench: Bench,
    readonly market: Market,
    /** The platform's id, and ours. */
    readonly vendorShopId: string,
    private readonly shopId: string,
  ) {}

  static async open(bench: Bench, vendorShopId: string): Promise<BenchShop> {
    const { gatewayUrl, simulatorsUrl } = bench.stack.addresses;
    const market = new Market(simulatorsUrl);
    await market.open(vendorShopId);
    const wanted = { platform: 'douyin', vendorShopId, name: `bench ${vendorShopId}` };
    const { shopId } = await call(`${gatewayUrl}/v1/shops`, wanted, bench.tenant.key);
    return new BenchShop(bench, market, vendorShopId, String(shopId));
  }

  backfill(days: number): Promise<void> {
    return this.command('backfill', { days });
  }

  /** What was sold within minutes is read again by every poll: not beside another measure. */
  pause(): Promise<void> {
    return this.command('pause', {});
  }

  /** The gateway is halted while it is not needed. */
  private async command(name: string, body: object): Promise<void> {
    const { stack, tenant } = this.bench;
    await stack.only('order-sync', 'gateway');
    await call(`${stack.addresses.gatewayUrl}/v1/shops/${this.shopId}/${name}`, body, tenant.key);
    await stack.only('order-sync');
  }

  /** Both lists are read to their end. */
  async backfilled(timeoutMs: number): Promise<void> {
    await waitUntil(async () => {
      const [row] = await this.bench.query<{ state: string; waits_for: string | null }>(
        'order-sync',
        'SELECT state, waits_for FROM backfill WHERE shop_id = $1',
        [this.shopId],
      );
      return row?.state === 'done'
        ? undefined
        : `the backfill to end (waits for ${row?.waits_for ?? 'nothing'})`;
    }, timeoutMs);
  }
}

/** Hints that no answer has settled yet. */
export async function questionsOpen(bench: Bench): Promise<number> {
  const [row] = await bench.query<{ open: number }>(
    'order-sync',
    'SELECT count(*)::int AS open FROM order_pull',
  );
  return row?.open ?? 0;
}
