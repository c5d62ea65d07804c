import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Scope } from './auth/api-key.guard.js';
import { commandBodies } from './command-bodies.js';
import { ObjectBody } from './object-body.pipe.js';
import { Relay, send } from './relay.js';

/** Providers that also book pickups: returns gets the account under the ids tracking gave it. */
const BOOKING: ReadonlySet<unknown> = new Set(['kuaidi100']);

@ApiTags('commands')
@ApiBearerAuth()
@Controller('v1/carrier-accounts')
export class CarrierAccountsController {
  constructor(private readonly relay: Relay) {}

  /** Repeated with the same Idempotency-Key after a failure half way, it completes what is missing. */
  @Post()
  @Scope('carrier-accounts:write')
  @ApiOperation({
    summary: 'Add an account at a carrier or aggregator; its credentials are never shown again',
  })
  @ApiBody(commandBodies.carrierAccount)
  async add(
    @Body(new ObjectBody('provider')) body: { readonly provider?: unknown },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.relay.ask('tracking', request, body);
    if (opened.status !== 201 || !BOOKING.has(body.provider)) {
      await send(reply, opened);
      return;
    }
    const { accountId, connectionId } = JSON.parse(opened.body) as Record<string, string>;
    const shared = await this.relay.ask('returns', request, { ...body, accountId, connectionId });
    await send(reply, shared.status < 300 ? opened : shared);
  }
}
