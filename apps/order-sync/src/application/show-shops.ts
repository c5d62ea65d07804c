import { DAY } from '@cartrail/kernel';
import { limitsOf, whereCounted } from './guard-calls.js';
import { PlatformFailure, type Platforms, type ShopHealth, type ShopHealths } from './ports.js';

/** Calls counted over all processes; messaging's `Limits`. */
export interface CallTally {
  spent(tenantId: string, key: string, perMs: number): Promise<number>;
}

/** A tenant's shops, with what is left of a day's calls where there is a limit. */
export class ShowShops {
  constructor(
    private readonly shops: ShopHealths,
    private readonly platforms: Platforms,
    private readonly tally: CallTally,
  ) {}

  async list(tenantId: string): Promise<readonly ShopHealth[]> {
    const shops = await this.shops.list(tenantId);
    return Promise.all(
      shops.map(async (shop) => ({ ...shop, quota: await this.quotaOf({ tenantId, ...shop }) })),
    );
  }

  private async quotaOf(shop: ShopHealth & { readonly tenantId: string }): Promise<ShopHealth['quota']> {
    try {
      const connection = await this.platforms.connectionOf(shop);
      const { callsPerDay } = limitsOf(this.platforms.manifest(shop.platform), connection.settings);
      if (callsPerDay === undefined) return undefined;
      const spent = await this.tally.spent(...whereCounted(connection), DAY);
      return { callsPerDay, left: Math.max(0, callsPerDay - spent) };
    } catch (error) {
      // A shop whose application is gone has nothing left to ask with.
      if (error instanceof PlatformFailure) return undefined;
      throw error;
    }
  }
}
