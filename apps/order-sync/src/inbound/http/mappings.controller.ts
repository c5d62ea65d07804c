import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Put,
  Res,
} from '@nestjs/common';
import { fingerprintOf } from '@cartrail/messaging';
import { AskedBy, CurrentCaller, Requires, sendAnswer, type Asked, type Caller } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import type { MappingHistory } from '../../application/ports.js';
import { ReviewMappings } from '../../application/review-mappings.js';
import { offered } from '../../domain/mapping/offered.js';
import { publishDraft, rollBack, saveDraft } from '../../domain/mapping-version.js';
import { MAPPING_HISTORY, refuseUnmapped } from '../mapping-stores.js';
import { MappingCommands } from './mapping-commands.js';
import { DraftRequest, PublishRequest, RollBackRequest } from './mapping-requests.js';
import { invalidDocument, mappingRefusal, toMappingView, toVersionView } from './mapping-view.js';

/** An application's mapping: a draft that is worked on, and versions that stay as they were published. */
@Controller('internal/platform-applications/:id/mapping')
export class MappingsController {
  constructor(
    private readonly commands: MappingCommands,
    private readonly review: ReviewMappings,
    @Inject(MAPPING_HISTORY) private readonly history: MappingHistory,
  ) {}

  @Get()
  @Requires('shops:write')
  async show(
    @Param('id', ParseUUIDPipe) applicationId: string,
    @CurrentCaller() { tenantId }: Caller,
  ): Promise<object> {
    const ref = { tenantId, applicationId };
    refuseUnmapped(await this.review.kindOf(ref));
    const mapping = await this.history.find(ref);
    return toMappingView(mapping ?? {}, await this.history.versions(ref));
  }

  @Get('catalogue')
  @Requires('shops:write')
  catalogue(): object {
    return offered;
  }

  @Get('versions/:version')
  @Requires('shops:write')
  async version(
    @Param('id', ParseUUIDPipe) applicationId: string,
    @Param('version', ParseIntPipe) version: number,
    @CurrentCaller() { tenantId }: Caller,
  ): Promise<object> {
    const found = await this.history.version({ tenantId, applicationId }, version);
    if (!found) throw mappingRefusal('mapping/no-such-version');
    return toVersionView(found);
  }

  @Put('draft')
  @Requires('shops:write')
  async draft(
    @Param('id', ParseUUIDPipe) applicationId: string,
    @Body() body: DraftRequest,
    @AskedBy() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const text = JSON.stringify(body.document);
    const read = this.review.check(text);
    if (read.kind === 'invalid') throw invalidDocument(read.problems);
    const draft = { applicationId, text, hash: fingerprintOf(body.document), by: asked.memberId };
    const answer = await this.commands.become(asked, { applicationId, what: 'draft', body }, (held, now) =>
      saveDraft(held, draft, now),
    );
    return sendAnswer(reply, answer);
  }

  @Post('publish')
  @HttpCode(200)
  @Requires('shops:write')
  async publish(
    @Param('id', ParseUUIDPipe) applicationId: string,
    @Body() body: PublishRequest,
    @AskedBy() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const given = {
      by: asked.memberId,
      note: body.note,
      ...(body.force !== undefined && { force: body.force }),
    };
    const answer = await this.commands.become(asked, { applicationId, what: 'publish', body }, (held, now) =>
      publishDraft(held, given, now),
    );
    return sendAnswer(reply, answer);
  }

  /** What was in force once is a version anew; documents of an older format are refused like new ones. */
  @Post('rollback')
  @HttpCode(200)
  @Requires('shops:write')
  async rollback(
    @Param('id', ParseUUIDPipe) applicationId: string,
    @Body() body: RollBackRequest,
    @AskedBy() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { tenantId } = asked.cause;
    const former = await this.history.version({ tenantId, applicationId }, body.version);
    const read = former && this.review.check(former.text);
    if (read?.kind === 'invalid') throw invalidDocument(read.problems);
    const given = { by: asked.memberId, note: body.note ?? `back to version ${body.version}` };
    const answer = await this.commands.become(asked, { applicationId, what: 'rollback', body }, (held, now) =>
      rollBack(held, former, given, now),
    );
    return sendAnswer(reply, answer);
  }
}
