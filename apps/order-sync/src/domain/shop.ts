import type { PlatformId } from './platform.js';
import { changed, refused, type Decision, type Instant } from '@cartrail/kernel';

export interface SealedTokens {
  /** Both tokens, encrypted; only the token keeper opens them. */
  readonly sealed: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** From then on only the merchant can authorise again; absent where the platform does not tell. */
  readonly refreshExpiresAt?: Instant;
}

export type ShopState = 'active' | 'needs_reauthorisation' | 'paused' | 'disconnected';

export interface ConnectedShop {
  readonly platform: PlatformId;
  /** Of the tenant's own; absent: the operator's application at the platform. */
  readonly applicationId?: string;
  readonly vendorShopId: string;
  readonly name: string;
  readonly merchantId?: string;
  readonly warehouseCode?: string;
  readonly state: ShopState;
  readonly connectedAt: Instant;
  readonly tokens: SealedTokens;
}

export type ShopConnection = Omit<ConnectedShop, 'state' | 'connectedAt'>;

/** Connecting again is how a shop that lost its authorisation comes back. */
export function connect(
  shop: ConnectedShop | undefined,
  wanted: ShopConnection,
  now: Instant,
): Decision<ConnectedShop, never> {
  if (shop && shop.vendorShopId !== wanted.vendorShopId) return refused('shop/other-shop');
  return changed({ ...wanted, state: 'active', connectedAt: shop?.connectedAt ?? now });
}

/** How a shop is found by what its platform calls it. */
export const shopKey = (platform: PlatformId, vendorShopId: string): string => `${platform}/${vendorShopId}`;
