import {
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Req,
  Res,
  type RawBodyRequest,
} from '@nestjs/common';
import { IngressWriter } from '@cartrail/messaging';
import { notFound, Public } from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type {
  PlatformConnection,
  Platforms,
  PushAdmission,
  PushAnswer,
  PushDoor,
  PushRequest,
} from '../../application/ports.js';
import { PushMetrics } from '../push.metrics.js';
import { PLATFORMS } from '../stores.js';

interface Path {
  readonly platform: string;
  readonly connectionId: string;
}

/** Every platform's pushes: proof over the raw bytes, storage, answer; nothing is read beyond that. */
@Controller('callbacks')
export class PlatformCallbackController {
  constructor(
    @Inject(PLATFORMS) private readonly platforms: Platforms,
    private readonly ingress: IngressWriter,
    private readonly metrics: PushMetrics,
  ) {}

  /** How some platforms check a URL before they push to it. */
  @Get(':platform/:connectionId')
  @Public()
  async check(
    @Param() path: Path,
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.take(path, request, reply);
  }

  @Post(':platform/:connectionId')
  @Public()
  @HttpCode(200)
  async push(
    @Param() path: Path,
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.take(path, request, reply);
  }

  private async take(
    path: Path,
    request: RawBodyRequest<FastifyRequest>,
    reply: FastifyReply,
  ): Promise<void> {
    const given = toPush(request);
    const heard = await this.hear(path, given);
    if (!heard) {
      // What a stranger wrote in the path is no label.
      this.metrics.count('unknown', 'refused_connection');
      throw notFound('connection');
    }
    const { connection, door, admission } = heard;
    const answer = await this.answerTo(connection, door, given, admission);
    await reply.status(answer.status).type(`${answer.type}; charset=utf-8`).send(answer.body);
  }

  private async answerTo(
    { platform, connectionId, tenantId }: PlatformConnection,
    door: PushDoor,
    given: PushRequest,
    admission: PushAdmission,
  ): Promise<PushAnswer> {
    switch (admission.kind) {
      case 'refused':
        this.metrics.count(platform, `refused_${admission.reason}`);
        return admission.answer;
      case 'probe':
        this.metrics.count(platform, 'probe');
        return admission.answer;
      case 'accepted': {
        const stored = await this.ingress.accept({
          provider: platform,
          connectionId,
          tenantId: tenantId ?? null,
          dedupeKey: admission.dedupeKey,
          headers: keptOf(door, given),
          body: given.body,
        });
        this.metrics.count(platform, stored ? 'stored' : 'repeated');
        return door.accepted;
      }
    }
  }

  /** What the remembered credentials do not prove, new ones may: another process rotates them unheard. */
  private async hear({ platform, connectionId }: Path, given: PushRequest): Promise<Heard | undefined> {
    const known = await this.platforms.connection(platform, connectionId);
    const heard = known && admit(known, given);
    if (!heard || heard.admission.kind !== 'refused') return heard;
    const anew = await this.platforms.connectionAnew(platform, connectionId);
    return anew && anew !== known ? admit(anew, given) : heard;
  }
}

interface Heard {
  readonly connection: PlatformConnection;
  readonly door: PushDoor;
  readonly admission: PushAdmission;
}

function admit(connection: PlatformConnection, given: PushRequest): Heard | undefined {
  const { current, previous } = connection;
  if (!current.door) return undefined;
  const now = { connection, door: current.door, admission: current.door.admit(given) };
  if (now.admission.kind !== 'refused' || !previous?.door) return now;
  const before = { connection, door: previous.door, admission: previous.door.admit(given) };
  return before.admission.kind === 'refused' ? now : before;
}

function toPush(request: RawBodyRequest<FastifyRequest>): PushRequest {
  const at = request.url.indexOf('?');
  return {
    method: request.method === 'GET' ? 'GET' : 'POST',
    path: at < 0 ? request.url : request.url.slice(0, at),
    query: new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1)),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
    ),
    body: request.rawBody ?? Buffer.alloc(0),
  };
}

const keptOf = ({ kept }: PushDoor, { headers }: PushRequest): Record<string, string> =>
  Object.fromEntries(
    kept.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
