import { Body, Controller, Headers, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import type { Cause, Clock } from '@cartrail/kernel';
import { change, Commands, fingerprintOf } from '@cartrail/messaging';
import { CauseOf, notFound, Requires, sendAnswer } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import type { EndpointReads } from '../../application/ports.js';
import { redeliver, type Delivery } from '../../domain/delivery.js';
import { CLOCK, ENDPOINT_READS, Stores } from '../stores.js';
import { accepted } from './answers.js';
import { RedeliverRequest } from './requests.js';

@Controller('internal/webhook-endpoints/:id')
@Requires('webhooks:write')
export class RedeliveryController {
  constructor(
    private readonly commands: Commands,
    private readonly stores: Stores,
    @Inject(ENDPOINT_READS) private readonly reads: EndpointReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('redeliver')
  async redeliver(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { deliveryId }: RedeliverRequest,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    if (!(await this.reads.find(cause.tenantId, 'webhook', id))) throw notFound('webhook-endpoint');
    const now = this.clock.now();
    const answer = await this.commands.execute({
      cause,
      route: 'POST /internal/webhook-endpoints/:id/redeliver',
      idempotencyKey,
      fingerprint: fingerprintOf({ id, deliveryId }),
      changes: [
        change({
          store: this.stores.deliveries,
          find: { id: deliveryId },
          cause,
          decide: (delivery) => redeliver(delivery, id, now),
        }),
      ],
      answer: (outcomes) => {
        const { state } = accepted(outcomes).state as Delivery;
        return { status: 202, body: { deliveryId, state } };
      },
    });
    return sendAnswer(reply, answer);
  }
}
