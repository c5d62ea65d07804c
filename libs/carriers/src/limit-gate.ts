import { CarrierError } from './errors.js';
import { limitsOf, type CarrierLimit, type CarrierLimits, type LimitedCall } from './limits.js';

/** Counts across all processes of a service; `messaging` keeps it in the database. */
export interface LimitCounts {
  /** Milliseconds until the call may be made; 0 has taken a token. */
  take(tenantId: string, key: string, rate: { perSecond: number; burst: number }): Promise<number>;
  /** 0 and held for `forMs`; else milliseconds until it ends. */
  lock(tenantId: string, key: string, forMs: number): Promise<number>;
  /** Whether another one fits under the cap; counts it if so. */
  count(tenantId: string, key: string, cap: { most: number; perMs: number }): Promise<boolean>;
}

/** Whose account is about to be asked. */
export interface LimitedAccount {
  readonly tenantId: string;
  readonly provider: string;
  readonly limits: CarrierLimits;
}

/** Room under a cap comes back by a twenty-fourth of its period. */
const SLOTS = 24;

/** Machine time: a rate that lets the call through so soon is waited for; no other account need be asked. */
const PATIENCE_MS = 5_000;

/** Keeps calls within what providers allow one account. `share`: this service's part, above 0 to 1. */
export class LimitGate {
  constructor(
    private readonly counts: LimitCounts,
    private readonly share: number,
  ) {}

  /** Waits for its turn, or throws "throttled", as the provider would, before a call it would not take. */
  async pass({ tenantId, provider, limits }: LimitedAccount, call: LimitedCall): Promise<void> {
    for (const limit of limitsOf(limits, call, this.share)) {
      const retryAfterMs = await this.turn(tenantId, limit);
      if (retryAfterMs > 0)
        throw new CarrierError('throttled', `held back: ${limit.kind}`, { provider, retryAfterMs });
    }
  }

  /** Milliseconds until it is worth asking again; 0 where the call may be made. */
  private async turn(tenantId: string, limit: CarrierLimit): Promise<number> {
    let patienceMs = PATIENCE_MS;
    for (;;) {
      const waitMs = await this.ask(tenantId, limit);
      if (waitMs === 0 || limit.kind !== 'rate' || waitMs > patienceMs) return waitMs;
      patienceMs -= waitMs;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }

  private async ask(tenantId: string, limit: CarrierLimit): Promise<number> {
    switch (limit.kind) {
      case 'rate':
        return this.counts.take(tenantId, limit.key, limit);
      case 'lock':
        return this.counts.lock(tenantId, limit.key, limit.forMs);
      case 'cap':
        return (await this.counts.count(tenantId, limit.key, limit)) ? 0 : Math.ceil(limit.perMs / SLOTS);
    }
  }
}
