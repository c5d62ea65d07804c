import { Controller, Get, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { normaliseNumber } from '@cartrail/carriers';
import { fingerprintOf, idempotencyKeyOf } from '@cartrail/messaging';
import {
  AskedBy,
  type Asked,
  decodeCursor,
  encodeCursor,
  notFound,
  Requires,
  sendAnswer,
} from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PHOTO_LINKS, RECORDS, type PhotoLinks, type Records } from '../../application/ports.js';
import { TakePhotos } from '../../application/take-photos.js';
import { CURSOR_SECRET } from '../stores.js';
import { readForm } from './form.js';
import { invalid } from './form-problems.js';
import { SignOffQuery } from './record.dto.js';
import { toView } from './record.view.js';
import { Signing } from './signing.js';
import { toStatement } from './statement.js';

@Controller('internal/sign-offs')
export class SignOffsController {
  constructor(
    private readonly signing: Signing,
    private readonly photos: TakePhotos,
    @Inject(RECORDS) private readonly records: Records,
    @Inject(PHOTO_LINKS) private readonly links: PhotoLinks,
    @Inject(CURSOR_SECRET) private readonly secret: string,
  ) {}

  @Post()
  @Requires('sign-offs:write')
  async sign(
    @AskedBy() asked: Asked,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.enter(asked, request, reply);
  }

  @Post(':id/corrections')
  @Requires('sign-offs:write')
  async correct(
    @Param('id', ParseUUIDPipe) corrects: string,
    @AskedBy() asked: Asked,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.enter(asked, request, reply, corrects);
  }

  @Get(':id')
  @Requires('sign-offs:read')
  async show(@Param('id', ParseUUIDPipe) signOffId: string, @AskedBy() { cause }: Asked): Promise<object> {
    const found = await this.records.find(cause.tenantId, signOffId);
    if (!found) throw notFound('sign-off');
    return toView(found, this.links);
  }

  @Get()
  @Requires('sign-offs:read')
  async list(
    @Query() { limit, cursor, returnId, number, announced }: SignOffQuery,
    @AskedBy() { cause }: Asked,
  ): Promise<object> {
    const rows = await this.records.list(cause.tenantId, {
      returnId,
      number: number === undefined ? undefined : normaliseNumber(number),
      announced: announced === undefined ? undefined : announced === 'true',
      before: cursor === undefined ? undefined : Number(decodeCursor(this.secret, cursor)[0]),
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit;
    return {
      data: page.map((found) => toView(found, this.links)),
      nextCursor: hasMore && last ? encodeCursor(this.secret, [last.record.log_index]) : null,
      hasMore,
    };
  }

  private async enter(
    asked: Asked,
    request: FastifyRequest,
    reply: FastifyReply,
    corrects?: string,
  ): Promise<unknown> {
    const idempotencyKey = idempotencyKeyOf(asked.idempotencyKey, true);
    const batch = this.photos.begin();
    try {
      const form = await readForm(request, batch);
      if (corrects === undefined && form.why !== undefined)
        throw invalid('/why', 'unknown-field', 'only a correction says why');
      if (corrects !== undefined && form.why === undefined)
        throw invalid('/why', 'missing', 'a correction says why');
      const statement = toStatement(form, batch);
      const hashes = batch.parts().map((part) => [part, batch.picture(part)?.sha256]);
      const answer = await this.signing.run({
        asked: { ...asked, idempotencyKey },
        route: corrects === undefined ? ROUTE : `${ROUTE}/${corrects}/corrections`,
        fingerprint: fingerprintOf(form, hashes.sort()),
        statement,
        batch,
        corrects,
      });
      return sendAnswer(reply, answer);
    } finally {
      await batch.discard();
    }
  }
}

const ROUTE = 'POST /internal/sign-offs';
