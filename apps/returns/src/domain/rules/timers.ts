import type { Instant } from '@cartrail/kernel';

export type TimerNode =
  | 'pre_ship_refund_answer'
  | 'refund_only_answer'
  | 'return_answer'
  | 'rejected_buyer_reacts'
  | 'return_number'
  | 'return_confirm_signed'
  | 'return_confirm_unsigned'
  | 'exchange_answer'
  | 'exchange_confirm'
  | 'repair_answer'
  | 'repair_send_back'
  | 'quality_claim_answer'
  | 'reminded_unsigned'
  | 'refund_after_sign_off'
  | 'legal_refund'
  | 'evidence';

export type OnExpiry = 'approve' | 'refund' | 'close' | 'complete' | 'alert' | 'breach' | 'decide';

export type TimerSource = 'platform' | 'profile' | 'estimate';

export interface Deadline {
  readonly deadline: Instant;
  /** `estimate`: the platform publishes no figure, and the sandbox's stands in for it. */
  readonly source: TimerSource;
  readonly onExpiry: OnExpiry;
  readonly profile: string;
}

export interface TimerQuestion {
  readonly node: TimerNode;
  /** When the node was entered. */
  readonly at: Instant;
  /** douyin, wechat, sandbox, …; a platform without a published figure is answered by the sandbox's, as estimate. */
  readonly platform: string;
  /** The platform's own word: used as it is. */
  readonly platformDeadline?: Instant;
}

export declare function deadlineFor(question: TimerQuestion): Deadline;
