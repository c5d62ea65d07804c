import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags, type ApiBodyOptions } from '@nestjs/swagger';
import { notFound } from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audit, Cases, Owners } from '../../application/ports.js';
import { isUnrestricted, maySee } from '../../domain/roles.js';
import { apiCallerOf, askedBy, InSight, Scope } from './auth/api-key.guard.js';
import { IdPipe } from './id.pipe.js';
import { ObjectBody } from './object-body.pipe.js';
import { callOf, Relay } from './relay.js';

const body = (example: object): ApiBodyOptions => ({ schema: { type: 'object', example } });

/** What people want said to a platform of an order or a case; order-sync says it, a key sees its own part. */
@ApiTags('platforms')
@ApiBearerAuth()
@InSight()
@Controller('v1')
export class PlatformWordsController {
  constructor(
    private readonly relay: Relay,
    private readonly owners: Owners,
    private readonly cases: Cases,
    private readonly audit: Audit,
  ) {}

  @Get('orders/:orderId/shipments')
  @Scope('shipments:write')
  @ApiOperation({ summary: 'Numbers the platform was asked to take, and what became of them' })
  async shipments(
    @Param('orderId', IdPipe) orderId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.inSight(orderId, request, 'order');
    return this.relay.pass('order-sync', request, reply);
  }

  @Post('orders/:orderId/shipments')
  @Scope('shipments:write')
  @ApiOperation({
    summary:
      'Tell the platform under which number goods left; everything not shipped yet where no lines are named',
  })
  @ApiBody(body({ number: 'YT8800000000001', carrier: 'YTO' }))
  async ship(
    @Param('orderId', IdPipe) orderId: string,
    @Body() given: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.inSight(orderId, request, 'order');
    await this.record('shipment.asked', orderId, request);
    return this.relay.pass('order-sync', request, reply, given);
  }

  @Get('after-sales/:afterSaleId/actions')
  @Scope('after-sales:act')
  @ApiOperation({ summary: 'What may be said of a case at its platform, for how much, and what was' })
  async actions(
    @Param('afterSaleId', IdPipe) afterSaleId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.caseInSight(afterSaleId, request);
    return this.relay.pass('order-sync', request, reply);
  }

  @Post('after-sales/:afterSaleId/actions')
  @Scope('after-sales:act')
  @ApiOperation({
    summary: 'Answer a case by hand: agree-refund, agree-return, reject, or fill-return-waybill',
  })
  @ApiBody(body({ action: 'agree-refund', amountFen: 9_900 }))
  async act(
    @Param('afterSaleId', IdPipe) afterSaleId: string,
    @Body(new ObjectBody('action')) given: { readonly action?: unknown },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.caseInSight(afterSaleId, request);
    await this.record(`after-sale.${wordOf(given.action)}`, afterSaleId, request);
    return this.relay.pass('order-sync', request, reply, given);
  }

  private async record(action: string, object: string, request: FastifyRequest): Promise<void> {
    const { tenantId } = apiCallerOf(request);
    await this.audit.record({ tenantId, action, object, ...askedBy(request) });
  }

  /** An order the view does not have yet is nobody's part. */
  private async inSight(orderId: string, request: FastifyRequest, what: string): Promise<void> {
    const { tenantId, restriction } = apiCallerOf(request);
    if (isUnrestricted(restriction)) return;
    const found = await this.cases.find(tenantId, orderId);
    if (!found || !maySee(restriction, found)) throw notFound(what);
  }

  /** Whose order a case is about is order-sync's to know. */
  private async caseInSight(afterSaleId: string, request: FastifyRequest): Promise<void> {
    if (isUnrestricted(apiCallerOf(request).restriction)) return;
    const path = `/internal/after-sales/${afterSaleId}/actions`;
    const answer = await this.owners.call({ ...callOf('order-sync', request), method: 'GET', path });
    if (answer.status !== 200) throw notFound('after-sale');
    const { orderId } = JSON.parse(answer.body) as { readonly orderId: string };
    await this.inSight(orderId, request, 'after-sale');
  }
}

/** For the record: what nobody could have meant is not written into it. */
const wordOf = (action: unknown): string =>
  typeof action === 'string' && /^[a-z-]{1,32}$/.test(action) ? action : 'unknown-action';
