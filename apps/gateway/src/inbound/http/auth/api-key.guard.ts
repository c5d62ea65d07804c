import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { callerOf, ProblemError, setCaller, type Caller } from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Keys } from '../../../application/ports.js';
import type { Asked } from '../../../domain/api-key.js';
import { kindsOf, scopesOf, type Restriction } from '../../../domain/roles.js';
import { RateLimit } from './rate-limit.js';

const SCOPE = 'gateway:scope';
const OPEN = 'gateway:open';
const IN_SIGHT = 'gateway:in-sight';

/** The scope a key needs for this route. A route that names none, and is not open, refuses everybody. */
export const Scope = (scope: string) => SetMetadata(SCOPE, scope);
/** No key: health, documents, and what proves its caller in another way. */
export const Open = () => SetMetadata(OPEN, true);

/** The handler shows and changes only what the key may see; a key for a part of the tenant is refused everywhere else. */
export const InSight = () => SetMetadata(IN_SIGHT, true);

export interface ApiCaller extends Caller {
  readonly restriction: Restriction;
}

@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly keys: Keys,
    private readonly limit: RateLimit,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const isOpen = this.reflector.getAllAndOverride<boolean | undefined>(OPEN, targets) === true;
    if (isOpen || this.reflector.getAllAndOverride<boolean | undefined>('cartrail:public', targets) === true)
      return true;
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const token = tokenOf(request);
    const known = token === undefined ? undefined : await this.keys.find(token);
    if (!known) {
      throw new ProblemError(
        401,
        'auth/required',
        'A valid API key is required',
        'send Authorization: Bearer ct_…',
        { headers: { 'www-authenticate': 'Bearer' } },
      );
    }
    void http.getResponse<FastifyReply>().headers(this.limit.take(known.key.keyId));
    const scope = this.reflector.getAllAndOverride<string | undefined>(SCOPE, targets);
    const scopes = scopesOf[known.key.role];
    if (scope === undefined || !scopes.includes(scope)) {
      throw new ProblemError(403, 'auth/forbidden', `This key lacks the scope ${scope ?? '(none)'}`);
    }
    const { shopIds, merchantIds, anchorIds, role, keyId } = known.key;
    const restriction = { shopIds, merchantIds, anchorIds };
    const narrowed = kindsOf(restriction);
    if (
      narrowed.length > 0 &&
      this.reflector.getAllAndOverride<boolean | undefined>(IN_SIGHT, targets) !== true
    ) {
      throw new ProblemError(
        403,
        'auth/part-of-tenant',
        'This key is for a part of the tenant, and this concerns all of it',
        `the key is limited by ${narrowed.join(', ')}`,
      );
    }
    const caller: ApiCaller = {
      tenantId: known.tenantId,
      memberId: keyId,
      roles: [role],
      scopes,
      restriction,
      ...(shopIds ? { shopIds } : {}),
    };
    setCaller(request, caller);
    return true;
  }
}

/** What a request shows to prove who asks. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  return scheme === 'Bearer' ? token : undefined;
}

export const apiCallerOf = (request: FastifyRequest): ApiCaller => callerOf(request) as ApiCaller;

export const askedBy = (request: FastifyRequest): Asked => ({
  actor: apiCallerOf(request).memberId,
  request: request.id,
});
