import type { FastifyError, FastifyReply } from 'fastify';

/** A refusal of the control API. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const wrongState = (message: string): Refusal => new Refusal(409, 'sim/wrong-state', message);
export const notFound = (message: string): Refusal => new Refusal(404, 'sim/not-found', message);
/** What the platform itself would not let a buyer do. */
export const notAllowed = (code: string, message: string): Refusal =>
  new Refusal(422, `sim/${code}`, message);
export const invalid = (message: string): Refusal => new Refusal(400, 'sim/invalid-request', message);

export function problem(
  reply: FastifyReply,
  status: number,
  code: string,
  detail: string,
  more: Record<string, unknown> = {},
): FastifyReply {
  const body = { type: 'about:blank', title: detail, status, code, detail, ...more };
  return reply.code(status).type('application/problem+json').send(JSON.stringify(body));
}

export function answerError(error: FastifyError | Refusal, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return problem(reply, error.status, error.code, error.message);
  if (error.validation) {
    const errors = error.validation.map((one) => ({
      pointer: one.instancePath + pointerOf(one.params),
      message: one.message ?? 'invalid',
    }));
    return problem(reply, 400, 'sim/invalid-request', 'the request is not valid', { errors });
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) process.stderr.write(`${error.stack ?? error.message}\n`);
  return problem(reply, status, status < 500 ? 'sim/invalid-request' : 'sim/failed', error.message);
}

function pointerOf(params: Record<string, unknown>): string {
  const member = params['missingProperty'] ?? params['additionalProperty'];
  return typeof member === 'string' ? `/${member}` : '';
}
