import { Body, Controller, Get, Param, Put, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audit } from '../../application/ports.js';
import { apiCallerOf, askedBy, InSight, Scope } from './auth/api-key.guard.js';
import { NamePipe } from './id.pipe.js';
import { Relay } from './relay.js';
import { returnBodies } from './return-bodies.js';

/** What a tenant may decide about returns, within the statute. Each change is on record. */
@ApiTags('returns')
@ApiBearerAuth()
@Controller('v1')
export class ReturnRulesController {
  constructor(
    private readonly relay: Relay,
    private readonly audit: Audit,
  ) {}

  /** The rules are the same for every part of the tenant. */
  @Get('return-policies')
  @Scope('returns:read')
  @InSight()
  @ApiOperation({ summary: 'The rules in force per category, with their versions' })
  policies(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('returns', request, reply);
  }

  @Put('return-policies/:category')
  @Scope('return-policies:write')
  @ApiOperation({ summary: 'Add to a category’s rule; narrower than the statute is refused' })
  @ApiBody(returnBodies.policy)
  putPolicy(
    @Param('category', NamePipe) category: string,
    @Body() body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.change(`return-policy ${category}`, body, request, reply);
  }

  @Get('rate-cards')
  @Scope('return-policies:write')
  @ApiOperation({ summary: 'What carriers charge, by zone' })
  rateCards(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('returns', request, reply);
  }

  @Put('rate-cards/:carrier')
  @Scope('return-policies:write')
  @ApiOperation({ summary: 'Contract rates of a carrier' })
  @ApiBody(returnBodies.rateCard)
  putRateCard(
    @Param('carrier', NamePipe) carrier: string,
    @Body() body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.change(`rate-card ${carrier}`, body, request, reply);
  }

  @Put('return-settings')
  @Scope('return-policies:write')
  @ApiOperation({ summary: 'How returns are handled: automatic approval, the warehouse they go to' })
  @ApiBody(returnBodies.settings)
  putSettings(@Body() body: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.change('return-settings', body, request, reply);
  }

  @Put('return-warehouses/:code')
  @Scope('warehouses:write')
  @ApiOperation({ summary: 'Where a warehouse takes returns: address and contact, kept encrypted' })
  @ApiBody(returnBodies.warehouse)
  putWarehouse(
    @Param('code', NamePipe) code: string,
    @Body() body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.change(`return-warehouse ${code}`, body, request, reply);
  }

  private async change(
    object: string,
    body: object,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { tenantId } = apiCallerOf(request);
    await this.audit.record({ tenantId, action: 'rules.changed', object, ...askedBy(request) });
    await this.relay.pass('returns', request, reply, body);
  }
}
