import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ProblemError, toProblemBody } from './problem.js';

interface Told {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const TITLES: Readonly<Record<number, readonly [code: string, title: string]>> = {
  400: ['request/malformed', 'The request cannot be read'],
  401: ['auth/required', 'Authentication is required'],
  403: ['auth/forbidden', 'This key may not do that'],
  404: ['route/not-found', 'There is nothing here'],
  405: ['route/method-not-allowed', 'This method is not allowed here'],
  413: ['request/too-large', 'The request body is larger than 1 MB'],
  414: ['request/url-too-long', 'The URL is longer than any of ours'],
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
    sendProblem(reply, problem, request.id);
  }
}

export function sendProblem(reply: FastifyReply, problem: ProblemError, requestId: string): void {
  void reply
    .status(problem.status)
    .headers(problem.more.headers ?? {})
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(toProblemBody(problem, requestId));
}

const REFUSED = ['request/refused', 'The request is refused'] as const;

export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isTold(error))
    return new ProblemError(error.status, error.code, error.message, error.detail, {
      headers: error.headers,
    });
  const status = statusOf(error);
  const refused = status >= 400 && status < 500;
  const titled = TITLES[status] ?? (refused ? REFUSED : undefined);
  const [code, title] = titled ?? ['internal', 'Something went wrong on our side'];
  const told = refused && error instanceof Error ? detailOf(error) : undefined;
  return new ProblemError(titled ? status : 500, code, title, told);
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
