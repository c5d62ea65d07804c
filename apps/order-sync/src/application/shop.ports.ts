import type { Instant } from '@cartrail/kernel';
import type { PendingAuthorisation } from '../domain/authorisation.js';
import type { ShopState, Standing } from '../domain/shop.js';
import type { PlatformFailureKind, ShopDirectory, ShopRef } from './platform.ports.js';

/** What became of a state that came back. */
export type Redeemed = PendingAuthorisation | 'forged' | 'expired' | 'used';

interface StateRef {
  readonly tenantId: string;
  readonly id: string;
}

/** The part of a state that nobody guesses. */
export interface LinkSecrets {
  /** 32 hexadecimal digits. */
  make(): string;
  hash(secret: string): string;
}

/** Merchants on their way. */
export interface PendingAuthorisations {
  add(pending: PendingAuthorisation, secretHash: string): Promise<void>;
  /** Uses it up: of any number that come with it at the same moment one gets it. */
  redeem(ref: StateRef, secretHash: string, now: Instant): Promise<Redeemed>;
  look(ref: StateRef, secretHash: string, now: Instant): Promise<Redeemed>;
}

/** How each shop was last reached, for people to see; machine time. */
export interface ShopContacts {
  answered(shop: ShopRef): Promise<void>;
  failed(shop: ShopRef, kind: PlatformFailureKind): Promise<void>;
  pushed(shops: readonly Pick<ShopRef, 'tenantId' | 'shopId'>[]): Promise<void>;
}

/** Whose the shops are that platforms push about. */
export type PushedShops = Pick<ShopDirectory, 'find'> & Pick<ShopContacts, 'pushed'>;

/** Across tenants. */
export interface ShopsAtRisk {
  /** Shops whose people may have to be told something; `now` is machine time. */
  toReview(now: Instant): Promise<readonly Pick<ShopRef, 'tenantId' | 'shopId'>[]>;
}

/** A shop as its people see it. */
export interface ShopHealth {
  readonly shopId: string;
  readonly platform: ShopRef['platform'];
  readonly applicationId?: string;
  readonly vendorShopId: string;
  readonly name: string;
  readonly merchantId?: string;
  readonly warehouseCode?: string;
  readonly state: ShopState;
  readonly standing: Standing;
  /** Machine time; absent once the tokens are erased. */
  readonly tokenExpiresAt?: Instant;
  /** When the merchant must authorise again, where his consent ends. */
  readonly authoriseBy?: Instant;
  /** Business time: everything up to then has been read. */
  readonly polledUntil?: Instant;
  readonly waiting: number;
  readonly pushedAt?: Instant;
  readonly answeredAt?: Instant;
  /** Calls that failed since the last that was answered, and the last one's kind. */
  readonly failures: number;
  readonly failedAt?: Instant;
  readonly failure?: PlatformFailureKind;
  /** Of its application's calls in 24 hours, where they are limited. */
  readonly quota?: { readonly callsPerDay: number; readonly left: number } | undefined;
}

export interface ShopHealths {
  list(tenantId: string): Promise<readonly ShopHealth[]>;
}
