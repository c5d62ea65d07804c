import type { Clock } from '@cartrail/kernel';
import { connect, type ConnectedShop, type ShopConnection } from '../domain/shop.js';
import { sealTokens } from './keep-tokens.js';
import { ConnectedElsewhere, type Platforms, type Sealer, type ShopDirectory } from './ports.js';

export type ShopRequest = Omit<ShopConnection, 'tokens'>;

type Connecting = (shop: ConnectedShop | undefined, shopId: string) => ReturnType<typeof connect>;

/** Asks the platform for the shop's tokens first: a shop that gives none is not connected. */
export class ConnectShop {
  constructor(
    private readonly shops: ShopDirectory,
    private readonly platforms: Platforms,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    /** Where the operator's own applications are pushed to. */
    private readonly operators: ReadonlyMap<string, string>,
  ) {}

  connectionIdOf(platform: string): string {
    return this.operators.get(platform) ?? '';
  }

  async prepare(tenantId: string, wanted: ShopRequest): Promise<Connecting> {
    const { platform, vendorShopId, applicationId } = wanted;
    const known = (await this.shops.find(platform, [vendorShopId])).get(vendorShopId);
    if (known && known.tenantId !== tenantId) throw new ConnectedElsewhere();
    const { authorisation } = await this.platforms.of({ tenantId, platform, applicationId });
    const { tokens: pair } = await authorisation.grant({ kind: 'self', vendorShopId });
    const now = this.clock.now();
    return (shop, shopId) => {
      const tokens = sealTokens(this.sealer, { tenantId, shopId }, pair);
      return connect(shop, { ...wanted, tokens }, now);
    };
  }
}
