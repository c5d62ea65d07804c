import type { PlatformId } from './platform.js';
import { changed, DAY, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';

/** Times are machine time: a token's life is not business time. */
export interface SealedTokens {
  /** Both tokens, encrypted; only the token keeper opens them. Empty: erased. */
  readonly sealed: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** From then on only the merchant can authorise again; absent where the platform does not tell. */
  readonly refreshExpiresAt?: Instant;
}

export type ShopState = 'active' | 'needs_reauthorisation' | 'paused' | 'disconnected';

/** Whose word opened the shop: the application's own right renews itself, a merchant's consent ends. */
export type Consent = 'application' | 'merchant';

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
  readonly consent: Consent;
  /** Machine time of the last consent: renewals do not move it. */
  readonly authorisedAt: Instant;
  /** What people were last told of its authorisation. */
  readonly told: Standing;
}

export type Standing = 'authorised' | 'ending' | 'lost';

/** `at` is business time, `endsAt` machine time. */
export type ShopFact =
  | { readonly type: 'ShopAuthorised'; readonly endsAt?: Instant; readonly at: Instant }
  | { readonly type: 'ShopAuthorisationEnding'; readonly endsAt: Instant; readonly at: Instant }
  | { readonly type: 'ShopAuthorisationLost'; readonly reason: 'ended' | 'refused'; readonly at: Instant }
  | { readonly type: 'ShopDisconnected'; readonly at: Instant };

export type ShopConnection = Pick<
  ConnectedShop,
  | 'platform'
  | 'applicationId'
  | 'vendorShopId'
  | 'name'
  | 'merchantId'
  | 'warehouseCode'
  | 'tokens'
  | 'consent'
>;

/** Connecting again is how a shop that lost its authorisation, or was disconnected, comes back. */
export function connect(
  shop: ConnectedShop | undefined,
  wanted: ShopConnection,
  now: Instant,
): Decision<ConnectedShop, ShopFact> {
  if (shop && shop.vendorShopId !== wanted.vendorShopId) return refused('shop/other-shop');
  const connected: ConnectedShop = {
    ...wanted,
    state: 'active',
    connectedAt: shop?.connectedAt ?? now,
    authorisedAt: wanted.tokens.issuedAt,
    told: 'authorised',
  };
  return changed<ConnectedShop, ShopFact>(connected, authorised(connected, now));
}

/** Neither pushed nor polled until it is resumed; its tokens stay. */
export function pause(shop: ConnectedShop | undefined): Decision<ConnectedShop, ShopFact> {
  if (!shop) return refused('shop/not-found');
  if (shop.state === 'paused') return nothing('paused');
  if (shop.state === 'disconnected') return refused('shop/disconnected');
  return changed<ConnectedShop, ShopFact>({ ...shop, state: 'paused' });
}

/** What was lost before the pause, or during it, shows with the first call. */
export function resume(shop: ConnectedShop | undefined): Decision<ConnectedShop, ShopFact> {
  if (!shop) return refused('shop/not-found');
  if (shop.state === 'disconnected') return refused('shop/disconnected');
  if (shop.state !== 'paused') return nothing('not-paused');
  return changed<ConnectedShop, ShopFact>({
    ...shop,
    state: shop.told === 'lost' ? 'needs_reauthorisation' : 'active',
  });
}

/** Its orders stay; its tokens are erased. */
export function disconnect(shop: ConnectedShop | undefined, now: Instant): Decision<ConnectedShop, ShopFact> {
  if (!shop) return refused('shop/not-found');
  if (shop.state === 'disconnected') return nothing('disconnected');
  const { issuedAt, expiresAt } = shop.tokens;
  return changed<ConnectedShop, ShopFact>(
    { ...shop, state: 'disconnected', tokens: { sealed: '', issuedAt, expiresAt } },
    { type: 'ShopDisconnected', at: now },
  );
}

/** Merchants need days to act; a consent that is short itself is told of in its last fifth. */
const NOTICE_MS = 3 * DAY;
const NOTICE_PART = 5;

/** Business time, and the machine's, by which tokens live. */
export interface Now {
  readonly business: Instant;
  readonly machine: Instant;
}

/** Turns what became of the authorisation into facts, each once: calls only note what the platform said. */
export function review(shop: ConnectedShop | undefined, now: Now): Decision<ConnectedShop, ShopFact> {
  if (!shop) return nothing('gone');
  const standing = standingOf(shop, now.machine);
  if (standing === shop.told) return nothing('told');
  const told: ConnectedShop = { ...shop, told: standing };
  switch (standing) {
    case 'authorised':
      return changed<ConnectedShop, ShopFact>(told, authorised(told, now.business));
    case 'ending': {
      const endsAt = endOf(shop) ?? now.machine;
      return changed<ConnectedShop, ShopFact>(told, {
        type: 'ShopAuthorisationEnding',
        endsAt,
        at: now.business,
      });
    }
    case 'lost': {
      const reason = hasEnded(shop, now.machine) ? 'ended' : 'refused';
      return changed<ConnectedShop, ShopFact>(
        { ...told, state: 'needs_reauthorisation' },
        { type: 'ShopAuthorisationLost', reason, at: now.business },
      );
    }
  }
}

/** Machine time. A shop that rests is not judged. */
export function standingOf(shop: ConnectedShop, now: Instant): Standing {
  if (shop.state === 'paused' || shop.state === 'disconnected') return shop.told;
  if (shop.state === 'needs_reauthorisation' || hasEnded(shop, now)) return 'lost';
  const endsAt = endOf(shop);
  if (endsAt === undefined) return 'authorised';
  const notice = Math.min(NOTICE_MS, (endsAt - shop.authorisedAt) / NOTICE_PART);
  return now >= endsAt - notice ? 'ending' : 'authorised';
}

/** When only the merchant can go on; never for an application's own right. */
const endOf = ({ consent, tokens }: Pick<ConnectedShop, 'consent' | 'tokens'>): Instant | undefined =>
  consent === 'merchant' ? tokens.refreshExpiresAt : undefined;

/** What can no longer be renewed is used as long as it holds. */
const hasEnded = (shop: ConnectedShop, now: Instant): boolean => {
  const endsAt = endOf(shop);
  return endsAt !== undefined && now >= Math.max(endsAt, shop.tokens.expiresAt);
};

const authorised = (shop: ConnectedShop, at: Instant): ShopFact => {
  const endsAt = endOf(shop);
  return { type: 'ShopAuthorised', at, ...(endsAt !== undefined && { endsAt }) };
};

/** How a shop is found by what its platform calls it. */
export const shopKey = (platform: PlatformId, vendorShopId: string): string => `${platform}/${vendorShopId}`;
