import type { CaseStatus, PlatformState } from './after-sale.state.js';
import { hasEnded } from './case-progress.js';
import type { PlatformId } from './platform.js';

export type Party = 'merchant' | 'buyer' | 'platform';

interface Standing {
  readonly platform: PlatformId;
  readonly kind: string;
  readonly status: CaseStatus;
  readonly platformState: PlatformState;
  /** The case succeeded and the money is on its way. */
  readonly refunding: boolean;
}

const BY_STATUS: Readonly<Record<CaseStatus, Party | undefined>> = {
  requested: 'merchant',
  awaiting_return: 'buyer',
  return_shipped: 'merchant',
  rejected: 'buyer',
  in_dispute: 'platform',
  // In these our word does not say it.
  refund_failed: undefined,
  reship: undefined,
  refunded: undefined,
  completed: undefined,
  closed: undefined,
};

/** Where a platform's own state says more than ours: platforms.md §1.6, §3.3. */
const BY_STATE: Readonly<Partial<Record<PlatformId, Readonly<Record<string, Party>>>>> = {
  douyin: { '8': 'merchant', '13': 'buyer' },
  wechat: { USER_WAIT_CONFIRM: 'buyer', USER_WAIT_CONFIRM_UPDATE: 'buyer' },
};

/** Whose turn it is; `undefined` once it has ended, and where nobody says. */
export function actBy({ platform, status, platformState, refunding }: Standing): Party | undefined {
  if (hasEnded(status)) return undefined;
  if (status === 'in_dispute' || refunding) return 'platform';
  return BY_STATE[platform]?.[platformState.status] ?? BY_STATUS[status];
}

/** The one kind of case that returns answers; of the others the merchant is told, and answers at the platform. */
const ANSWERED = 'return_refund';

export const isByHand = (standing: Standing): boolean =>
  standing.kind !== ANSWERED && actBy(standing) === 'merchant';
