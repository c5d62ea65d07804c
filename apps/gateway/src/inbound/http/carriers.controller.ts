import { Body, Controller, Get, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Open, Scope } from './auth/api-key.guard.js';
import { carrierBodies } from './carrier-bodies.js';
import { carrierList } from './carrier-list.js';
import { ObjectBody } from './object-body.pipe.js';
import { Relay } from './relay.js';

/** Who carries parcels, and whose a number may be. The list is the same for everybody; the rest is tracking's. */
@ApiTags('carriers')
@Controller('v1/carriers')
export class CarriersController {
  constructor(private readonly relay: Relay) {}

  @Get()
  @Open()
  @ApiOperation({
    summary:
      'Every carrier we have a code for: names, codes elsewhere, and who can be asked about its parcels',
    description: 'Public, without a key, and whole: one page, which changes with a release.',
  })
  @ApiOkResponse(carrierBodies.list)
  list(
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string | undefined {
    const { body, etag } = carrierList();
    void reply.headers({ etag, 'cache-control': 'public, max-age=3600' });
    if (known === etag) {
      void reply.status(304);
      return undefined;
    }
    void reply.header('content-type', 'application/json; charset=utf-8');
    return body;
  }

  @Post('recognition')
  @HttpCode(200)
  @Scope('carriers:recognise')
  @ApiBearerAuth()
  @ApiOperation({
    summary:
      'Whose numbers these may be, 1 to 100 at a time: the candidates of each, the best first, with why',
    description:
      'By the looks of a number and by the tenant’s own parcels with numbers like it; with `ask`, also by what the ' +
      'tenant’s aggregators answer, which they may charge for. Only a number that can be one carrier’s and that nobody ' +
      'names another of is `certain`. Nobody is asked about such a number; `asked` says how each call went.',
  })
  @ApiBody(carrierBodies.recognition)
  @ApiOkResponse(carrierBodies.recognised)
  recognise(
    @Body(new ObjectBody('numbers')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.relay.pass('tracking', request, reply, body);
  }
}
