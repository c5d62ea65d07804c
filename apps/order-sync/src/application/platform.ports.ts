import type { Instant } from '@cartrail/kernel';
import type { Via } from '../domain/arrival.js';
import type { PlatformId } from '../domain/platform.js';
import type { SealedTokens } from '../domain/shop.js';

export type PlatformFailureKind =
  'auth_expired' | 'forbidden' | 'throttled' | 'invalid' | 'conflict' | 'manual_only' | 'transient';

/** The platform said no, or nothing. The message carries its log id and no personal data. */
export class PlatformFailure extends Error {
  constructor(
    readonly kind: PlatformFailureKind,
    message: string,
  ) {
    super(message);
  }
}

/** A shop as the workers use it: which tenant's, and what the platform calls it. */
export interface ShopRef {
  readonly tenantId: string;
  readonly shopId: string;
  readonly vendorShopId: string;
  readonly platform: PlatformId;
  /** Of the tenant's own; absent: the operator's application at the platform. */
  readonly applicationId?: string;
}

/** Machine time: a token's life is not business time. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly issuedAt: Instant;
  readonly accessExpiresAt: Instant;
  /** From then on only the merchant can authorise again; absent where the platform does not tell. */
  readonly refreshExpiresAt?: Instant;
}

/** A value no table of ours knows: kept raw and counted, never guessed. */
export interface Unmapped {
  readonly what:
    | 'order-status'
    | 'carrier'
    | 'push-tag'
    | 'order'
    | 'push-body'
    | 'shop'
    | 'after-sale'
    | 'after-sale-status'
    | 'after-sale-type'
    | 'after-sale-line'
    | 'arbitration'
    | 'reason-code';
  readonly value: string;
}

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** A case as a push names it. */
export interface CaseHint {
  readonly platformAfterSaleId: string;
  /** No answer to a question need repeat it. */
  readonly reasonCode?: string;
}

export interface PushHint {
  readonly vendorShopId: string;
  readonly platformOrderId: string;
  readonly afterSale?: CaseHint;
}

export interface ReadPush {
  readonly hints: readonly PushHint[];
  readonly unmapped: readonly Unmapped[];
}

/** A question under this process's lease. */
export interface Claimed extends ShopRef {
  readonly version: number;
  readonly attempts: number;
  readonly correlationId: string;
  readonly via: Via;
}

export interface PullFailure<P extends Claimed> {
  readonly pull: P;
  readonly reason: string;
  readonly retryAfterMs: number;
}

/** What somebody hinted at, waiting to be asked for. */
export interface PullQueue<P extends Claimed> {
  /** None of `busy`: shops of which enough is being asked already. */
  claim(limit: number, leaseMs: number, busy: readonly string[]): Promise<readonly P[]>;
  failed(failures: readonly PullFailure<P>[]): Promise<void>;
  waiting(): Promise<number>;
}

/** The shop is another tenant's; whose is not told. */
export class ConnectedElsewhere extends Error {
  readonly status = 409;
  readonly code = 'shop/connected-elsewhere';
  constructor() {
    super('this shop is already connected');
  }
}

export interface Watermark {
  readonly shop: ShopRef;
  readonly until: Instant;
}

/** Which tenant a vendor's shop is, and how far each shop has been polled; across tenants. */
export interface ShopDirectory {
  /** By the vendor's ids. */
  find(platform: PlatformId, vendorShopIds: readonly string[]): Promise<ReadonlyMap<string, ShopRef>>;
  tenants(): Promise<readonly string[]>;
  watermarks(stream: string): Promise<readonly Watermark[]>;
  advance(shop: ShopRef, stream: string, until: Instant): Promise<void>;
  /** Whether the tenant has, or had, such a shop. */
  owns(tenantId: string, shopId: string): Promise<boolean>;
}

/** Where a shop's sealed tokens lie, and the lease under which one process renews them. */
export interface TokenShelf {
  read(shop: ShopRef): Promise<SealedTokens | undefined>;
  lease(shop: ShopRef, leaseMs: number): Promise<boolean>;
  /**
   * New tokens prove that the shop is authorised. They take the place of `replaced` only: what a merchant's new consent,
   * or a disconnection, wrote in between stands.
   */
  put(shop: ShopRef, tokens: SealedTokens, replaced: SealedTokens): Promise<void>;
  /** `lost`: what the platform no longer takes; unless it was replaced, the shop waits for its merchant. */
  release(shop: ShopRef, lost?: SealedTokens): Promise<void>;
}

/** Authenticated encryption of one field, bound to the tenant and the place it belongs to. */
export interface Sealer {
  encrypt(text: string, context: SealedPlace): string;
  decrypt(sealed: string, context: SealedPlace): string;
}

export interface SealedPlace {
  readonly tenantId: string;
  readonly field: string;
}

/**
 * Writes a batch of answers, and that they were given, in one transaction. Answers what must be asked again because
 * something it needs is not here yet.
 */
export interface BatchWriter<T, P extends Claimed> {
  write(batch: readonly T[], answered: readonly P[]): Promise<readonly PullFailure<P>[]>;
}

/** What the questions about one kind of thing came to. */
export interface PullMetrics {
  pulled(platform: PlatformId, result: 'answered' | PlatformFailureKind): void;
  written(result: 'applied' | 'failed', count: number): void;
  waiting(count: number): void;
  pollLag(shop: ShopRef, seconds: number): void;
  unmapped(platform: PlatformId, what: Unmapped['what']): void;
}
