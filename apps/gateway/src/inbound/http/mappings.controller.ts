import { Body, Controller, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audit } from '../../application/ports.js';
import { apiCallerOf, askedBy, Scope } from './auth/api-key.guard.js';
import { IdPipe } from './id.pipe.js';
import { mappingBodies } from './mapping-bodies.js';
import { ObjectBody } from './object-body.pipe.js';
import { Relay } from './relay.js';

/** The mapping of a shop nobody wrote a connector for: order-sync's matter. Who changes it is recorded here. */
@ApiTags('mappings')
@ApiBearerAuth()
@Controller('v1/platform-applications/:applicationId/mapping')
export class MappingsController {
  constructor(
    private readonly relay: Relay,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Scope('shops:write')
  @ApiOperation({ summary: 'The draft, what is published, and every version with who published it and why' })
  show(
    @Param('applicationId', IdPipe) _id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.relay.pass('order-sync', request, reply);
  }

  @Get('catalogue')
  @Scope('shops:write')
  @ApiOperation({ summary: 'What a document may be made of: our fields, steps, tokens, presets, limits' })
  catalogue(
    @Param('applicationId', IdPipe) _id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.relay.pass('order-sync', request, reply);
  }

  @Get('parked')
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Payloads and pushes that could not be read, with the field and the reason',
    description: 'became: what a replay came to. state: kept, parked, due or discarded.',
  })
  parked(
    @Param('applicationId', IdPipe) _id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.relay.pass('order-sync', request, reply);
  }

  @Get('versions/:version')
  @Scope('shops:write')
  @ApiOperation({ summary: 'One version with its document' })
  version(
    @Param('applicationId', IdPipe) _id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.relay.pass('order-sync', request, reply);
  }

  @Put('draft')
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Save the draft; a document that is not valid is refused with every problem and its place',
  })
  @ApiBody(mappingBodies.draft)
  draft(
    @Param('applicationId', IdPipe) id: string,
    @Body(new ObjectBody('document')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recorded('mapping.drafted', id, { request, reply, body });
  }

  @Post('preview')
  @HttpCode(200)
  @Scope('shops:write')
  @ApiOperation({
    summary: 'One payload field by field: value, place, problem; what is of a person is masked',
    description:
      'payload: JSON as a text keeps every digit of a long number; payloadId: one that came, instead of payload.',
  })
  @ApiBody(mappingBodies.preview)
  preview(
    @Param('applicationId', IdPipe) _id: string,
    @Body(new ObjectBody('subject')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.relay.pass('order-sync', request, reply, body);
  }

  @Post('dry-run')
  @HttpCode(200)
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Try a document on the last payloads that came, up to 500, or on payloads sent along',
    description: 'differences: what changes per payload and field against what is published.',
  })
  @ApiBody(mappingBodies.dryRun)
  dryRun(
    @Param('applicationId', IdPipe) _id: string,
    @Body(new ObjectBody('last')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.relay.pass('order-sync', request, reply, body);
  }

  @Post('publish')
  @HttpCode(200)
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Put the draft in force; within seconds every process goes by it',
    description: 'Needs a dry run of this very draft that rejected nothing, or force: the reason why not.',
  })
  @ApiBody(mappingBodies.publish)
  publish(
    @Param('applicationId', IdPipe) id: string,
    @Body(new ObjectBody('note')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recorded('mapping.published', id, { request, reply, body });
  }

  @Post('rollback')
  @HttpCode(200)
  @Scope('shops:write')
  @ApiOperation({ summary: 'Put a former version in force again, as a version of its own' })
  @ApiBody(mappingBodies.rollback)
  rollback(
    @Param('applicationId', IdPipe) id: string,
    @Body(new ObjectBody('version')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recorded('mapping.rolled-back', id, { request, reply, body });
  }

  @Post('replay')
  @HttpCode(202)
  @Scope('shops:write')
  @ApiOperation({ summary: 'Take everything parked again, by the mapping that is in force now' })
  replay(
    @Param('applicationId', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recorded('mapping.replayed', id, { request, reply });
  }

  private async recorded(
    action: string,
    object: string,
    { request, reply, body }: { request: FastifyRequest; reply: FastifyReply; body?: object },
  ): Promise<void> {
    const { tenantId } = apiCallerOf(request);
    await this.audit.record({ tenantId, action, object, ...askedBy(request) });
    await this.relay.pass('order-sync', request, reply, body);
  }
}
