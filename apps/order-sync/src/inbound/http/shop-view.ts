import { SECOND, toIso, type Instant } from '@cartrail/kernel';
import type { PlatformFailureKind, ShopHealth } from '../../application/ports.js';

/** Our words: a platform's own may tell what nobody asked for. */
const REASONS: Readonly<Record<PlatformFailureKind, string>> = {
  auth_expired: 'the platform no longer takes the shop’s token',
  forbidden: 'the platform gives the application no access: a permission, or its list of addresses',
  throttled: 'the application is asked too often: calls wait',
  transient: 'the platform does not answer, or answers with an error of its own',
  invalid: 'the platform refuses a call, or answers what cannot be read',
  conflict: 'what was asked for had moved on',
  manual_only: 'the platform wants it done by hand',
};

/** A shop's health; absent is what never happened, or what the platform does not tell. */
export function toShopView(shop: ShopHealth, now: Instant): object {
  const { state, standing, polledUntil, failures, failure } = shop;
  const listens = state === 'active' || state === 'needs_reauthorisation';
  return {
    shopId: shop.shopId,
    platform: shop.platform,
    applicationId: shop.applicationId,
    vendorShopId: shop.vendorShopId,
    name: shop.name,
    merchantId: shop.merchantId,
    warehouseCode: shop.warehouseCode,
    state,
    polledUntil: iso(polledUntil),
    token: {
      state: shop.tokenExpiresAt === undefined ? 'erased' : standing,
      expiresAt: iso(shop.tokenExpiresAt),
      authoriseBy: iso(shop.authoriseBy),
    },
    lastPushAt: iso(shop.pushedAt),
    lastAnswerAt: iso(shop.answeredAt),
    lagSeconds:
      listens && polledUntil !== undefined
        ? Math.max(0, Math.round((now - polledUntil) / SECOND))
        : undefined,
    waiting: shop.waiting,
    failing:
      failures > 0 && failure !== undefined
        ? { times: failures, lastAt: iso(shop.failedAt), kind: failure, reason: REASONS[failure] }
        : undefined,
    quota: shop.quota,
  };
}

const iso = (instant: Instant | undefined): string | undefined =>
  instant === undefined ? undefined : toIso(instant);
