import { newId, type Clock } from '@cartrail/kernel';
import { open, type Endpoint, type EndpointDecision } from '../domain/endpoint.js';
import type { AddressGuard, Sealer } from './ports.js';

export interface WantedEndpoint {
  readonly url: string;
  readonly eventTypes?: readonly string[];
  readonly description?: string;
}

export interface EndpointOpening {
  readonly endpointId: string;
  readonly sealedSecret: string;
  readonly decide: (known: Endpoint | undefined) => EndpointDecision;
}

/** Checks the address before anything is kept, and makes the secret that is shown once. */
export class OpenWebhookEndpoint {
  constructor(
    private readonly guard: AddressGuard,
    private readonly sealer: Sealer,
    private readonly newSecret: () => string,
    private readonly clock: Clock,
  ) {}

  async prepare(tenantId: string, wanted: WantedEndpoint): Promise<EndpointOpening> {
    await this.guard.check(wanted.url);
    const sealedSecret = this.sealer.seal(this.newSecret(), tenantId, 'webhook-endpoint.secret');
    const { url, eventTypes, description: name } = wanted;
    const given = { channel: 'webhook', kind: 'standard', url, eventTypes, name, sealedSecret } as const;
    return { endpointId: newId(), sealedSecret, decide: () => open(given, this.clock.now()) };
  }
}
