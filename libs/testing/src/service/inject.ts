import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; text and bytes as they are. */
  readonly body?: object | string | Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly body: unknown;
}

/** A request through the whole HTTP stack, without a socket. */
export async function inject(app: INestApplication, request: HttpRequest): Promise<HttpAnswer> {
  const fastify = app as NestFastifyApplication;
  await fastify.getHttpAdapter().getInstance().ready();
  const answer = await fastify.inject({
    method: request.method,
    url: request.url,
    headers: { ...request.headers },
    ...(request.body === undefined ? {} : { payload: request.body }),
  });
  const json = String(answer.headers['content-type'] ?? '').includes('json');
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.payload,
    body: json && answer.payload !== '' ? (JSON.parse(answer.payload) as unknown) : undefined,
  };
}
