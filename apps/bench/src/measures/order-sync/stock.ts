import { type BenchShop } from './shop.js';

const CHUNK = 100;
const LOOK_MS = 2;

export interface Sold {
  readonly platformOrderId: string;
  readonly at: number;
}

/**
 * Orders made at the platform shortly before somebody pushes about them: late enough that no poll finds them first,
 * early enough that no push has to wait.
 */
export class Stock {
  private readonly sold: Sold[] = [];
  private taken = 0;
  private stopped = false;
  private failure: unknown;

  constructor(
    private readonly shop: BenchShop,
    private readonly count: number,
    private readonly ahead: number,
  ) {}

  /** Never fails: whoever waits for an order hears why there is none. */
  async fill(): Promise<void> {
    try {
      while (this.sold.length < this.count && !this.stopped) {
        if (this.sold.length - this.taken >= this.ahead) await rest();
        else await this.sell(Math.min(CHUNK, this.count - this.sold.length));
      }
    } catch (error) {
      this.failure = error;
    }
  }

  private async sell(count: number): Promise<void> {
    const ids = await this.shop.market.sell(this.shop.vendorShopId, count);
    const at = performance.now();
    this.sold.push(...ids.map((platformOrderId) => ({ platformOrderId, at })));
  }

  /** So many are made that nobody has to wait. */
  async ready(): Promise<void> {
    await this.at(Math.min(this.ahead, this.count) - 1);
  }

  take(place: number): Promise<Sold> {
    this.taken = Math.max(this.taken, place + 1);
    return this.at(place);
  }

  private async at(place: number): Promise<Sold> {
    for (;;) {
      const found = this.sold[place];
      if (found) return found;
      if (this.stopped || this.failure !== undefined)
        throw new Error('the platform makes no more orders', { cause: this.failure });
      await rest();
    }
  }

  stop(): void {
    this.stopped = true;
  }
}

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_MS));
