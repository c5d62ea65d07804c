import type { Cause, Instant } from '@cartrail/kernel';
import type { ObservedOrder } from '../domain/order.state.js';
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
}

export type ShopState = 'active' | 'needs_reauthorisation';

/** Machine time: a token's life is not business time. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly issuedAt: Instant;
  readonly accessExpiresAt: Instant;
}

/** The receiver's ciphertexts exactly as the platform gave them. */
export interface ReceiverCipher {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}

/** A value no table of ours knows: kept raw and counted, never guessed. */
export interface Unmapped {
  readonly what: 'order-status' | 'carrier' | 'push-tag' | 'order' | 'push-body' | 'shop';
  readonly value: string;
}

export interface PulledOrder {
  readonly platformOrderId: string;
  /** Absent when its status is one we do not know: it changes nothing. */
  readonly order?: ObservedOrder;
  readonly skuCodes: readonly string[];
  /** The merchant's or the platform's name of the warehouse it leaves from. */
  readonly warehouseId?: string;
  readonly cipher: ReceiverCipher;
  readonly unmapped: readonly Unmapped[];
}

export interface PulledPage {
  readonly total: number;
  readonly orders: readonly PulledOrder[];
}

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** Receiver data in the clear. Lives in one answer and nowhere else. */
export interface DisclosedReceiver {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}

/** A live-commerce platform, one implementation per platform. Throws {@link PlatformFailure}. */
export interface Platform {
  readonly pageSize: number;
  /** Rows a list can reach; a window with more is halved. */
  readonly maxRows: number;
  readonly maxAgeMs: number;
  authorise(vendorShopId: string): Promise<TokenPair>;
  refresh(refreshToken: string): Promise<TokenPair>;
  order(shop: ShopRef, accessToken: string, platformOrderId: string): Promise<PulledOrder>;
  updated(shop: ShopRef, accessToken: string, window: Window, page: number): Promise<PulledPage>;
  decrypt(accessToken: string, platformOrderId: string, texts: readonly string[]): Promise<readonly string[]>;
}

export interface PushHint {
  readonly vendorShopId: string;
  readonly platformOrderId: string;
}

export interface ReadPush {
  readonly hints: readonly PushHint[];
  readonly unmapped: readonly Unmapped[];
}

export type Admission =
  | { readonly kind: 'accepted'; readonly dedupeKey: string }
  | { readonly kind: 'probe' }
  | { readonly kind: 'refused'; readonly reason: 'signature' | 'app' | 'encoding' };

/** The door a platform pushes through: proof first, meaning later. */
export interface PushDoor {
  readonly connectionId: string;
  /** The platform's own words for yes and no. */
  readonly answers: Readonly<Record<'accepted' | 'refused', object>>;
  admit(headers: Readonly<Record<string, string | undefined>>, body: Buffer): Admission;
  read(body: string): ReadPush;
}

export interface ClaimedPull extends ShopRef {
  readonly platformOrderId: string;
  readonly version: number;
  readonly attempts: number;
  readonly correlationId: string;
}

export interface PullFailure {
  readonly pull: ClaimedPull;
  readonly reason: string;
  readonly retryAfterMs: number;
}

/** Orders somebody hinted at, waiting to be asked for. */
export interface PullQueue {
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedPull[]>;
  failed(failures: readonly PullFailure[]): Promise<void>;
  waiting(): Promise<number>;
}

export interface Watermark {
  readonly shop: ShopRef;
  readonly until: Instant;
}

/** Which tenant a vendor's shop is, and how far each shop has been polled; across tenants. */
export interface ShopDirectory {
  find(vendorShopIds: readonly string[]): Promise<ReadonlyMap<string, ShopRef>>;
  tenants(): Promise<readonly string[]>;
  watermarks(stream: string): Promise<readonly Watermark[]>;
  advance(shop: ShopRef, stream: string, until: Instant): Promise<void>;
  /** A tenant's own, for people to see. */
  list(tenantId: string): Promise<readonly ShopView[]>;
}

export interface ShopView {
  readonly shopId: string;
  readonly platform: string;
  readonly vendorShopId: string;
  readonly name: string;
  readonly merchantId?: string;
  readonly warehouseCode?: string;
  readonly state: ShopState;
  readonly polledUntil?: Instant;
}

/** Where a shop's sealed tokens lie, and the lease under which one process renews them. */
export interface TokenShelf {
  read(shop: ShopRef): Promise<SealedTokens | undefined>;
  lease(shop: ShopRef, leaseMs: number): Promise<boolean>;
  put(shop: ShopRef, tokens: SealedTokens): Promise<void>;
  release(shop: ShopRef, state?: ShopState): Promise<void>;
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

/** A valid token for a shop, however many ask at once. */
export interface Tokens {
  use<T>(shop: ShopRef, call: (accessToken: string) => Promise<T>): Promise<T>;
}

export interface Pulled {
  readonly shop: ShopRef;
  readonly pulled: PulledOrder;
  readonly cause: Cause;
}

/** Writes a batch of pulled orders, and what was asked for, in one transaction. */
export interface OrderWriter {
  write(batch: readonly Pulled[], answered: readonly ClaimedPull[]): Promise<void>;
}

export interface SealedReceiver {
  readonly shop: ShopRef;
  readonly platformOrderId: string;
  readonly sealed?: string;
}

export interface DisclosureStep {
  readonly tenantId: string;
  readonly orderId: string;
  readonly actor: string;
  readonly reason: string;
  readonly step: 'asked' | 'shown' | 'tail-learned';
  readonly idempotencyKey?: string;
  readonly at: Instant;
}

/** The answer was shown once and is kept nowhere. */
export class AlreadyDisclosed extends Error {
  readonly status = 409;
  readonly code = 'disclosure/already-shown';
  constructor() {
    super('this disclosure was shown once and is not kept; ask again with a new key and a reason');
  }
}

export interface Disclosures {
  receiver(tenantId: string, orderId: string): Promise<SealedReceiver | undefined>;
  record(step: DisclosureStep): Promise<string>;
}

export interface PullMetrics {
  pulled(result: 'answered' | PlatformFailureKind, count: number): void;
  written(result: 'applied' | 'failed', count: number): void;
  waiting(count: number): void;
  pollLag(shop: ShopRef, seconds: number): void;
  unmapped(what: Unmapped['what']): void;
}
