import { DAY, type Clock } from '@cartrail/kernel';
import { watch, type Endpoint, type EndpointDecision } from '../domain/endpoint.js';
import type { FailingEndpoints } from './ports.js';

export interface Watched {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly decide: (endpoint: Endpoint | undefined) => EndpointDecision;
}

/** Which endpoints have failed for a day or more, and what becomes of each. */
export class WatchEndpoints {
  constructor(
    private readonly endpoints: FailingEndpoints,
    private readonly clock: Clock,
  ) {}

  async due(): Promise<readonly Watched[]> {
    const now = this.clock.now();
    const failing = await this.endpoints.failingBefore(now - DAY);
    return failing.map((ref) => ({ ...ref, decide: (endpoint) => watch(endpoint, now) }));
  }
}
