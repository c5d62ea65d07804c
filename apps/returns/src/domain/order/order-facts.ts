import type { Instant } from '@cartrail/kernel';
import type { Asked, RefundBasis } from './judgement.js';
import type { CaseNews } from './order-file.js';

interface ToReturn {
  readonly returnId: string;
}

/** One line as the warehouse found it. */
export interface SignedLine {
  readonly lineId: string;
  readonly expected: number;
  readonly received: number;
  readonly verdict: string;
}

export interface SignOff {
  readonly signOffId: string;
  readonly lines: readonly SignedLine[];
  readonly number?: string;
  readonly carrier?: string;
  readonly supersedes?: string;
  readonly at: Instant;
}

/** What an order's file tells one of its returns; nobody outside hears it. */
export type OrderFact =
  | (ToReturn & { readonly type: 'Asked'; readonly asked: Asked })
  | (ToReturn & { readonly type: 'Joined'; readonly asked: Asked })
  | (ToReturn & { readonly type: 'Amended'; readonly asked: Asked })
  | (ToReturn & {
      readonly type: 'KindChanged';
      readonly kind: string;
      readonly at: Instant;
    })
  | (ToReturn & Extract<CaseNews, { readonly type: 'Agreed' | 'ActionFailed' | 'Closed' }>)
  | (ToReturn & {
      readonly type: 'NumberGiven';
      readonly number: string;
      readonly carrier: string;
      readonly by: 'buyer' | 'booking';
      readonly pickupId?: string;
      readonly buyerRef?: string;
      readonly orderId: string;
      /** The outbound parcel's own number: typed by mistake. */
      readonly outbound: boolean;
      /** When the parcel was taken, if its courier or its carrier has said so. */
      readonly pickedUpAt?: Instant;
      readonly deliveredAt?: Instant;
      readonly at: Instant;
    })
  | {
      readonly type: 'StopWanted';
      readonly orderId: string;
      readonly number: string;
      readonly carrier: string;
      readonly reason: string;
      readonly whole: boolean;
    }
  | (ToReturn & ParcelMoved)
  | (ToReturn & {
      readonly type: 'SignedOff';
      readonly signOff: SignOff;
      readonly refund?: RefundBasis;
    })
  | (ToReturn & {
      readonly type: 'Superseded';
      readonly signOffId: string;
      readonly by: string;
      readonly at: Instant;
    })
  | (ToReturn & {
      readonly type: 'RefundSucceeded';
      readonly refundId: string;
      readonly amountFen: number;
      readonly by: string;
      readonly at: Instant;
    })
  | (ToReturn & {
      readonly type: 'RefundFailed';
      readonly refundId: string;
      readonly reason: string;
      readonly byHand: boolean;
      readonly platformAmountFen?: number;
      readonly at: Instant;
    });

export interface ParcelMoved {
  readonly type: 'PickedUp' | 'Delivered';
  readonly number: string;
  readonly carrier: string;
  readonly at: Instant;
}

export type ToldReturn<T extends OrderFact['type']> = Extract<OrderFact, { readonly type: T }>;
