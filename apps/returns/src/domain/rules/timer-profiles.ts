import { fromIso, type Instant } from '@cartrail/kernel';

export const timerNodes = [
  'pre_ship_refund_answer',
  'refund_only_answer',
  'return_answer',
  'rejected_buyer_reacts',
  'return_number',
  'return_confirm_signed',
  'return_confirm_unsigned',
  'exchange_answer',
  /** From the new item's promised ship time. */
  'exchange_resend',
  'exchange_resend_untracked',
  'exchange_confirm',
  'repair_answer',
  'repair_send_back',
  'quality_claim_answer',
  'reminded_unsigned',
  'refund_after_sign_off',
  'legal_refund',
  'escalation',
  'evidence',
  'big_appliance_inspection',
  'big_appliance_verdict',
  'big_appliance_refund',
] as const;

export type TimerNode = (typeof timerNodes)[number];

export type OnExpiry = 'approve' | 'refund' | 'close' | 'complete' | 'alert' | 'breach' | 'decide';

interface Expires {
  readonly onExpiry: OnExpiry;
  readonly notBefore?: Instant;
}

/** Hours start at the trigger; days the day after it; the last form at the end of its day. */
export type Duration = Expires &
  ({ readonly hours: number } | { readonly days: number } | { readonly hoursAfterDay: number });

export interface TimerProfile {
  readonly name: string;
  readonly platforms: readonly string[];
  /** Nodes entered from, up to (exclusive); absent: whenever nothing more special holds. */
  readonly between?: readonly [Instant, Instant];
  readonly nodes: Readonly<Partial<Record<TimerNode, Duration>>>;
}

export const SANDBOX = 'sandbox';

const hours = (count: number, onExpiry: OnExpiry): Duration => ({ hours: count, onExpiry });
const days = (count: number, onExpiry: OnExpiry): Duration => ({ days: count, onExpiry });

const normal: TimerProfile = {
  name: 'tmall-2026/normal',
  platforms: [SANDBOX, 'tmall', 'taobao'],
  nodes: {
    pre_ship_refund_answer: hours(24, 'approve'),
    refund_only_answer: hours(36, 'approve'),
    return_answer: hours(36, 'approve'),
    rejected_buyer_reacts: days(5, 'close'),
    return_number: days(7, 'close'),
    return_confirm_signed: hours(48, 'refund'),
    return_confirm_unsigned: days(7, 'refund'),
    exchange_answer: hours(24, 'approve'),
    exchange_resend: days(5, 'refund'),
    exchange_resend_untracked: days(10, 'refund'),
    exchange_confirm: days(10, 'complete'),
    repair_answer: hours(48, 'approve'),
    repair_send_back: days(30, 'refund'),
  },
};

const springFestival: TimerProfile = {
  name: 'tmall-2026/spring_festival',
  platforms: normal.platforms,
  between: [fromIso('2026-02-10T00:00:00+08:00'), fromIso('2026-02-24T00:00:00+08:00')],
  nodes: {
    ...normal.nodes,
    refund_only_answer: days(5, 'approve'),
    return_answer: days(5, 'approve'),
    rejected_buyer_reacts: days(15, 'close'),
    return_number: days(25, 'close'),
    return_confirm_signed: days(15, 'refund'),
    return_confirm_unsigned: days(15, 'refund'),
    exchange_answer: days(5, 'approve'),
    exchange_resend: { ...days(5, 'refund'), notBefore: fromIso('2026-03-04T00:00:00+08:00') },
    exchange_resend_untracked: days(15, 'refund'),
    exchange_confirm: days(15, 'complete'),
    repair_answer: days(5, 'approve'),
  },
};

const wechat: TimerProfile = {
  name: 'wechat/normal',
  platforms: ['wechat'],
  nodes: {
    pre_ship_refund_answer: hours(48, 'approve'),
    refund_only_answer: hours(48, 'approve'),
    return_answer: hours(48, 'approve'),
    rejected_buyer_reacts: days(7, 'close'),
    return_number: days(7, 'close'),
    return_confirm_signed: days(10, 'refund'),
    return_confirm_unsigned: days(10, 'refund'),
    exchange_answer: hours(48, 'approve'),
  },
};

/** The most special first: a calendar before the normal days (§3.8). */
export const platformProfiles: readonly TimerProfile[] = [springFestival, normal, wechat];

/** What the law or the product sets, whatever the platform. */
export const ownTimers: TimerProfile = {
  name: 'own',
  platforms: [],
  nodes: {
    quality_claim_answer: hours(24, 'approve'),
    reminded_unsigned: hours(48, 'refund'),
    refund_after_sign_off: hours(24, 'alert'),
    legal_refund: days(7, 'breach'),
    escalation: days(7, 'close'),
    evidence: hours(24, 'decide'),
    big_appliance_inspection: { hoursAfterDay: 24, onExpiry: 'approve' },
    big_appliance_verdict: hours(36, 'approve'),
    big_appliance_refund: { hoursAfterDay: 24, onExpiry: 'refund' },
  },
};
