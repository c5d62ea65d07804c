import type { Clock } from '@cartrail/kernel';
import { connect, type ConnectedShop, type ShopConnection } from '../domain/shop.js';
import { sealTokens } from './keep-tokens.js';
import { ConnectedElsewhere, type Platform, type Sealer, type ShopDirectory } from './ports.js';

export type ShopRequest = Omit<ShopConnection, 'tokens'>;

type Connecting = (shop: ConnectedShop | undefined, shopId: string) => ReturnType<typeof connect>;

/** Asks the platform for the shop's tokens first: a shop that gives none is not connected. */
export class ConnectShop {
  constructor(
    private readonly shops: ShopDirectory,
    private readonly platform: Platform,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async prepare(tenantId: string, wanted: ShopRequest): Promise<Connecting> {
    const { vendorShopId } = wanted;
    const known = (await this.shops.find([vendorShopId])).get(vendorShopId);
    if (known && known.tenantId !== tenantId) throw new ConnectedElsewhere();
    const pair = await this.platform.authorise(vendorShopId);
    const now = this.clock.now();
    return (shop, shopId) => {
      const tokens = sealTokens(this.sealer, { tenantId, shopId, vendorShopId }, pair);
      return connect(shop, { ...wanted, tokens }, now);
    };
  }
}
