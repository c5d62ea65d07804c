import { Injectable } from '@nestjs/common';
import { ProblemError } from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Owners, type Owner, type OwnerAnswer, type OwnerCall } from '../../application/ports.js';
import { apiCallerOf } from './auth/api-key.guard.js';

/** Hands a request to the service that owns the matter, under the same path; its answer comes back as it is. */
@Injectable()
export class Relay {
  constructor(private readonly owners: Owners) {}

  async pass(owner: Owner, request: FastifyRequest, reply: FastifyReply, body?: object): Promise<void> {
    await send(reply, await this.ask(owner, request, body));
  }

  /** The answer itself, for routes that need more than one owner. */
  ask(owner: Owner, request: FastifyRequest, body?: object): Promise<OwnerAnswer> {
    return this.owners.call({ ...callOf(owner, request), body });
  }

  /** A body that is streamed through, whatever its size: the owner sets the limits. */
  async upload(owner: Owner, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const call = callOf(owner, request);
    const headers = { ...call.headers, 'content-type': header(request, 'content-type') };
    const answer = await this.owners.upload({ ...call, headers, stream: bytesOf(request) });
    await send(reply, answer);
  }

  async download(owner: Owner, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { status, headers, stream } = await this.owners.download(owner, internalPath(request.url));
    await reply.status(status).headers(headers).send(stream);
  }
}

export const internalPath = (url: string): string => url.replace(/^\/v1\//, '/internal/');

export async function send(reply: FastifyReply, { status, headers, body }: OwnerAnswer): Promise<void> {
  await reply.status(status).headers(headers).send(body);
}

export function callOf(owner: Owner, request: FastifyRequest): Omit<OwnerCall, 'body'> {
  const { tenantId, memberId, roles, scopes, shopIds } = apiCallerOf(request);
  return {
    owner,
    method: request.method,
    path: internalPath(request.url),
    caller: { tenantId, memberId, roles, scopes, ...(shopIds ? { shopIds } : {}) },
    headers: {
      'idempotency-key': header(request, 'idempotency-key'),
      'if-match': header(request, 'if-match'),
      traceparent: header(request, 'traceparent'),
      'x-request-id': request.id,
    },
  };
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** What waits between two sockets is counted in bytes: without a strategy the stream counts chunks, of any size. */
const WAITING_BYTES = 64 * 1024;

function bytesOf({ body }: FastifyRequest): ReadableStream<Uint8Array> {
  if (!(body instanceof Readable)) {
    throw new ProblemError(415, 'request/unsupported-media-type', 'Send multipart/form-data');
  }
  return Readable.toWeb(body, {
    strategy: new ByteLengthQueuingStrategy({ highWaterMark: WAITING_BYTES }),
  }) as ReadableStream<Uint8Array>;
}
