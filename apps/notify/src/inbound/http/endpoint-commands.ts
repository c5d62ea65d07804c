import { Inject, Injectable } from '@nestjs/common';
import type { Cause } from '@cartrail/kernel';
import { change, Commands, type Answer, type Command, fingerprintOf } from '@cartrail/messaging';
import { OpenWebhookEndpoint, type WantedEndpoint } from '../../application/open-webhook-endpoint.js';
import type { AddressGuard, Sealer } from '../../application/ports.js';
import type { Endpoint, EndpointDecision } from '../../domain/endpoint.js';
import { GUARD, SEALER, Stores } from '../stores.js';
import { endpointAfter } from './answers.js';
import { endpointBody } from './views.js';

export interface CommandKey {
  readonly route: string;
  readonly idempotencyKey: string | undefined;
}

interface EndpointCommand {
  readonly cause: Cause;
  readonly id: string;
  readonly request: object;
  readonly key: CommandKey;
  readonly decide: (endpoint: Endpoint | undefined) => EndpointDecision;
  readonly answer: Command['answer'];
}

/** What the endpoint controllers have in common: one change of one endpoint, remembered under the caller's key. */
@Injectable()
export class EndpointCommands {
  constructor(
    private readonly commands: Commands,
    private readonly stores: Stores,
    private readonly opening: OpenWebhookEndpoint,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(GUARD) private readonly guard: AddressGuard,
  ) {}

  checkAddress(url: string): Promise<void> {
    return this.guard.check(url);
  }

  async open({ tenantId, ...cause }: Cause, wanted: WantedEndpoint, key: CommandKey): Promise<Answer> {
    const { endpointId, sealedSecret, decide } = await this.opening.prepare(tenantId, wanted);
    const answer = await this.commands.execute({
      cause: { tenantId, ...cause },
      ...key,
      fingerprint: fingerprintOf(wanted),
      changes: [
        change({
          store: this.stores.endpoints,
          find: { id: endpointId },
          createAs: endpointId,
          cause: { tenantId, ...cause },
          decide,
        }),
      ],
      answer: (outcomes) => {
        const state = endpointAfter(outcomes);
        return { status: 201, body: { ...endpointBody(endpointId, state), sealedSecret } };
      },
    });
    return this.unsealed(answer, tenantId);
  }

  change({ cause, id, request, key, decide, answer }: EndpointCommand): Promise<Answer> {
    return this.commands.execute({
      cause,
      ...key,
      fingerprint: fingerprintOf({ id, ...request }),
      changes: [change({ store: this.stores.endpoints, find: { id }, cause, decide })],
      answer,
    });
  }

  /** Answers are remembered with the ciphertext; only the one who asks, with the same key, reads the secret. */
  unsealed(answer: Answer, tenantId: string): Answer {
    const { sealedSecret, ...body } = answer.body as { sealedSecret: string };
    return {
      ...answer,
      body: { ...body, secret: this.sealer.open(sealedSecret, tenantId, 'webhook-endpoint.secret') },
    };
  }
}
