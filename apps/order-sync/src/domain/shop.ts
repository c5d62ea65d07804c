import type { PlatformId } from './platform.js';
import { changed, refused, type Decision, type Instant } from '@cartrail/kernel';

export interface SealedTokens {
  /** Both tokens, encrypted; only the token keeper opens them. */
  readonly sealed: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

export interface ConnectedShop {
  readonly platform: PlatformId;
  readonly vendorShopId: string;
  readonly name: string;
  readonly merchantId?: string;
  readonly warehouseCode?: string;
  readonly state: 'active' | 'needs_reauthorisation';
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
