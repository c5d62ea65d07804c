import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Cause } from '@cartrail/kernel';
import type { FastifyRequest } from 'fastify';
import { callerOf, causeOfRequest } from '../auth/guard.js';

/** Who asks for a command, why, and under which key it may be repeated. */
export interface Asked {
  readonly cause: Cause;
  readonly memberId: string;
  readonly roles: readonly string[];
  readonly idempotencyKey: string | undefined;
}

export const AskedBy = createParamDecorator((_: unknown, context: ExecutionContext): Asked => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const { tenantId, memberId, roles } = callerOf(request);
  const key = request.headers['idempotency-key'];
  return {
    cause: causeOfRequest(request, tenantId),
    memberId,
    roles,
    idempotencyKey: typeof key === 'string' ? key : undefined,
  };
});
