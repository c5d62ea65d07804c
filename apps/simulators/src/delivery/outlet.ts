import type { Push } from '../state/model.js';

/** How one attempt ended: `acked` and `no-target` end the matter, after the others it is sent again. */
export interface Carried {
  outcome: 'acked' | 'refused' | 'failed' | 'no-target';
  httpStatus?: number;
  /** What was said, for the ledger. */
  answer?: string;
}

/** Where a sender's pushes go, and which answers count as taken. */
export interface Outlet {
  /** `null`: nowhere. */
  urlOf(push: Push): string | null;
  /** Whether an HTTP 200 with this text ends the matter; anything else is sent again. */
  took(push: Push, answer: string): boolean;
  /** Instead of an HTTP POST to `urlOf`: over a connection of the receiver's. Given up when `signal` says so. */
  carry?(push: Push, signal: AbortSignal): Promise<Carried>;
}

/** The members of an answer that is a JSON object; none of any other. */
export function membersOf(answer: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(answer);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Booleans arrive as either form. */
export const isYes = (value: unknown): boolean => value === true || value === 'true';
