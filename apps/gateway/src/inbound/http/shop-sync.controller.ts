import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Scope } from './auth/api-key.guard.js';
import { Relay } from './relay.js';

/** What is here of a shop, and what is still to be read: order-sync's matter. */
@ApiTags('shops')
@ApiBearerAuth()
@Controller('v1/shops/:shopId')
export class ShopSyncController {
  constructor(private readonly relay: Relay) {}

  @Get('sync')
  @Scope('shops:write')
  @ApiOperation({
    summary: 'Hour by hour: how many the platform counts, how many came by push, by pull, and are missing',
    description:
      'from, to: RFC 3339; the last day where left out. gaps: hours of which something is missing now, alerted once they stay. lateSeconds: from the platform’s time of creation to the first sight of it here.',
  })
  sync(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.pass('order-sync', request, reply);
  }

  @Get('backfill')
  @Scope('shops:write')
  @ApiOperation({ summary: 'How far the past of a shop has been read: done, total, rate, time left' })
  backfill(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.pass('order-sync', request, reply);
  }

  @Post('backfill')
  @HttpCode(202)
  @Scope('shops:write')
  @ApiOperation({ summary: 'Read the last days of a shop, up to 90, beside live traffic' })
  @ApiBody({ schema: { type: 'object', example: { days: 90 } } })
  start(@Body() body: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.relay.pass('order-sync', request, reply, body);
  }
}
