import type { Instant } from './instant.js';

/** Business time. Leases, back-off, token life, locks and metrics use the machine's clock instead. */
export interface Clock {
  now(): Instant;
}

export const machineClock: Clock = { now: () => Date.now() };
