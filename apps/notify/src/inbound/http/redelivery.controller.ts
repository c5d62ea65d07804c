import { Body, Controller, Headers, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import type { Cause, Clock } from '@cartrail/kernel';
import { change, Commands, fingerprintOf } from '@cartrail/messaging';
import { CauseOf, Requires, sendAnswer } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { redeliver, type Delivery } from '../../domain/delivery.js';
import { CLOCK, Stores } from '../stores.js';
import { accepted } from './answers.js';
import { RedeliverRequest } from './requests.js';

@Controller('internal/webhook-endpoints/:id')
@Requires('webhooks:write')
export class RedeliveryController {
  constructor(
    private readonly commands: Commands,
    private readonly stores: Stores,
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
