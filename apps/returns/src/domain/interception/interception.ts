import type { Instant } from '@cartrail/kernel';

export type InterceptionStatus =
  'wanted' | 'asked' | 'accepted' | 'refused' | 'not_supported' | 'stopped' | 'too_late';

/** Of one order in the parcel. */
export interface Want {
  readonly orderId: string;
  readonly reason: string;
  /** All that the order has in the parcel. */
  readonly whole: boolean;
}

/** A parcel on its way to a buyer that is to be stopped, and what its carrier says to that. */
export interface Interception {
  readonly id: string;
  readonly number: string;
  readonly carrier: string;
  readonly wants: readonly Want[];
  readonly status: InterceptionStatus;
  /** A person has to call the carrier, or to see what became of it. */
  readonly byHand: boolean;
  /** Why a person has to, or the provider's code. */
  readonly why?: string;
  readonly provider?: string;
  readonly providerInterceptId?: string;
  /** How often it was put to a carrier; names the question. */
  readonly round: number;
  /** The last attempt of this round known to have reached nobody. */
  readonly inVain?: number;
}

export type InterceptionFact =
  | { readonly type: 'Changed'; readonly at: Instant }
  /** The carrier is to be asked. */
  | { readonly type: 'AskWanted' };
