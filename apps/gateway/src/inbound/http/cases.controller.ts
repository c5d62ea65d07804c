import { Controller, Get, Header, Headers, Inject, Param, Query, Req, Res, Sse } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { decodeCursor, encodeCursor, notFound } from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { Cases, CaseStream, Keys, type FeedEvent, type FoundCase } from '../../application/ports.js';
import { documentFor } from '../../domain/redact.js';
import { maySee, type Role } from '../../domain/roles.js';
import { apiCallerOf, InSight, Scope, tokenOf } from './auth/api-key.guard.js';
import { CaseQuery } from './dto.js';
import { IdPipe } from './id.pipe.js';

export const CURSOR_SECRET = Symbol('gateway:cursor-secret');

@ApiTags('cases')
@ApiBearerAuth()
@InSight()
@Controller('v1/cases')
export class CasesController {
  private readonly cursorSecret: string;

  constructor(
    private readonly cases: Cases,
    private readonly feed: CaseStream,
    private readonly keys: Keys,
    @Inject(CURSOR_SECRET) secret: string,
  ) {
    // A cursor of another list is none of this one.
    this.cursorSecret = `${secret}/cases`;
  }

  @Get()
  @Scope('cases:read')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({
    summary:
      'Cases, newest first; filter by status, shop, waybill number, platform order id, return or open alerts',
  })
  async list(
    @Query() { limit, cursor, ...filter }: CaseQuery,
    @Req() request: FastifyRequest,
  ): Promise<string> {
    const { tenantId, restriction, roles } = apiCallerOf(request);
    const after =
      cursor === undefined
        ? undefined
        : (decodeCursor(this.cursorSecret, cursor) as unknown as [string, string]);
    const rows = await this.cases.list(tenantId, restriction, { ...filter, limit, after });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit;
    const nextCursor =
      hasMore && last ? encodeCursor(this.cursorSecret, [last.created_text, last.case_id]) : null;
    return `{"data":[${page.map(({ doc }) => shownTo(roles, doc)).join(',')}],"nextCursor":${JSON.stringify(nextCursor)},"hasMore":${String(hasMore)}}`;
  }

  @Get(':caseId')
  @Scope('cases:read')
  @ApiOperation({ summary: 'One order with its parcels, timelines and alerts, in one document' })
  async show(
    @Param('caseId', IdPipe) caseId: string,
    @Headers('if-none-match') known: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const found = await this.find(caseId, request);
    const etag = `"${found.version}"`;
    void reply.header('etag', etag);
    if (known === etag) {
      void reply.status(304);
      return undefined;
    }
    void reply.header('content-type', 'application/json; charset=utf-8');
    return shownTo(apiCallerOf(request).roles, found.doc);
  }

  @Sse(':caseId/events')
  @Scope('cases:read')
  @ApiOperation({ summary: 'Changes of one case as server-sent events; resumes after Last-Event-ID' })
  async events(
    @Param('caseId', IdPipe) caseId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Observable<FeedEvent>> {
    const found = await this.find(caseId, request);
    const after = /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : found.version;
    const { tenantId } = apiCallerOf(request);
    return new Observable((subscriber) =>
      this.feed.follow(tenantId, caseId, after, {
        next: (event) => {
          subscriber.next(event);
        },
        complete: () => {
          subscriber.complete();
        },
        holds: () => this.holds(caseId, request),
      }),
    );
  }

  /** A key may be revoked, and a case may leave its part, while a stream is open. */
  private async holds(caseId: string, request: FastifyRequest): Promise<boolean> {
    const known = await this.keys.find(tokenOf(request) ?? '');
    const found = known && (await this.cases.find(known.tenantId, caseId));
    return found !== undefined && maySee(apiCallerOf(request).restriction, found);
  }

  /** Another tenant's case, or one outside the key's part, is a case that does not exist. */
  private async find(caseId: string, request: FastifyRequest): Promise<FoundCase> {
    const { tenantId, restriction } = apiCallerOf(request);
    const found = await this.cases.find(tenantId, caseId);
    if (!found || !maySee(restriction, found)) throw notFound('case');
    return found;
  }
}

const shownTo = (roles: readonly string[], doc: string): string => documentFor(roles[0] as Role, doc);
