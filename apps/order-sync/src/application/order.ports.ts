import type { Cause, Instant } from '@cartrail/kernel';
import type { Via } from '../domain/arrival.js';
import type { ObservedOrder } from '../domain/order.state.js';
import type { Listing, PollRun } from './listing.js';
import type { Claimed, ShopRef, Unmapped } from './platform.ports.js';

/** The receiver's ciphertexts exactly as the platform gave them, and what it gives of the address in clear. */
export interface ReceiverCipher {
  /** Province, city and district in one line; absent in what an older release sealed. */
  readonly area?: string;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}

export interface PulledOrder {
  readonly platformOrderId: string;
  /** Absent when its status is one we do not know: it changes nothing. */
  readonly order?: ObservedOrder;
  readonly skuCodes: readonly string[];
  /** The merchant's or the platform's name of the warehouse it leaves from. */
  readonly warehouseId?: string;
  /** The platform's pseudonym of the buyer; only an index of it is kept. */
  readonly buyerId?: string;
  readonly cipher: ReceiverCipher;
  readonly unmapped: readonly Unmapped[];
}

/** Receiver data in the clear. Lives in one answer and nowhere else. */
export interface DisclosedReceiver {
  readonly name: string;
  readonly phone: string;
  /** What follows the area. */
  readonly address: string;
  /** Province, city and district, unmasked. */
  readonly area?: string;
}

/** A row of a list: the order itself, or enough to know whether it must be asked for. */
export type OrderRow =
  | { readonly kind: 'whole'; readonly pulled: PulledOrder }
  | {
      readonly kind: 'sign';
      readonly platformOrderId: string;
      /** Absent where the list does not tell: then it is always asked for. */
      readonly updatedAt?: Instant;
    };

export type OrderSign = Extract<OrderRow, { kind: 'sign' }>;

/** When an order last changed as we know it (the platform's time), and when we asked (machine time). */
export type LastReading = Pick<ObservedOrder, 'sourceUpdatedAt' | 'askedAt'>;

/** Puts orders that moved since we last saw them on the list to be asked for. */
export interface OrderHints {
  /** What we hold of orders, by the platform's ids. */
  known(shop: ShopRef, ids: readonly string[]): Promise<ReadonlyMap<string, LastReading>>;
  offer(shop: ShopRef, signs: readonly OrderSign[], run: PollRun): Promise<void>;
}

/** A platform's orders. */
export interface PlatformOrders {
  order(shop: ShopRef, accessToken: string, platformOrderId: string): Promise<PulledOrder>;
  /** Orders by the time they last changed. */
  readonly changed: Listing<OrderRow>;
  /** Orders by the time they were made: for what was before, and to count what we have against. */
  readonly created?: Listing<OrderRow>;
  /** The platform's rules let a receiver be read only because a person wants to see him. */
  readonly decryptsForPeopleOnly?: boolean;
  /** Plaintext of the order's ciphertexts, in the same order. */
  decrypt?(
    shop: ShopRef,
    accessToken: string,
    platformOrderId: string,
    texts: readonly string[],
  ): Promise<readonly string[]>;
}

export interface Shipment {
  readonly platformOrderId: string;
  readonly number: string;
  /** Of our catalogue. */
  readonly carrier: string;
  /** What is in it; a shipment of all lines of an order not shipped yet is `whole`. */
  readonly lines: readonly {
    readonly platformLineId: string;
    readonly skuId: string;
    readonly quantity: number;
  }[];
  readonly whole: boolean;
  /** The same for every attempt at this shipment. */
  readonly requestId: string;
}

/** Tells the platform that goods left, and under which number. */
export interface Shipping {
  ship(shop: ShopRef, accessToken: string, shipment: Shipment): Promise<void>;
  /** The platform's code of a carrier of our catalogue; `undefined` where it is not known. */
  companyOf(carrier: string): string | undefined;
}

export interface ClaimedPull extends Claimed {
  readonly platformOrderId: string;
}

export interface Pulled {
  readonly shop: ShopRef;
  readonly via: Via;
  readonly pulled: PulledOrder;
  readonly cause: Cause;
  /** What the order is called if it is new: a decryption may be on record under that name already. */
  readonly orderId?: string;
}

/** What we hold of an order's receiver. */
export interface HeldReceiver {
  readonly orderId: string;
  readonly fingerprint: string;
  readonly phoneTail?: string;
}

export interface SealedReceiver {
  readonly shop: ShopRef;
  readonly platformOrderId: string;
  readonly sealed?: string;
  /** The names of the order's region code. */
  readonly area?: string;
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
  /** By the platform's id of the order. */
  held(shop: ShopRef, platformOrderIds: readonly string[]): Promise<ReadonlyMap<string, HeldReceiver>>;
  record(step: DisclosureStep): Promise<string>;
}

/** Turns a platform's pseudonym of a buyer into ours, the same for one buyer at one shop. */
export interface BuyerIndex {
  refOf(shop: ShopRef, buyerId: string): string;
}
