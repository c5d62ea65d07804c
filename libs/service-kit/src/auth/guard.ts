import {
  createParamDecorator,
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { newId, type Cause } from '@cartrail/kernel';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem.js';
import type { Caller } from './caller.js';
import { InternalTokenVerifier } from './internal-token.js';

const PUBLIC = 'cartrail:public';
const SCOPE = 'cartrail:scope';

type WithCaller = FastifyRequest & { caller?: Caller };

/** No internal token: callbacks, health. The handler proves its caller in another way. */
export const Public = () => SetMetadata(PUBLIC, true);

/** The scope a caller needs, `shops:write`. A handler without one refuses everybody. */
export const Requires = (scope: string) => SetMetadata(SCOPE, scope);

/** Default deny: a verified token of the gateway, and the handler's scope in it. */
@Injectable()
export class InternalTokenGuard implements CanActivate {
  constructor(
    private readonly verifier: InternalTokenVerifier,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets) === true) return true;
    const request = context.switchToHttp().getRequest<WithCaller>();
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
    if (scheme !== 'Bearer') throw new ProblemError(401, 'auth/required', 'An internal token is required');
    const caller = await this.verifier.verify(token);
    const scope = this.reflector.getAllAndOverride<string | undefined>(SCOPE, targets);
    if (scope === undefined || !caller.scopes.includes(scope)) {
      throw new ProblemError(403, 'auth/forbidden', `The scope ${scope ?? '(none)'} is required`);
    }
    request.caller = caller;
    return true;
  }
}

export const callerOf = (request: FastifyRequest): Caller => {
  const { caller } = request as WithCaller;
  if (!caller) throw new ProblemError(401, 'auth/required', 'Authentication is required');
  return caller;
};

export const setCaller = (request: FastifyRequest, caller: Caller): void => {
  (request as WithCaller).caller = caller;
};

export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The cause of what this request changes: its id, its trace, its tenant. */
export const CauseOf = createParamDecorator((_: unknown, context: ExecutionContext): Cause => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return causeOfRequest(request, callerOf(request).tenantId);
});

export function causeOfRequest(request: FastifyRequest, tenantId: string): Cause {
  const id = request.id || newId();
  const traceparent = request.headers['traceparent'];
  return {
    tenantId,
    correlationId: id,
    causationId: id,
    ...(typeof traceparent === 'string' ? { traceparent } : {}),
  };
}
