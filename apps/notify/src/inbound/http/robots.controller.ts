import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import type { Cause } from '@cartrail/kernel';
import { change, Commands, fingerprintOf } from '@cartrail/messaging';
import { CauseOf, CurrentCaller, notFound, Requires, type Caller, sendAnswer } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { OpenRobot } from '../../application/open-robot.js';
import type { EndpointReads } from '../../application/ports.js';
import { remove } from '../../domain/endpoint.js';
import { ENDPOINT_READS, Stores } from '../stores.js';
import { accepted, endpointAfter } from './answers.js';
import { OpenRobotRequest, PageQuery } from './requests.js';
import { pageBody, robotBody } from './views.js';

const ROUTE = '/internal/robots';

@Controller('internal/robots')
@Requires('robots:write')
export class RobotsController {
  constructor(
    private readonly commands: Commands,
    private readonly stores: Stores,
    private readonly opening: OpenRobot,
    @Inject(ENDPOINT_READS) private readonly reads: EndpointReads,
  ) {}

  @Post()
  async open(
    @Body() request: OpenRobotRequest,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { robotId, decide } = await this.opening.prepare(cause.tenantId, request);
    const answer = await this.commands.execute({
      cause,
      route: `POST ${ROUTE}`,
      idempotencyKey,
      fingerprint: fingerprintOf(request),
      changes: [
        change({ store: this.stores.endpoints, find: { id: robotId }, createAs: robotId, cause, decide }),
      ],
      answer: (outcomes) => ({ status: 201, body: robotBody(robotId, endpointAfter(outcomes)) }),
    });
    return sendAnswer(reply, answer);
  }

  @Get()
  async list(@Query() page: PageQuery, @CurrentCaller() { tenantId }: Caller): Promise<unknown> {
    const found = await this.reads.list(tenantId, 'robot', page);
    return pageBody(found, (robot) => robotBody(robot.endpointId, robot));
  }

  @Delete(':id')
  async remove(
    @Param('id', ParseUUIDPipe) id: string,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.commands.execute({
      cause,
      route: `DELETE ${ROUTE}`,
      idempotencyKey,
      fingerprint: fingerprintOf({ id }),
      changes: [
        change({
          store: this.stores.endpoints,
          find: { id },
          cause,
          decide: (robot) => remove(robot, 'robot'),
        }),
      ],
      answer: (outcomes) => {
        accepted(outcomes);
        return { status: 204, body: undefined };
      },
    });
    return sendAnswer(reply, answer);
  }

  @Get(':id/attempts')
  async attempts(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() page: PageQuery,
    @CurrentCaller() { tenantId }: Caller,
  ): Promise<unknown> {
    if (!(await this.reads.find(tenantId, 'robot', id))) throw notFound('robot');
    return this.reads.attempts(tenantId, id, page);
  }
}
