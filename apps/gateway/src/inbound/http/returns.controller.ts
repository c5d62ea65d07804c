import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { isId } from '@cartrail/kernel';
import { notFound } from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audit, Cases } from '../../application/ports.js';
import { returnFor } from '../../domain/redact.js';
import { isUnrestricted, maySee, type Role } from '../../domain/roles.js';
import { apiCallerOf, askedBy, InSight, Scope } from './auth/api-key.guard.js';
import { IdPipe } from './id.pipe.js';
import { ObjectBody } from './object-body.pipe.js';
import { PickupContact } from './pickup-contact.js';
import { Relay, send } from './relay.js';
import { returnBodies } from './return-bodies.js';

/** Returns are the returns service's; a key sees those whose case it sees. */
@ApiTags('returns')
@ApiBearerAuth()
@InSight()
@Controller('v1')
export class ReturnsController {
  constructor(
    private readonly relay: Relay,
    private readonly cases: Cases,
    private readonly contact: PickupContact,
    private readonly audit: Audit,
  ) {}

  @Post('returns')
  @Scope('returns:request')
  @ApiOperation({ summary: 'Ask for a return on our page; it joins the platform’s case when that arrives' })
  @ApiBody(returnBodies.request)
  async request(
    @Body(new ObjectBody('orderId')) body: { readonly orderId?: unknown },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { tenantId, restriction } = apiCallerOf(request);
    const orderId = String(body.orderId);
    const found = isId(orderId) ? await this.cases.find(tenantId, orderId) : undefined;
    // An order the view does not have yet is nobody's part.
    if (!isUnrestricted(restriction) && !(found && maySee(restriction, found))) throw notFound('order');
    return this.relay.pass('returns', request, reply, body);
  }

  @Get('returns/:returnId')
  @Scope('returns:read')
  @ApiOperation({ summary: 'One return as its service holds it' })
  async show(
    @Param('returnId', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.inSight(id, request);
    const answer = await this.relay.ask('returns', request);
    const [role] = apiCallerOf(request).roles as readonly [Role];
    return send(reply, answer.status === 200 ? { ...answer, body: returnFor(role, answer.body) } : answer);
  }

  @Get('returns/:returnId/offers')
  @Scope('returns:read')
  @ApiOperation({
    summary: 'Who could pick it up, ranked: price, payer, slots, and why ranked so; valid 15 minutes',
  })
  async offers(
    @Param('returnId', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.inSight(id, request);
    return this.relay.pass('returns', request, reply);
  }

  @Post('returns/:returnId/confirmation')
  @Scope('returns:confirm')
  @ApiOperation({
    summary:
      'The second tap: agree the platform’s case and book the pickup. Without a contact the order’s receiver is taken',
  })
  @ApiBody(returnBodies.confirmation)
  async confirm(
    @Param('returnId', IdPipe) id: string,
    @Body(new ObjectBody('offerId')) body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const found = await this.inSight(id, request);
    return this.relay.pass('returns', request, reply, await this.contact.fill(body, id, found, request));
  }

  @Post('returns/:returnId/approval')
  @Scope('returns:approve')
  @ApiOperation({ summary: 'Agree a return by hand' })
  @ApiBody(returnBodies.note)
  approve(
    @Param('returnId', IdPipe) id: string,
    @Body() body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.act('return.approved', id, body, request, reply);
  }

  @Post('returns/:returnId/cancellation')
  @Scope('returns:cancel')
  @ApiOperation({ summary: 'Call a return off before its pickup' })
  @ApiBody(returnBodies.why)
  cancel(
    @Param('returnId', IdPipe) id: string,
    @Body() body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.act('return.cancelled', id, body, request, reply);
  }

  @Post('returns/:returnId/settlement')
  @Scope('returns:settle')
  @ApiOperation({ summary: 'Settle an objection: what the buyer agreed to be paid back' })
  @ApiBody(returnBodies.settlement)
  settle(
    @Param('returnId', IdPipe) id: string,
    @Body() body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.act('return.settled', id, body, request, reply);
  }

  @Post('returns/:returnId/pickup/cancellation')
  @Scope('returns:confirm')
  @ApiOperation({ summary: 'Call the booked pickup off; another may be confirmed' })
  @ApiBody(returnBodies.why)
  cancelPickup(
    @Param('returnId', IdPipe) id: string,
    @Body() body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.act('pickup.cancelled', id, body, request, reply);
  }

  @Post('returns/:returnId/pickup/change')
  @Scope('returns:confirm')
  @ApiOperation({ summary: 'Another carrier or slot' })
  @ApiBody(returnBodies.change)
  changePickup(
    @Param('returnId', IdPipe) id: string,
    @Body() body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.act('pickup.changed', id, body, request, reply);
  }

  private async act(
    action: string,
    returnId: string,
    body: object,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    await this.inSight(returnId, request);
    const { tenantId } = apiCallerOf(request);
    await this.audit.record({ tenantId, action, object: returnId, ...askedBy(request) });
    return this.relay.pass('returns', request, reply, body);
  }

  /** Another tenant's return, or one outside the key's part, is a return that does not exist. */
  private async inSight(returnId: string, request: FastifyRequest) {
    const { tenantId, restriction } = apiCallerOf(request);
    const found = await this.cases.findByReturn(tenantId, returnId);
    if (!found || !maySee(restriction, found)) throw notFound('return');
    return found;
  }
}
