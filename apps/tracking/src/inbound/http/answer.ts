import { createHash } from 'node:crypto';
import type { Answer } from '@cartrail/messaging';
import type { FastifyReply } from 'fastify';

export const fingerprintOf = (request: object): string =>
  createHash('sha256').update(JSON.stringify(request)).digest('hex');

export async function send(reply: FastifyReply, { status, body, replayed }: Answer): Promise<void> {
  if (replayed) void reply.header('idempotency-replayed', 'true');
  if (status >= 400) void reply.type('application/problem+json');
  await reply.status(status).send(body);
}
