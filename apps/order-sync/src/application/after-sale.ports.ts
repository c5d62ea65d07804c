import type { Cause, Decision, Instant } from '@cartrail/kernel';
import type { AfterSale, AfterSaleFact, CaseKind, ObservedCase } from '../domain/after-sale.state.js';
import type { Via } from '../domain/arrival.js';
import type {
  CaseAction,
  CaseActionFact,
  CaseActions as HeldActions,
  Rejection,
} from '../domain/case-action.js';
import type { Refund, RefundFact } from '../domain/refund.js';
import type { Listing, PollRun } from './listing.js';
import type { CaseHint, Claimed, ShopRef, Unmapped } from './platform.ports.js';

export interface ClaimedCase extends Claimed, CaseHint {
  readonly platformOrderId?: string;
}

export interface ReadCase {
  readonly shop: ShopRef;
  readonly via: Via;
  readonly pulled: PulledCase;
  readonly cause: Cause;
}

export interface CaseRef extends CaseHint {
  readonly platformOrderId?: string;
}

export interface PulledCase {
  readonly platformAfterSaleId: string;
  readonly platformOrderId: string;
  /** Absent when the answer lacks what a case cannot do without. */
  readonly seen?: ObservedCase;
  readonly unmapped: readonly Unmapped[];
  /** The platform shows that the goods are back; absent when it does not say. */
  readonly goodsBack?: boolean;
}

/** A case in a list of changes: enough to know whether it must be asked for. */
export interface CaseSign {
  readonly platformAfterSaleId: string;
  readonly platformOrderId?: string;
  /** Absent where the list does not tell: then the case is always asked for. */
  readonly updatedAt?: Instant;
  readonly status?: string;
  readonly refund?: string;
}

export interface ReceivedGoods {
  readonly receivedAt: Instant;
  readonly number?: string;
  /** Of our catalogue. */
  readonly carrier?: string;
}

/**
 * What may be said of a case, each word bound to the reading it follows from; absent: not supported. Throws
 * {@link PlatformFailure}; `transient` means that it may have happened, `conflict` that the case moved.
 */
export interface CaseActions {
  /** Other kinds than a return with refund in which it is told that goods may come back. */
  readonly returnKinds?: readonly CaseKind[];
  /** The goods may come back, to this address of the platform's own address book. */
  agreeReturn?(
    shop: ShopRef,
    accessToken: string,
    seen: ObservedCase,
    given: { readonly addressId: string },
  ): Promise<void>;
  /** The buyer is paid, and no goods come back. */
  agreeRefund?(shop: ShopRef, accessToken: string, seen: ObservedCase): Promise<void>;
  /** The goods are back: the buyer is paid. */
  refundReceived?(shop: ShopRef, accessToken: string, seen: ObservedCase): Promise<void>;
  reject?(shop: ShopRef, accessToken: string, seen: ObservedCase, given: Rejection): Promise<void>;
  /** The number of the parcel on its way back, in the buyer's place. */
  fillReturnWaybill?(
    shop: ShopRef,
    accessToken: string,
    seen: ObservedCase,
    parcel: { readonly number: string; readonly carrier: string },
  ): Promise<void>;
  /** Says that the goods came, and moves no money. */
  reportReceived?(
    shop: ShopRef,
    accessToken: string,
    seen: ObservedCase,
    goods: ReceivedGoods,
  ): Promise<void>;
}

export type { Rejection } from '../domain/case-action.js';

/** A platform's after-sale cases. */
export interface PlatformCases {
  case(shop: ShopRef, accessToken: string, ref: CaseRef): Promise<PulledCase>;
  readonly changed: Listing<CaseSign>;
  readonly created?: Listing<CaseSign>;
  readonly actions: CaseActions;
}

/** Puts cases that moved since we last saw them on the list to be asked for. */
export interface CaseHints {
  offer(shop: ShopRef, signs: readonly CaseSign[], run: PollRun): Promise<void>;
}

/** What we hold of one case or refund, for whoever acts on it. */
export interface CaseFiles {
  afterSale(tenantId: string, afterSaleId: string): Promise<CaseFile | undefined>;
  refund(tenantId: string, refundId: string): Promise<Refund | undefined>;
  /** Oldest first. */
  actions(tenantId: string, afterSaleId: string): Promise<readonly CaseAction[]>;
  /** The platform's own address id of a warehouse; `undefined` says which of the two is missing. */
  returnAddress(shop: ShopRef, warehouseCode: string): Promise<{ readonly addressId?: string } | undefined>;
}

export interface CaseFile {
  readonly shop: ShopRef;
  readonly afterSale: AfterSale;
  /** Of the order: where its goods left from. */
  readonly warehouseCode?: string;
}

/** One attempt at an action: what was read on the way, what it means, and whether to come back. */
export interface Attempt<S, F> {
  /** The newest reading. */
  readonly read?: PulledCase;
  readonly decide?: (state: S | undefined) => Decision<S, F>;
  /** Absent: it is over. */
  readonly again?: { readonly afterMs: number; readonly why: string };
  /** What became of it, for the record and the count. */
  readonly result: string;
}

export interface ActionRequest {
  readonly tenantId: string;
  readonly afterSaleId: string;
  readonly returnId: string;
}

export interface AgreementRequest extends ActionRequest {
  readonly warehouseCode?: string;
}

export interface ReceivedRequest extends ActionRequest {
  readonly number?: string;
  readonly carrier?: string;
  readonly receivedAt: Instant;
}

export interface RefundRequest {
  readonly tenantId: string;
  readonly refundId: string;
}

export interface WordRequest {
  readonly tenantId: string;
  readonly afterSaleId: string;
  readonly actionId: string;
}

/** An action of ours at the platform, one attempt at a time; `signal` aborts when the attempt's time is over. */
export interface Action<R, S, F> {
  attempt(request: R, attempt: number, signal: AbortSignal): Promise<Attempt<S, F>>;
  /** What it means that no attempt came to an end. Pure. */
  abandoned(request: R, why: string): (state: S | undefined) => Decision<S, F>;
}

export type AgreementAction = Action<AgreementRequest, AfterSale, AfterSaleFact>;
export type ReportAction = Action<ReceivedRequest, AfterSale, AfterSaleFact>;
export type RefundAction = Action<RefundRequest, Refund, RefundFact>;
export type WordAction = Action<WordRequest, HeldActions, CaseActionFact>;
