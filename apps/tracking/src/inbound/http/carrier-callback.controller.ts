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
import { isSupported, type CallbackPort, type CarrierPort, type RawCallback } from '@cartrail/carriers';
import { IngressWriter } from '@cartrail/messaging';
import { notFound, Public } from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONNECTIONS, type Connections, type OpenedAccount } from '../../application/ports.js';
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
    const body = request.rawBody ?? Buffer.alloc(0);
    const sent = withOneValue(request.headers);
    const raw = { headers: sent, body };
    const heard = await this.hear(provider, connectionId, raw);
    if (!heard?.callbacks) {
      // What a stranger wrote in the path is no label.
      metrics.refusedPushes.inc({
        provider: heard?.connection.provider ?? 'unknown',
        why: 'unknown-connection',
      });
      throw notFound('connection');
    }
    const { connection, callbacks, genuine } = heard;
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

  /** What the remembered credentials did not sign, new ones may have: another process rotates them unheard. */
  private async hear(provider: string, connectionId: string, raw: RawCallback): Promise<Heard | undefined> {
    const known = await this.connections.find(connectionId);
    const heard = known && verified(known, provider, raw);
    if (!heard || heard.genuine) return heard;
    const anew = await this.connections.findAnew(connectionId);
    return anew === known ? heard : anew && verified(anew, provider, raw);
  }
}

interface Heard {
  readonly connection: OpenedAccount<CarrierPort>;
  /** Absent where this provider pushes nothing to this connection. */
  readonly callbacks?: CallbackPort;
  readonly genuine: boolean;
}

function verified(connection: OpenedAccount<CarrierPort>, provider: string, raw: RawCallback): Heard {
  const { callbacks } = connection.port;
  return connection.provider === provider && isSupported(callbacks)
    ? { connection, callbacks, genuine: callbacks.verify(raw) }
    : { connection, genuine: false };
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
