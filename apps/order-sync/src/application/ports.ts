import type { Cause, Instant } from '@cartrail/kernel';
import type { ObservedOrder } from '../domain/order.state.js';

export type PlatformFailureKind =
  | 'auth_expired'
  | 'forbidden'
  | 'throttled'
  | 'invalid'
  | 'conflict'
  | 'manual_only'
  | 'transient';

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

export interface Shop extends ShopRef {
  readonly name: string;
  readonly merchantId?: string;
  readonly warehouseCode?: string;
  readonly state: ShopState;
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
  | { readonly kind: 'refused'; readonly reason: 'signature' | 'app' };

/** The door a platform pushes through: proof first, meaning later. */
export interface PushDoor {
  readonly connectionId: string;
  /** The platform's own words for yes and no. */
  readonly answers: Readonly<Record<'accepted' | 'refused', object>>;
  admit(headers: Readonly<Record<string, string | undefined>>, body: Buffer): Admission;
  read(body: Buffer): ReadPush;
}

export interface ClaimedPull extends ShopRef {
  readonly platformOrderId: string;
  readonly version: number;
  readonly attempts: number;
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

/** What workers ask of the shops, across tenants. */
export interface Shops {
  watermarks(stream: string): Promise<readonly Watermark[]>;
  advance(shop: ShopRef, stream: string, until: Instant): Promise<void>;
}

/** A valid token for a shop, however many ask at once. */
export interface Tokens {
  use<T>(shop: ShopRef, call: (accessToken: string) => Promise<T>): Promise<T>;
}

/** Writes what was pulled: one transaction for the batch. Answers for each pull whether it was applied, and why not. */
export interface OrderWriter {
  write(pulled: readonly { shop: ShopRef; pulled: PulledOrder; cause: Cause }[], answered: readonly ClaimedPull[]): Promise<void>;
}

export interface PullMetrics {
  pulled(result: 'applied' | PlatformFailureKind | 'failed', count: number): void;
  waiting(count: number): void;
  pollLag(seconds: number): void;
  unmapped(what: Unmapped['what']): void;
}
