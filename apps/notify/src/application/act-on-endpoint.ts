import { DAY, newId, type Clock, type Instant } from '@cartrail/kernel';
import {
  requestReplay,
  requestTest,
  rotateSecret,
  type Endpoint,
  type EndpointDecision,
} from '../domain/endpoint.js';
import { testBody } from '../domain/test-event.js';
import type { Sealer } from './ports.js';

/** How far back a replay may reach. */
export const REPLAY_LIMIT_MS = 30 * DAY;

export class RangeRefused extends Error {
  readonly status = 400;
  readonly code = 'replay/range';
}

type Decide = (endpoint: Endpoint | undefined) => EndpointDecision;

/** What an owner asks of an endpoint it has. */
export class ActOnEndpoint {
  constructor(
    private readonly sealer: Sealer,
    private readonly newSecret: () => string,
    private readonly clock: Clock,
  ) {}

  rotate(tenantId: string): { readonly sealedSecret: string; readonly decide: Decide } {
    const sealedSecret = this.sealer.seal(this.newSecret(), tenantId, 'webhook-endpoint.secret');
    return { sealedSecret, decide: (endpoint) => rotateSecret(endpoint, sealedSecret, this.clock.now()) };
  }

  replay(from: Instant, to: Instant): { readonly decide: Decide } {
    const now = this.clock.now();
    if (from >= to) throw new RangeRefused('from must lie before to');
    if (from < now - REPLAY_LIMIT_MS) throw new RangeRefused('from lies more than 30 days back');
    return { decide: (endpoint) => requestReplay(endpoint, { from, to }, now) };
  }

  test(endpointId: string): { readonly eventId: string; readonly decide: Decide } {
    const now = this.clock.now();
    const eventId = newId();
    const body = testBody(endpointId, now);
    return { eventId, decide: (endpoint) => requestTest(endpoint, { eventId, body }, now) };
  }
}
