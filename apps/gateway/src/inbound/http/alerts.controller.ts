import { Controller, Get, Header, Inject, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { decodeCursor, encodeCursor } from '@cartrail/service-kit';
import type { FastifyRequest } from 'fastify';
import { Alerts } from '../../application/ports.js';
import { apiCallerOf, InSight, Scope } from './auth/api-key.guard.js';
import { CURSOR_SECRET } from './cases.controller.js';
import { AlertQuery } from './dto.js';

@ApiTags('alerts')
@ApiBearerAuth()
@InSight()
@Controller('v1/alerts')
export class AlertsController {
  private readonly cursorSecret: string;

  constructor(
    private readonly alerts: Alerts,
    @Inject(CURSOR_SECRET) secret: string,
  ) {
    // A cursor of another list is none of this one.
    this.cursorSecret = `${secret}/alerts`;
  }

  @Get()
  @Scope('alerts:read')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({ summary: 'Alerts, newest first' })
  async list(
    @Query() { limit, cursor, ...filter }: AlertQuery,
    @Req() request: FastifyRequest,
  ): Promise<string> {
    const { tenantId, restriction } = apiCallerOf(request);
    const after = cursor === undefined ? undefined : String(decodeCursor(this.cursorSecret, cursor)[0]);
    const rows = await this.alerts.list(tenantId, restriction, { ...filter, limit, after });
    const page = rows.slice(0, limit);
    const hasMore = rows.length > limit;
    const nextCursor = hasMore ? encodeCursor(this.cursorSecret, [page.at(-1)?.alert_id ?? '']) : null;
    return `{"data":[${page.map(({ doc }) => doc).join(',')}],"nextCursor":${JSON.stringify(nextCursor)},"hasMore":${String(hasMore)}}`;
  }
}
