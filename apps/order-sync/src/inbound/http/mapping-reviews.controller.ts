import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import {
  AskedBy,
  CurrentCaller,
  notFound,
  ProblemError,
  Requires,
  type Asked,
  type Caller,
} from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import type { ApplicationRef, Payloads } from '../../application/ports.js';
import { ReviewMappings, type Sample } from '../../application/review-mappings.js';
import { PAYLOADS, refuseUnmapped } from '../mapping-stores.js';
import { MappingCommands } from './mapping-commands.js';
import { DryRunRequest, PreviewRequest } from './mapping-requests.js';
import { toParkedView } from './mapping-view.js';

const LAST = 100;
const noDocument = (): ProblemError =>
  new ProblemError(409, 'mapping/no-document', 'There is no such document to try');

/** Documents tried on payloads, and payloads that wait for a better document. */
@Controller('internal/platform-applications/:id/mapping')
export class MappingReviewsController {
  constructor(
    private readonly commands: MappingCommands,
    private readonly review: ReviewMappings,
    @Inject(PAYLOADS) private readonly payloads: Payloads,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @Requires('shops:write')
  async preview(
    @Param('id', ParseUUIDPipe) applicationId: string,
    @Body() body: PreviewRequest,
    @CurrentCaller() { tenantId }: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const ref = { tenantId, applicationId };
    refuseUnmapped(await this.review.kindOf(ref));
    const chosen = await this.review.document(ref, body.document);
    if (!chosen) throw noDocument();
    const payload = await this.payloadOf(ref, body);
    void reply.header('cache-control', 'no-store');
    return {
      document: chosen.which,
      hash: chosen.hash,
      subject: body.subject,
      ...this.review.preview(chosen.document, body.subject, payload),
    };
  }

  @Post('dry-run')
  @HttpCode(200)
  @Requires('shops:write')
  async dryRun(
    @Param('id', ParseUUIDPipe) applicationId: string,
    @Body() body: DryRunRequest,
    @AskedBy() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const ref = { tenantId: asked.cause.tenantId, applicationId };
    refuseUnmapped(await this.review.kindOf(ref));
    const report = await this.review.dryRun(ref, body.document, this.sampleOf(body));
    if (!report) throw noDocument();
    if (report.document === 'draft') await this.commands.record(asked, applicationId, report);
    void reply.header('cache-control', 'no-store');
    return report;
  }

  /** What could not be read, why, and what became of what was replayed. */
  @Get('parked')
  @Requires('shops:write')
  async parked(
    @Param('id', ParseUUIDPipe) applicationId: string,
    @CurrentCaller() { tenantId }: Caller,
  ): Promise<object> {
    const ref = { tenantId, applicationId };
    refuseUnmapped(await this.review.kindOf(ref));
    return toParkedView(await this.payloads.parked(ref));
  }

  @Post('replay')
  @HttpCode(202)
  @Requires('shops:write')
  async replay(
    @Param('id', ParseUUIDPipe) applicationId: string,
    @CurrentCaller() { tenantId, memberId }: Caller,
  ): Promise<object> {
    const ref = { tenantId, applicationId };
    refuseUnmapped(await this.review.kindOf(ref));
    return { replaying: await this.payloads.replay(ref, memberId) };
  }

  private sampleOf({ last, payloads }: DryRunRequest): Sample {
    if (!payloads) return { last: last ?? LAST };
    return {
      payloads: payloads.map(({ subject, payload }) => ({
        subject,
        payload: this.review.payloadOf(payload),
      })),
    };
  }

  private async payloadOf(ref: ApplicationRef, { payload, payloadId }: PreviewRequest): Promise<unknown> {
    if (payloadId === undefined) {
      const given = this.review.payloadOf(payload);
      if (given === undefined)
        throw new ProblemError(400, 'request/invalid', 'Send a payload that is JSON, or a payloadId');
      return given;
    }
    const kept = await this.payloads.find(ref, payloadId);
    if (!kept) throw notFound('payload');
    return kept.payload;
  }
}
