import { Controller, Get, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { isId } from '@cartrail/kernel';
import { notFound, ProblemError, Public } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import {
  OBJECTS,
  PHOTO_LINKS,
  RECORDS,
  type ObjectStore,
  type PhotoLinks,
  type Records,
} from '../../application/ports.js';
import { metrics } from '../metrics.js';
import { PhotoLinkQuery } from './record.dto.js';

/** The link is the key: signed, for one photo, and over after minutes. */
@Public()
@Controller('internal/sign-offs')
export class PhotosController {
  constructor(
    @Inject(PHOTO_LINKS) private readonly links: PhotoLinks,
    @Inject(RECORDS) private readonly records: Records,
    @Inject(OBJECTS) private readonly objects: ObjectStore,
  ) {}

  /** The bytes as they were taken: nothing is rewritten, and nothing of them is run. */
  @Get(':id/photos/:sha256')
  async photo(
    @Param('id') signOffId: string,
    @Param('sha256') sha256: string,
    @Query() { expires, signature }: PhotoLinkQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const link = this.links.check({ signOffId, sha256, expires, signature });
    if (link === 'expired')
      throw new ProblemError(410, 'photo/link-expired', 'The link has ended; ask again');
    if (link === 'forged' || !isId(signOffId))
      throw new ProblemError(403, 'photo/link-invalid', 'This link is not one of ours');
    const found = await this.records.find(link.tenantId, signOffId);
    const photo = found?.record.photos.find((candidate) => candidate.sha256 === sha256);
    if (!photo) throw notFound('photo');
    const bytes = await this.objects.open(link.tenantId, sha256);
    if (!bytes) {
      metrics.missingPhotos.inc();
      throw new ProblemError(404, 'photo/missing', 'The photo of this record is not there any more');
    }
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    });
    return new StreamableFile(Readable.from(bytes), {
      type: photo.mime,
      length: photo.bytes,
      disposition: 'inline',
    });
  }
}
