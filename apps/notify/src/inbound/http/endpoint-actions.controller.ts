import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { fromIso, toIso, type Cause } from '@cartrail/kernel';
import { CauseOf, CurrentCaller, notFound, Requires, type Caller, sendAnswer } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { ActOnEndpoint } from '../../application/act-on-endpoint.js';
import type { EndpointReads } from '../../application/ports.js';
import { ENDPOINT_READS } from '../stores.js';
import { accepted, endpointAfter } from './answers.js';
import { EndpointCommands } from './endpoint-commands.js';
import { PageQuery, ReplayRequest } from './requests.js';

const ROUTE = '/internal/webhook-endpoints/:id';

@Controller('internal/webhook-endpoints/:id')
@Requires('webhooks:write')
export class EndpointActionsController {
  constructor(
    private readonly commands: EndpointCommands,
    private readonly actions: ActOnEndpoint,
    @Inject(ENDPOINT_READS) private readonly reads: EndpointReads,
  ) {}

  @Post('rotate')
  @HttpCode(200)
  async rotate(
    @Param('id', ParseUUIDPipe) id: string,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { sealedSecret, decide } = this.actions.rotate(cause.tenantId);
    const answer = await this.commands.change({
      cause,
      id,
      request: {},
      key: { route: `POST ${ROUTE}/rotate`, idempotencyKey },
      decide,
      answer: (outcomes) => {
        const state = endpointAfter(outcomes);
        const previousUntil = toIso(state.previous?.until ?? state.createdAt);
        return { status: 200, body: { endpointId: id, previousUntil, sealedSecret } };
      },
    });
    return sendAnswer(reply, this.commands.unsealed(answer, cause.tenantId));
  }

  @Post('test')
  async test(
    @Param('id', ParseUUIDPipe) id: string,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { eventId, decide } = this.actions.test(id);
    const answer = await this.commands.change({
      cause,
      id,
      request: {},
      key: { route: `POST ${ROUTE}/test`, idempotencyKey },
      decide,
      answer: (outcomes) => {
        accepted(outcomes);
        return { status: 202, body: { endpointId: id, eventId } };
      },
    });
    return sendAnswer(reply, answer);
  }

  @Post('replay')
  async replay(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: ReplayRequest,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { decide } = this.actions.replay(fromIso(request.from), fromIso(request.to));
    const answer = await this.commands.change({
      cause,
      id,
      request,
      key: { route: `POST ${ROUTE}/replay`, idempotencyKey },
      decide,
      answer: (outcomes) => {
        accepted(outcomes);
        return { status: 202, body: { endpointId: id, from: request.from, to: request.to } };
      },
    });
    return sendAnswer(reply, answer);
  }

  @Get('attempts')
  async attempts(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() page: PageQuery,
    @CurrentCaller() { tenantId }: Caller,
  ): Promise<unknown> {
    if (!(await this.reads.find(tenantId, 'webhook', id))) throw notFound('webhook-endpoint');
    return this.reads.attempts(tenantId, id, page);
  }
}
