import { CarrierError, limitsOf, type CarrierLimit, type CarrierPort } from '@cartrail/carriers';
import type { Limits } from '@cartrail/messaging';
import type { OpenedAccount } from '../../application/ports.js';

export type ParcelOperation = 'track' | 'subscribe';

/** Room under a cap comes back by a twenty-fourth of its period. */
const SLOTS = 24;

/** Machine time: a rate that lets the call through so soon is waited for; no other account need be asked. */
const PATIENCE_MS = 5_000;

/** Keeps calls within what providers allow one account, across all processes. `share`: this service's part, above 0 to 1. */
export class CarrierGate {
  constructor(
    private readonly limits: Pick<Limits, 'take' | 'lock' | 'count'>,
    private readonly share: number,
  ) {}

  /** Waits for its turn, or throws "throttled", as the provider would, before a call it would not take. */
  async pass(
    { tenantId, accountId, provider, port }: OpenedAccount<CarrierPort>,
    operation: ParcelOperation,
    number: string,
  ): Promise<void> {
    for (const limit of limitsOf(port.manifest.limits, { accountId, operation, number }, this.share)) {
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
        return this.limits.take(tenantId, limit.key, limit);
      case 'lock':
        return this.limits.lock(tenantId, limit.key, limit.forMs);
      case 'cap':
        return (await this.limits.count(tenantId, limit.key, limit)) ? 0 : Math.ceil(limit.perMs / SLOTS);
    }
  }
}
