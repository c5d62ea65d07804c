import type { FastifyReply } from 'fastify';

/** What a command came to; `replayed` where it is the first answer given again. */
export interface CommandAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly replayed?: boolean;
}

/** Status and headers of a command's answer; the body is the caller's to return. */
export function sendAnswer(reply: FastifyReply, { status, body, replayed }: CommandAnswer): unknown {
  void reply.status(status).header('cache-control', 'no-store');
  if (replayed === true) void reply.header('idempotency-replayed', 'true');
  if (status >= 400) void reply.type('application/problem+json');
  return body;
}
