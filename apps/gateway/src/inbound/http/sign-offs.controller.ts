import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { isId } from '@cartrail/kernel';
import { notFound, ProblemError } from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Cases } from '../../application/ports.js';
import { isUnrestricted, maySee } from '../../domain/roles.js';
import { apiCallerOf, Open, Scope } from './auth/api-key.guard.js';
import { IdPipe } from './id.pipe.js';
import { Relay, send } from './relay.js';
import { returnBodies } from './return-bodies.js';

/** The warehouse's side: what is expected, what was signed for, and the photos that prove it. */
@ApiTags('sign-offs')
@ApiBearerAuth()
@Controller('v1')
export class SignOffsController {
  constructor(
    private readonly relay: Relay,
    private readonly cases: Cases,
  ) {}

  @Post('sign-offs')
  @Scope('sign-offs:write')
  @ApiConsumes('multipart/form-data')
  @ApiOperation({ summary: 'Sign for a parcel: a record and its photos, entered into the evidence log' })
  @ApiBody(returnBodies.signOff)
  sign(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.upload('e-sign', request, reply);
  }

  @Post('sign-offs/:signOffId/corrections')
  @Scope('sign-offs:write')
  @ApiConsumes('multipart/form-data')
  @ApiOperation({ summary: 'Correct a record by a newer one; both stay' })
  @ApiBody(returnBodies.signOff)
  correct(
    @Param('signOffId', IdPipe) _id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.relay.upload('e-sign', request, reply);
  }

  @Get('sign-offs')
  @Scope('sign-offs:read')
  @ApiOperation({ summary: 'Records, newest first; by return, number, or those of parcels nobody announced' })
  async list(
    @Query('returnId') returnId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    if (!isUnrestricted(apiCallerOf(request).restriction)) await this.inSight(returnId, request);
    return this.relay.pass('e-sign', request, reply);
  }

  @Get('sign-offs/:signOffId')
  @Scope('sign-offs:read')
  @ApiOperation({ summary: 'One record, with links to its photos that expire' })
  async show(
    @Param('signOffId', IdPipe) _id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const answer = await this.relay.ask('e-sign', request);
    if (answer.status === 200 && !isUnrestricted(apiCallerOf(request).restriction)) {
      const { returnIds = [] } = JSON.parse(answer.body) as { readonly returnIds?: readonly string[] };
      await this.inSight(returnIds[0], request);
    }
    await send(reply, answer);
  }

  /** The link itself is the key: signed, and good for minutes. */
  @Get('sign-offs/:signOffId/photos/:sha256')
  @Open()
  @ApiOperation({ summary: 'A photo, byte for byte as it was taken' })
  photo(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.download('e-sign', request, reply);
  }

  @Get('arrivals')
  @Scope('sign-offs:write')
  @ApiOperation({ summary: 'Returns on their way to the warehouse; by number or return' })
  arrivals(@Query() _query: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('e-sign', request, reply);
  }

  /** A key for a part of the tenant asks by return, and for one of its own. */
  private async inSight(returnId: string | undefined, request: FastifyRequest): Promise<void> {
    const { tenantId, restriction } = apiCallerOf(request);
    if (returnId === undefined || !isId(returnId)) {
      throw new ProblemError(400, 'request/invalid', 'This key sees sign-offs by return only', undefined, {
        errors: [{ pointer: '/returnId', code: 'missing', message: 'name one of your returns' }],
      });
    }
    const found = await this.cases.findByReturn(tenantId, returnId);
    if (!found || !maySee(restriction, found)) throw notFound('sign-off');
  }
}
