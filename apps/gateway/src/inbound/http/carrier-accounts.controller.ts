import { Body, Controller, Get, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audit, type OwnerAnswer } from '../../application/ports.js';
import { accountBodies } from './account-bodies.js';
import { apiCallerOf, askedBy, Scope } from './auth/api-key.guard.js';
import { IdPipe } from './id.pipe.js';
import { ObjectBody } from './object-body.pipe.js';
import { Relay, send } from './relay.js';

/** What tracking says of an account it opened or changed. */
interface Opened {
  readonly accountId: string;
  readonly connectionId: string;
  readonly provider: string;
  readonly label: string;
  readonly mode: string;
  readonly baseUrl?: string;
  readonly limits?: object;
  readonly operations?: readonly string[];
}

/**
 * Tracking opens and keeps every account. Returns gets those that book, under the same ids, and all the preferences.
 * Repeated with the same Idempotency-Key after a failure half way, a command completes what is missing.
 */
@ApiTags('commands')
@ApiBearerAuth()
@Controller('v1/carrier-accounts')
export class CarrierAccountsController {
  constructor(
    private readonly relay: Relay,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Scope('carrier-accounts:write')
  @ApiOperation({
    summary: 'Accounts at carriers and aggregators: what each can do, never its credentials',
    description:
      'operations: what it can be asked for. features: what its provider does at all. limitsInForce: its own limits before the provider’s. preferences: the rows that name it, and at which place.',
  })
  list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.pass('tracking', request, reply);
  }

  @Post()
  @Scope('carrier-accounts:write')
  @ApiOperation({
    summary: 'Add an account at a carrier or aggregator; its credentials are never shown again',
    description:
      'mode: live (unless said otherwise) or sandbox, where the provider has one for us. limits: what the contract sets otherwise than the provider documents for everybody, by the names docs/carriers.md has them under.',
  })
  @ApiBody(accountBodies.account)
  async add(
    @Body(new ObjectBody('provider')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.record('carrier-account.added', 'carrier-account', request);
    const opened = await this.relay.ask('tracking', request, body);
    const booking = bookingIn(opened);
    if (!booking) return send(reply, opened);
    const { accountId, connectionId } = booking;
    return this.complete(opened, request, reply, { ...body, accountId, connectionId });
  }

  @Get('preferences')
  @Scope('carrier-accounts:write')
  @ApiOperation({ summary: 'Which account serves which carrier and operation, in the order asked' })
  preferences(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.pass('tracking', request, reply);
  }

  @Put('preferences')
  @Scope('carrier-accounts:write')
  @ApiOperation({
    summary: 'Set which account serves which carrier and operation, all rows at once',
    description:
      'The next account is asked when one is throttled, down or refuses; after a booking whose outcome is unknown none is.',
  })
  @ApiBody(accountBodies.preferences)
  async prefer(
    @Body(new ObjectBody('preferences')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.record('carrier-preferences.changed', 'carrier-preferences', request);
    const kept = await this.relay.ask('tracking', request, body);
    if (kept.status !== 200) return send(reply, kept);
    return this.complete(kept, request, reply, body);
  }

  @Patch(':accountId')
  @Scope('carrier-accounts:write')
  @ApiOperation({
    summary: 'Change an account’s terms: its name, its mode, its own limits; what is left out stays',
    description:
      'limits are replaced together; {} leaves those of the provider. Couriers ordered before are asked about in the mode the account has now.',
  })
  @ApiBody(accountBodies.terms)
  async change(
    @Param('accountId', IdPipe) accountId: string,
    @Body(new ObjectBody('mode')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.record('carrier-account.changed', accountId, request);
    const kept = await this.relay.ask('tracking', request, body);
    const booking = bookingIn(kept);
    if (!booking) return send(reply, kept);
    const { label, mode, limits } = booking;
    return this.complete(kept, request, reply, { label, mode, limits });
  }

  @Post(':accountId/test')
  @Scope('carrier-accounts:write')
  @ApiOperation({
    summary: 'Make one harmless call with an account and report what its provider said',
    description:
      'It counts like every other query of the account. Where its limits leave no room, nothing is sent: 429 carrier-account/over-limit with Retry-After.',
  })
  test(
    @Param('accountId', IdPipe) _accountId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.relay.pass('tracking', request, reply);
  }

  @Post(':accountId/credentials')
  @Scope('carrier-accounts:write')
  @ApiOperation({
    summary:
      'Replace an account’s credentials; callbacks are verified with the former ones, too, for a while',
  })
  @ApiBody(accountBodies.credentials)
  async rotate(
    @Param('accountId', IdPipe) accountId: string,
    @Body(new ObjectBody('credentials')) body: { readonly credentials?: unknown },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.record('carrier-account.rotated', accountId, request);
    const rotated = await this.relay.ask('tracking', request, body);
    const booking = bookingIn(rotated);
    if (!booking) return send(reply, rotated);
    const { connectionId, provider, label, mode, baseUrl, limits } = booking;
    const terms = { connectionId, provider, label, mode, baseUrl, limits };
    return this.complete(rotated, request, reply, { ...terms, credentials: body.credentials });
  }

  private record(action: string, object: string, request: FastifyRequest): Promise<void> {
    const { tenantId } = apiCallerOf(request);
    return this.audit.record({ tenantId, action, object, ...askedBy(request) });
  }

  /** Tells returns the same; the caller hears what went wrong first. */
  private async complete(
    first: OwnerAnswer,
    request: FastifyRequest,
    reply: FastifyReply,
    body: object,
  ): Promise<void> {
    const second = await this.relay.ask('returns', request, body);
    await send(reply, second.status < 300 ? first : second);
  }
}

function bookingIn({ status, body }: OwnerAnswer): Opened | undefined {
  if (status >= 300) return undefined;
  const opened = JSON.parse(body) as Opened;
  return opened.operations?.includes('book') ? opened : undefined;
}
