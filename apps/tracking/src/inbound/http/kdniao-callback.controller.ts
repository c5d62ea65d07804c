import { createHash } from 'node:crypto';
import { Controller, HttpCode, Inject, Param, Post, Req, Res, type RawBodyRequest } from '@nestjs/common';
import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { IngressWriter } from '@cartrail/messaging';
import { notFound, Public } from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONNECTIONS, type Connections } from '../../application/ports.js';
import { metrics } from '../metrics.js';

const provider = 'kdniao';

/** Verify on the raw bytes, store, acknowledge; nothing is read here (eventing §6). */
@Public()
@Controller('callbacks/kdniao')
export class KdniaoCallbackController {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections<CarrierPort>,
    private readonly ingress: IngressWriter,
  ) {}

  @Post(':connectionId')
  @HttpCode(200)
  async push(
    @Param('connectionId') connectionId: string,
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const connection = await this.connections.find(connectionId);
    const callbacks = connection?.port.callbacks;
    if (!connection || !callbacks || !isSupported(callbacks)) {
      metrics.refusedPushes.inc({ provider, why: 'unknown-connection' });
      throw notFound('connection');
    }
    const body = request.rawBody ?? Buffer.alloc(0);
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const genuine = callbacks.verify({ headers, body });
    if (genuine) {
      const dedupeKey = createHash('sha256').update(body).digest('hex');
      const { tenantId } = connection;
      await this.ingress.accept({ provider, connectionId, tenantId, dedupeKey, headers, body });
    } else {
      metrics.refusedPushes.inc({ provider, why: 'signature' });
    }
    const answer = genuine ? callbacks.ack(true) : callbacks.ack(false, 'DataSign is wrong');
    await reply.status(answer.status).headers(answer.headers).send(answer.body);
  }
}
