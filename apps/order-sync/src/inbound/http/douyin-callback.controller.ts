import {
  Controller,
  Headers,
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
import type { EventSignDoor } from '../../application/ports.js';
import { PushMetrics } from '../push.metrics.js';
import { PUSH_DOOR } from '../stores.js';

type Given = Readonly<Record<string, string | undefined>>;

/** Proof, storage, answer; nothing is read beyond that. */
@Controller('callbacks/douyin')
export class DouyinCallbackController {
  constructor(
    @Inject(PUSH_DOOR) private readonly door: EventSignDoor,
    private readonly ingress: IngressWriter,
    private readonly metrics: PushMetrics,
  ) {}

  @Post(':connectionId')
  @Public()
  @HttpCode(200)
  async push(
    @Param('connectionId') connectionId: string,
    @Headers() headers: Given,
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    if (connectionId !== this.door.connectionId) throw notFound('connection');
    const body = request.rawBody ?? Buffer.alloc(0);
    const admission = this.door.admit(headers, body);
    switch (admission.kind) {
      case 'refused':
        this.metrics.count(`refused_${admission.reason}`);
        void reply.status(401);
        return this.door.answers.refused;
      case 'probe':
        this.metrics.count('probe');
        return this.door.answers.accepted;
      case 'accepted': {
        const stored = await this.store(connectionId, admission.dedupeKey, headers, body);
        this.metrics.count(stored ? 'stored' : 'repeated');
        return this.door.answers.accepted;
      }
    }
  }

  private store(connectionId: string, dedupeKey: string, headers: Given, body: Buffer): Promise<boolean> {
    const kept = Object.fromEntries(
      ['app-id', 'event-sign'].flatMap((name) =>
        headers[name] === undefined ? [] : [[name, headers[name]]],
      ),
    ) as Record<string, string>;
    return this.ingress.accept({
      provider: 'douyin',
      connectionId,
      tenantId: null,
      dedupeKey,
      headers: kept,
      body,
    });
  }
}
