import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audit } from '../../application/ports.js';
import { apiCallerOf, askedBy, Scope } from './auth/api-key.guard.js';
import { IdPipe } from './id.pipe.js';
import { Relay } from './relay.js';
import { shopBodies } from './shop-bodies.js';

/** The tenant's shops: order-sync's, under the same paths. What ends or stops one leaves a record here. */
@ApiTags('shops')
@ApiBearerAuth()
@Controller('v1/shops')
export class ShopsController {
  constructor(
    private readonly relay: Relay,
    private readonly audit: Audit,
  ) {}

  @Post()
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Connect a shop by its application’s own right',
    description:
      'Without applicationId: by the operator’s application. Platforms that ask the merchant answer 422 shop/needs-consent: use POST /v1/shops/authorisations.',
  })
  @ApiBody(shopBodies.shop)
  connect(@Body() body: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.pass('order-sync', request, reply, body);
  }

  @Get()
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Shops and their health',
    description:
      'token.authoriseBy: when the merchant must authorise again. lagSeconds: how far polling is behind. failing: calls that failed since the last that was answered, and why. quota: calls left of 24 hours, where they are limited.',
  })
  list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.pass('order-sync', request, reply);
  }

  @Post('authorisations')
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Make a link on which a merchant lets an application into a shop; good for an hour and once',
    description:
      'The merchant comes back to /callbacks/authorised, and the shop is connected. A repeated request makes another link.',
  })
  @ApiBody(shopBodies.authorisation)
  authorise(@Body() body: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.pass('order-sync', request, reply, body);
  }

  @Post(':shopId/pause')
  @Scope('shops:write')
  @ApiOperation({
    summary:
      'Stop asking for a shop’s orders; what is pushed waits, and what is owed to buyers is still done',
  })
  pause(
    @Param('shopId', IdPipe) shopId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recorded('shop.paused', shopId, request, reply);
  }

  @Post(':shopId/resume')
  @Scope('shops:write')
  @ApiOperation({ summary: 'Ask for a shop’s orders again, from where it was paused' })
  resume(
    @Param('shopId', IdPipe) shopId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recorded('shop.resumed', shopId, request, reply);
  }

  @Post(':shopId/disconnect')
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Disconnect a shop: its tokens are erased, its orders stay, and any tenant may connect it',
  })
  disconnect(
    @Param('shopId', IdPipe) shopId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recorded('shop.disconnected', shopId, request, reply);
  }

  private async recorded(
    action: string,
    object: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { tenantId } = apiCallerOf(request);
    await this.audit.record({ tenantId, action, object, ...askedBy(request) });
    return this.relay.pass('order-sync', request, reply);
  }
}
