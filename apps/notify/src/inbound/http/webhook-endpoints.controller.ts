import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  Inject,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import type { Cause } from '@cartrail/kernel';
import { CauseOf, CurrentCaller, notFound, Requires, type Caller, sendAnswer } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import type { EndpointReads } from '../../application/ports.js';
import { edit, remove } from '../../domain/endpoint.js';
import { ENDPOINT_READS } from '../stores.js';
import { accepted, endpointAfter } from './answers.js';
import { EndpointCommands } from './endpoint-commands.js';
import { EditEndpointRequest, OpenEndpointRequest, PageQuery } from './requests.js';
import { endpointBody, pageBody } from './views.js';

const ROUTE = '/internal/webhook-endpoints';

@Controller('internal/webhook-endpoints')
@Requires('webhooks:write')
export class WebhookEndpointsController {
  constructor(
    private readonly commands: EndpointCommands,
    @Inject(ENDPOINT_READS) private readonly reads: EndpointReads,
  ) {}

  @Post()
  async open(
    @Body() request: OpenEndpointRequest,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return sendAnswer(
      reply,
      await this.commands.open(cause, request, { route: `POST ${ROUTE}`, idempotencyKey }),
    );
  }

  @Get()
  async list(@Query() page: PageQuery, @CurrentCaller() { tenantId }: Caller): Promise<unknown> {
    const found = await this.reads.list(tenantId, 'webhook', page);
    return pageBody(found, (endpoint) => endpointBody(endpoint.endpointId, endpoint));
  }

  @Get(':id')
  async show(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentCaller() { tenantId }: Caller,
  ): Promise<unknown> {
    const endpoint = await this.reads.find(tenantId, 'webhook', id);
    if (!endpoint) throw notFound('webhook-endpoint');
    return endpointBody(id, endpoint);
  }

  @Patch(':id')
  async edit(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: EditEndpointRequest,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    if (request.url !== undefined) await this.commands.checkAddress(request.url);
    const { description: name, ...rest } = request;
    const answer = await this.commands.change({
      cause,
      id,
      request,
      key: { route: `PATCH ${ROUTE}`, idempotencyKey },
      decide: (endpoint) => edit(endpoint, { ...rest, name }),
      answer: (outcomes) => {
        const state = endpointAfter(outcomes);
        return { status: 200, body: endpointBody(id, state) };
      },
    });
    return sendAnswer(reply, answer);
  }

  @Delete(':id')
  async remove(
    @Param('id', ParseUUIDPipe) id: string,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.commands.change({
      cause,
      id,
      request: {},
      key: { route: `DELETE ${ROUTE}`, idempotencyKey },
      decide: (endpoint) => remove(endpoint, 'webhook'),
      answer: (outcomes) => {
        accepted(outcomes);
        return { status: 204, body: undefined };
      },
    });
    return sendAnswer(reply, answer);
  }
}
