export type ReturnStatus = keyof typeof moves;

/** However a case lives, the platform may end it. */
const closings = ['Refunded', 'Closed', 'Completed'] as const;

/**
 * Where a return may go; architecture.md §7. `Rejected`, `Lapsed` and `Cancelled` are ours, and the platform may
 * overrule them; money that was paid is a fact in any state. A replacement (`Resending`) is decided by nothing yet.
 */
export const moves = {
  AwaitingCase: ['Requested', 'Rejected', 'Cancelled', 'Lapsed'],
  Requested: ['Approved', 'Rejected', 'Cancelled', 'InDispute', ...closings],
  Rejected: ['Requested', 'Approved', 'Cancelled', 'InDispute', ...closings],
  Approved: [
    'InTransit',
    'Arrived',
    'SignedOff',
    'Requested',
    'Rejected',
    'Cancelled',
    'Lapsed',
    'Resending',
    'InDispute',
    ...closings,
  ],
  InTransit: ['Arrived', 'SignedOff', 'InDispute', ...closings],
  Arrived: ['SignedOff', 'InDispute', ...closings],
  SignedOff: ['Refunding', 'Objected', 'Resending', 'InDispute', ...closings],
  Objected: ['Refunding', 'InDispute', ...closings],
  Refunding: ['InDispute', ...closings],
  InDispute: [
    'Requested',
    'Rejected',
    'Approved',
    'InTransit',
    'Arrived',
    'SignedOff',
    'Objected',
    'Refunding',
    'Cancelled',
    ...closings,
  ],
  Resending: ['InDispute', ...closings],
  Lapsed: ['Requested', 'Approved', 'InTransit', 'Arrived', 'SignedOff', 'InDispute', ...closings],
  Cancelled: ['Requested', 'Approved', 'InDispute', ...closings],
  Closed: ['Refunded'],
  Completed: ['Refunded'],
  Refunded: [],
} as const;

export const allows = (from: ReturnStatus, to: ReturnStatus): boolean =>
  (moves[from] as readonly ReturnStatus[]).includes(to);

/** Nothing more is done about it on our side. */
const ended: readonly ReturnStatus[] = ['Rejected', 'Lapsed', 'Cancelled', 'Closed', 'Completed', 'Refunded'];
export const hasEnded = (status: ReturnStatus): boolean => ended.includes(status);
