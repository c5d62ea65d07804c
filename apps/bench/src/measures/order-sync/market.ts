import { call } from '../../bench.js';

const ONE_CALL = 10_000;
const PAGE = 5_000;
const LINE = { skuCode: 'TEE-WHITE-M', quantity: 1, priceFen: 5_990 };

/** An order as the simulated platform knows it. */
export interface OrderAtPlatform {
  readonly platformOrderId: string;
  readonly shopId: string;
  readonly payAmountFen: number;
}

interface LedgerPage {
  readonly items: readonly OrderAtPlatform[];
  readonly nextSince: number;
  readonly more: boolean;
}

/** The platform's side: shops whose pushes the bench sends itself, so that it knows when each was due. */
export class Market {
  constructor(private readonly simulatorsUrl: string) {}

  async open(shopId: string): Promise<void> {
    await call(`${this.simulatorsUrl}/control/shops`, { shopId, name: `bench ${shopId}` }, undefined, 'PUT');
    await call(`${this.simulatorsUrl}/control/faults`, { target: shopId, name: 'dropped-push' });
  }

  /** Paid orders, by their ids. */
  async sell(shopId: string, count: number): Promise<readonly string[]> {
    const wanted = Array.from({ length: count }, () => ({ lines: [LINE] }));
    const { orders } = await call(`${this.simulatorsUrl}/control/orders`, { shopId, orders: wanted });
    return (orders as readonly OrderAtPlatform[]).map(({ platformOrderId }) => platformOrderId);
  }

  /** Orders that were received long ago; how many lines they have. */
  async remember(shopId: string, orders: number, days: History): Promise<number> {
    let lines = 0;
    for (let left = orders; left > 0; left -= ONE_CALL) {
      const wish = { shopId, orders: Math.min(left, ONE_CALL), ...days };
      lines += Number((await call(`${this.simulatorsUrl}/control/history`, wish)).lines);
    }
    return lines;
  }

  /** Everything that was ever ordered at a shop. */
  async ordersOf(shopId: string): Promise<readonly OrderAtPlatform[]> {
    const found: OrderAtPlatform[] = [];
    for (let page: LedgerPage = { items: [], nextSince: 0, more: true }; page.more;) {
      const url = `${this.simulatorsUrl}/control/ledger?kind=orders&since=${page.nextSince}&limit=${PAGE}`;
      page = (await (await fetch(url)).json()) as LedgerPage;
      found.push(...page.items.filter((order) => order.shopId === shopId));
    }
    return found;
  }
}

export interface History {
  readonly fromDaysAgo: number;
  readonly toDaysAgo: number;
}
