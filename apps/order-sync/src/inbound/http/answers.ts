import { createHash } from 'node:crypto';
import type { Answer } from '@cartrail/messaging';
import type { FastifyReply } from 'fastify';

export const fingerprint = (request: object): string =>
  createHash('sha256').update(JSON.stringify(request)).digest('hex');

export function send(reply: FastifyReply, { status, body, replayed }: Answer): unknown {
  void reply.status(status);
  if (replayed === true) void reply.header('idempotency-replayed', 'true');
  return body;
}
