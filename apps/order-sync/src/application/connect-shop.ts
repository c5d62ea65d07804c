import { newId, type Clock } from '@cartrail/kernel';
import { connect, type ConnectedShop, type ShopConnection } from '../domain/shop.js';
import { sealTokens } from './keep-tokens.js';
import type { Platform, Sealer, ShopDirectory } from './ports.js';

export type ShopRequest = Omit<ShopConnection, 'tokens'>;

/** The shop is another tenant's; whose is not told. */
export class ConnectedElsewhere extends Error {
  readonly status = 409;
  readonly code = 'shop/connected-elsewhere';
  constructor() {
    super('this shop is already connected');
  }
}

export interface ShopConnecting {
  readonly shopId: string;
  readonly decide: (shop: ConnectedShop | undefined) => ReturnType<typeof connect>;
}

/** Asks the platform for the shop's tokens first: a shop that gives none is not connected. */
export class ConnectShop {
  constructor(
    private readonly shops: ShopDirectory,
    private readonly platform: Platform,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async prepare(tenantId: string, wanted: ShopRequest): Promise<ShopConnecting> {
    const known = (await this.shops.find([wanted.vendorShopId])).get(wanted.vendorShopId);
    if (known && known.tenantId !== tenantId) throw new ConnectedElsewhere();
    const shop = { tenantId, shopId: known?.shopId ?? newId(), vendorShopId: wanted.vendorShopId };
    const tokens = sealTokens(this.sealer, shop, await this.platform.authorise(wanted.vendorShopId));
    const now = this.clock.now();
    return { shopId: shop.shopId, decide: (state) => connect(state, { ...wanted, tokens }, now) };
  }
}
