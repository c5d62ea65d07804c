import type { Clock } from '@cartrail/kernel';
import { connectionIdOf } from '../domain/application.js';
import { connect, type ConnectedShop, type Consent, type ShopConnection } from '../domain/shop.js';
import { sealTokens } from './keep-tokens.js';
import {
  ConnectedElsewhere,
  PlatformFailure,
  type Grant,
  type Granted,
  type Platforms,
  type Sealer,
  type ShopDirectory,
} from './ports.js';

export type ShopRequest = Omit<ShopConnection, 'tokens' | 'consent'>;

type Connecting = (shop: ConnectedShop | undefined, shopId: string) => ReturnType<typeof connect>;

/** Asks the platform for the shop's tokens first: a shop that gives none is not connected. */
export class ConnectShop {
  constructor(
    private readonly shops: ShopDirectory,
    private readonly platforms: Platforms,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly more: {
      /** Where the operator's own applications are pushed to. */
      readonly operators: ReadonlyMap<string, string>;
      readonly log: (message: string) => void;
    },
  ) {}

  /** Absent where the operator has no application at the platform. */
  connectionIdOf(tenantId: string, { platform, applicationId }: Via): string | undefined {
    return applicationId === undefined
      ? this.more.operators.get(platform)
      : connectionIdOf(tenantId, applicationId);
  }

  /** By the application's own right. */
  async byItself(tenantId: string, wanted: ShopRequest): Promise<Connecting> {
    const { vendorShopId } = wanted;
    await this.refuseAnothers(tenantId, wanted);
    const granted = await this.granted(tenantId, wanted, { kind: 'self', vendorShopId });
    return this.connecting(tenantId, wanted, granted, 'application');
  }

  /** By a merchant's consent, which tells whose shop it is. */
  async byConsent(
    tenantId: string,
    wanted: Omit<ShopRequest, 'vendorShopId'>,
    { code, redirectUri }: { readonly code: string; readonly redirectUri: string },
  ): Promise<{ readonly wanted: ShopRequest; readonly decide: Connecting }> {
    const granted = await this.granted(tenantId, wanted, { kind: 'code', code, redirectUri });
    const whole = { ...wanted, vendorShopId: granted.vendorShopId };
    await this.refuseAnothers(tenantId, whole);
    return { wanted: whole, decide: this.connecting(tenantId, whole, granted, 'merchant') };
  }

  private async granted(tenantId: string, { platform, applicationId }: Via, grant: Grant): Promise<Granted> {
    // What was said of the application a moment ago, a mapping published among it, holds already.
    if (applicationId !== undefined)
      await this.platforms.connectionAnew(platform, connectionIdOf(tenantId, applicationId));
    const { authorisation } = await this.platforms.of({ tenantId, platform, applicationId });
    try {
      return await authorisation.grant(grant);
    } catch (error) {
      // Whoever asked hears our words; the platform's own are for the operator.
      if (error instanceof PlatformFailure)
        this.more.log(`${platform} gives tenant ${tenantId} no shop: ${error.kind}, ${error.message}`);
      throw error;
    }
  }

  private async refuseAnothers(
    tenantId: string,
    { platform, vendorShopId }: Pick<ShopRequest, 'platform' | 'vendorShopId'>,
  ): Promise<void> {
    const known = (await this.shops.find(platform, [vendorShopId])).get(vendorShopId);
    if (known && known.tenantId !== tenantId) throw new ConnectedElsewhere();
  }

  private connecting(tenantId: string, wanted: ShopRequest, granted: Granted, consent: Consent): Connecting {
    const now = this.clock.now();
    return (shop, shopId) => {
      const tokens = sealTokens(this.sealer, { tenantId, shopId }, granted.tokens);
      return connect(shop, { ...wanted, tokens, consent }, now);
    };
  }
}

type Via = Pick<ShopRequest, 'platform' | 'applicationId'>;
