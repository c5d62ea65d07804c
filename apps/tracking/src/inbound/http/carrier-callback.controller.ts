import { createHash } from 'node:crypto';
import {
  Controller,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  type RawBodyRequest,
} from '@nestjs/common';
import { isSupported, type CarrierPort } from '@cartrail/carriers';
import { IngressWriter } from '@cartrail/messaging';
import { notFound, Public } from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONNECTIONS, type Connections } from '../../application/ports.js';
import { PICKUP } from '../ingress/pickup-reference.js';
import { metrics } from '../metrics.js';

/** Every provider's pushes: verify on the raw bytes, store, acknowledge; nothing is read here (eventing §6). */
@Public()
@Controller('callbacks')
export class CarrierCallbackController {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections<CarrierPort>,
    private readonly ingress: IngressWriter,
  ) {}

  @Post(':provider/:connectionId')
  @HttpCode(200)
  async push(
    @Param() { provider, connectionId }: { readonly provider: string; readonly connectionId: string },
    @Query(PICKUP) pickup: unknown,
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const connection = await this.connections.find(connectionId);
    const callbacks = connection?.port.callbacks;
    if (connection?.provider !== provider || !callbacks || !isSupported(callbacks)) {
      // What a stranger wrote in the path is no label.
      metrics.refusedPushes.inc({ provider: connection?.provider ?? 'unknown', why: 'unknown-connection' });
      throw notFound('connection');
    }
    const body = request.rawBody ?? Buffer.alloc(0);
    const sent = withOneValue(request.headers);
    const raw = { headers: sent, body };
    const genuine = callbacks.verify(raw);
    if (genuine) {
      const dedupeKey = createHash('sha256').update(body).digest('hex');
      const { tenantId } = connection;
      const headers = { ...kept(sent), ...aboutPickup(pickup) };
      await this.ingress.accept({ provider, connectionId, tenantId, dedupeKey, headers, body });
    } else {
      metrics.refusedPushes.inc({ provider, why: 'signature' });
    }
    const answer = callbacks.ack(genuine, genuine ? undefined : 'the signature is wrong', raw);
    await reply.status(answer.status).headers(answer.headers).send(answer.body);
  }
}

type Headers = Readonly<Record<string, string>>;

const withOneValue = (headers: FastifyRequest['headers']): Headers =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

/**
 * What stays beside the bytes: what reading them may need. Signatures in headers were looked at already, and proxies
 * add authorisations and cookies of their own, which are nobody's to keep.
 */
const kept = (sent: Headers): Headers => ({ 'content-type': sent['content-type'] ?? '' });

const LONGEST = 64;

/** Kept beside the bytes as it came: who reads the push reads this too. */
const aboutPickup = (pickup: unknown): Headers =>
  typeof pickup === 'string' && pickup !== '' ? { [PICKUP]: pickup.slice(0, LONGEST) } : {};
