import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { notFound } from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Alerts, Audit, Cases } from '../../application/ports.js';
import { maySee } from '../../domain/roles.js';
import { apiCallerOf, askedBy, InSight, Scope } from './auth/api-key.guard.js';
import { commandBodies } from './command-bodies.js';
import { IdPipe } from './id.pipe.js';
import { Relay } from './relay.js';

/** Commands go to the service that owns the matter, under the same path; its answer comes back as it is. */
@ApiTags('commands')
@ApiBearerAuth()
@Controller('v1')
export class CommandsController {
  constructor(
    private readonly relay: Relay,
    private readonly alerts: Alerts,
    private readonly cases: Cases,
    private readonly audit: Audit,
  ) {}

  @Put('skus')
  @Scope('skus:write')
  @ApiOperation({ summary: 'Write articles: category and weight, which a platform order does not carry' })
  @ApiBody(commandBodies.skus)
  putSkus(@Body() body: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('order-sync', request, reply, body);
  }

  @Put('warehouses/:code')
  @Scope('warehouses:write')
  @ApiOperation({ summary: 'Write a warehouse: its region and its address ids at the platforms' })
  @ApiBody(commandBodies.warehouse)
  putWarehouse(@Body() body: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('order-sync', request, reply, body);
  }

  @Post('orders/:orderId/receiver-disclosure')
  @Scope('receiver:disclose')
  @InSight()
  @ApiOperation({ summary: 'Show a receiver in clear, for a reason; every disclosure is audited' })
  @ApiBody(commandBodies.disclosure)
  async disclose(
    @Param('orderId', IdPipe) orderId: string,
    @Body() body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { tenantId, restriction } = apiCallerOf(request);
    const found = await this.cases.find(tenantId, orderId);
    if (!found || !maySee(restriction, found)) throw notFound('order');
    await this.audit.record({ tenantId, action: 'receiver.asked', object: orderId, ...askedBy(request) });
    return this.relay.pass('order-sync', request, reply, body);
  }

  @Put('alert-thresholds')
  @Scope('alert-thresholds:write')
  @ApiOperation({ summary: 'Set after how many hours a detector raises an alert' })
  @ApiBody(commandBodies.threshold)
  putThreshold(@Body() body: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('tracking', request, reply, body);
  }

  @Post('alerts/:alertId/acknowledgement')
  @Scope('alerts:write')
  @InSight()
  @ApiOperation({ summary: 'Take an alert' })
  @ApiBody(commandBodies.acknowledgement)
  async acknowledge(
    @Param('alertId', IdPipe) alertId: string,
    @Body() body: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { tenantId, restriction } = apiCallerOf(request);
    if (!(await this.alerts.exists(tenantId, restriction, alertId))) throw notFound('alert');
    return this.relay.pass('tracking', request, reply, body);
  }

  @Post('webhook-endpoints')
  @Scope('webhooks:write')
  @ApiOperation({ summary: 'Add a webhook endpoint (Standard Webhooks); the answer shows its secret once' })
  @ApiBody(commandBodies.webhookEndpoint)
  addEndpoint(@Body() body: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('notify', request, reply, body);
  }

  @Get('webhook-endpoints')
  @Scope('webhooks:read')
  @ApiOperation({ summary: 'Webhook endpoints' })
  endpoints(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('notify', request, reply);
  }

  @Patch('webhook-endpoints/:endpointId')
  @Scope('webhooks:write')
  @ApiOperation({ summary: 'Change, enable or disable a webhook endpoint' })
  @ApiBody(commandBodies.webhookEndpoint)
  changeEndpoint(@Body() body: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('notify', request, reply, body);
  }

  @Delete('webhook-endpoints/:endpointId')
  @Scope('webhooks:write')
  @ApiOperation({ summary: 'Remove a webhook endpoint' })
  removeEndpoint(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('notify', request, reply);
  }

  @Get('webhook-endpoints/:endpointId/attempts')
  @Scope('webhooks:read')
  @ApiOperation({ summary: 'Attempts at an endpoint, newest first' })
  attempts(@Query() _query: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('notify', request, reply);
  }

  @Post('webhook-endpoints/:endpointId/deliveries/:deliveryId/redeliver')
  @Scope('webhooks:write')
  @ApiOperation({ summary: 'Send one delivery again' })
  redeliver(@Body() body: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('notify', request, reply, body);
  }

  @Get('webhook-endpoints/:endpointId')
  @Scope('webhooks:read')
  @ApiOperation({ summary: 'One webhook endpoint and its health' })
  endpoint(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('notify', request, reply);
  }

  @Post('webhook-endpoints/:endpointId/:action')
  @Scope('webhooks:write')
  @ApiOperation({
    summary: 'rotate its secret, replay a time range, or send a test event',
  })
  @ApiBody(commandBodies.endpointAction)
  actOnEndpoint(@Body() body: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('notify', request, reply, body);
  }

  @Post('robots')
  @Scope('robots:write')
  @ApiOperation({ summary: 'Add a support group’s robot' })
  @ApiBody(commandBodies.robot)
  addRobot(@Body() body: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('notify', request, reply, body);
  }

  @Get('robots')
  @Scope('robots:read')
  @ApiOperation({ summary: 'Support groups’ robots' })
  robots(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('notify', request, reply);
  }

  @Delete('robots/:robotId')
  @Scope('robots:write')
  @ApiOperation({ summary: 'Remove a robot' })
  removeRobot(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.pass('notify', request, reply);
  }
}
