import type { InterceptionStatus } from './interception.js';

/** `asked` is of nobody knows what came; whatever is open ends with the parcel. */
export const moves = {
  wanted: ['asked', 'accepted', 'refused', 'not_supported', 'stopped', 'too_late'],
  asked: ['stopped', 'too_late'],
  accepted: ['stopped', 'too_late'],
  refused: ['stopped', 'too_late'],
  not_supported: ['wanted', 'stopped', 'too_late'],
  stopped: [],
  too_late: [],
} as const satisfies Record<InterceptionStatus, readonly InterceptionStatus[]>;

export function mayBecome(from: InterceptionStatus, to: InterceptionStatus): boolean {
  const next: readonly InterceptionStatus[] = moves[from];
  return next.includes(to);
}

export const isOver = (status: InterceptionStatus): boolean => moves[status].length === 0;
