import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ProblemError, toProblemBody } from './problem.js';

interface Told {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const TITLES: Readonly<Record<number, readonly [code: string, title: string]>> = {
  400: ['request/malformed', 'The request cannot be read'],
  401: ['auth/required', 'Authentication is required'],
  403: ['auth/forbidden', 'This key may not do that'],
  404: ['route/not-found', 'There is nothing here'],
  405: ['route/method-not-allowed', 'This method is not allowed here'],
  413: ['request/too-large', 'The request body is larger than 1 MB'],
  415: ['request/unsupported-media-type', 'Send application/json'],
  503: ['service/unavailable', 'Not now; try again soon'],
};

/** Every error leaves as problem+json; an unexpected one says only that, and its cause goes to the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    const problem = toProblem(error);
    if (problem.status >= 500) {
      const cause =
        error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) };
      this.logger.error({ requestId: request.id, route: request.routeOptions.url, cause }, 'request failed');
    }
    void reply
      .status(problem.status)
      .headers(problem.headers)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(toProblemBody(problem, request.id));
  }
}

export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isTold(error))
    return new ProblemError(error.status, error.code, error.message, undefined, undefined, error.headers);
  const status = statusOf(error);
  const [code, title] = TITLES[status] ?? ['internal', 'Something went wrong on our side'];
  const known = TITLES[status] !== undefined && status < 500 && error instanceof Error;
  return new ProblemError(TITLES[status] ? status : 500, code, title, known ? detailOf(error) : undefined);
}

function detailOf(error: Error): string | undefined {
  if (error instanceof HttpException) return undefined;
  return /JSON/i.test(error.message) ? 'the body is not valid JSON' : error.message;
}

const isTold = (error: unknown): error is Told => {
  const told = error as Partial<Told> | null;
  return (
    error instanceof Error &&
    typeof told?.status === 'number' &&
    typeof told.code === 'string' &&
    told.code.includes('/')
  );
};

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : 500;
}
