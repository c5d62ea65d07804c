import { Body, Controller, Get, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audit } from '../../application/ports.js';
import { apiCallerOf, askedBy, Scope } from './auth/api-key.guard.js';
import { IdPipe } from './id.pipe.js';
import { ObjectBody } from './object-body.pipe.js';
import { Relay } from './relay.js';
import { shopBodies } from './shop-bodies.js';

/** Platforms, and the tenant's applications there. Both are order-sync's; every change leaves a record here. */
@ApiTags('shops')
@ApiBearerAuth()
@Controller('v1')
export class PlatformsController {
  constructor(
    private readonly relay: Relay,
    private readonly audit: Audit,
  ) {}

  @Get('platforms')
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Platforms: what each can do, what it cannot and why, and what an application is asked for',
    description:
      'features: what the connector does. notSupported: what it does not, by feature, with the reason. limits: what the platform documents for one application; settings callsPerSecond and callsPerDay say otherwise.',
  })
  platforms(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.pass('order-sync', request, reply);
  }

  @Get('platform-applications')
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Applications at platforms, and where each is pushed to; never their credentials',
  })
  applications(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.pass('order-sync', request, reply);
  }

  @Post('platform-applications')
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Add an application at a platform; its credentials are never shown again',
    description:
      'The fields of credentials and settings are the platform’s (GET /v1/platforms). hosts: other addresses than the documented ones, over TLS and public. pushPath: what to enter at the platform’s console, below the callback address.',
  })
  @ApiBody(shopBodies.application)
  add(
    @Body(new ObjectBody('platform')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recorded('platform-application.added', 'platform-application', body, request, reply);
  }

  @Post('platform-applications/:applicationId/credentials')
  @Scope('shops:write')
  @ApiOperation({
    summary:
      'Replace an application’s credentials; for overlapHours pushes are proved by the former ones, too',
  })
  @ApiBody(shopBodies.credentials)
  rotate(
    @Param('applicationId', IdPipe) applicationId: string,
    @Body(new ObjectBody('credentials')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recorded('platform-application.rotated', applicationId, body, request, reply);
  }

  @Put('platform-applications/:applicationId/settings')
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Change an application’s settings and hosts',
    description: 'What is left out keeps what it had; null takes a value back.',
  })
  @ApiBody(shopBodies.settings)
  settle(
    @Param('applicationId', IdPipe) applicationId: string,
    @Body(new ObjectBody('settings')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recorded('platform-application.settled', applicationId, body, request, reply);
  }

  private async recorded(
    action: string,
    object: string,
    body: object,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { tenantId } = apiCallerOf(request);
    await this.audit.record({ tenantId, action, object, ...askedBy(request) });
    return this.relay.pass('order-sync', request, reply, body);
  }
}
