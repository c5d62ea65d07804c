import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, HttpCode, Module, Post, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import { IsInt, IsString, ValidateNested } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { createService } from '../service.js';
import { ProblemError } from './problem.js';

class Line {
  @IsInt() quantity!: number;
}

class OrderBody {
  @IsString() name!: string;
  @ValidateNested({ each: true }) @Type(() => Line) lines!: Line[];
}

class Quota extends Error {
  readonly status = 409;
  readonly code = 'thing/busy';
  readonly detail = 'try the other one';
}

@Controller()
class Things {
  @Post('orders')
  order(@Body() body: OrderBody) {
    return body;
  }

  @Post('anything')
  anything(@Body() body: object) {
    return { read: body };
  }

  @Post('callbacks/vendor')
  @HttpCode(200)
  callback(@Req() request: FastifyRequest & { readonly rawBody?: Buffer }) {
    return { raw: request.rawBody?.toString('utf8'), parsed: request.body };
  }

  @Get('fails')
  fails() {
    throw new Error('password of the database');
  }

  @Get('busy')
  busy() {
    throw new Quota('This thing is busy');
  }

  @Get('gone')
  gone() {
    throw new ProblemError(410, 'thing/gone', 'It is gone', undefined, { headers: { 'retry-after': '3' } });
  }
}

@Module({ controllers: [Things] })
class ThingsModule {}

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('the HTTP side of every service', () => {
  let app: NestFastifyApplication;
  const send = async (method: 'GET' | 'POST', url: string, payload?: string, type = 'application/json') => {
    const headers = payload === undefined ? {} : { 'content-type': type };
    const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { ...answer, type: answer.headers['content-type'], body: answer.json<Record<string, unknown>>() };
  };

  beforeAll(async () => {
    app = await createService({ module: ThingsModule, logger: pino({ level: 'silent' }) });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  it('refuses bodies other than JSON on ordinary routes', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      const answer = await send('POST', '/anything', 'a=1', type);
      expect([answer.statusCode, answer.body['code']]).toEqual([415, 'request/unsupported-media-type']);
      expect(answer.type).toContain('application/problem+json');
    }
  });

  it('gives callbacks the bytes of any body, broken JSON too', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain']) {
      const answer = await send('POST', '/callbacks/vendor', '{"a=%7B', type);
      expect([answer.statusCode, answer.body]).toEqual([200, { raw: '{"a=%7B' }]);
    }
  });

  it('names broken JSON without repeating it', async () => {
    const answer = await send('POST', '/anything', '{"phone": 138');
    expect([answer.statusCode, answer.body['code']]).toEqual([400, 'request/malformed']);
    expect(answer.payload).not.toContain('138');
  });

  it('reads 32 levels of nesting and refuses the 33rd', async () => {
    expect((await send('POST', '/anything', nested(32))).statusCode).toBe(201);
    const answer = await send('POST', '/anything', nested(33));
    expect([answer.statusCode, answer.body['code']]).toEqual([400, 'request/too-deep']);
  });

  it('answers a URL that cannot be decoded, and an unknown one, with a problem', async () => {
    const malformed = await send('GET', '/%zz');
    expect([malformed.statusCode, malformed.body['code']]).toEqual([400, 'request/malformed']);
    expect(malformed.type).toContain('application/problem+json');
    expect((await send('GET', '/nowhere')).body['code']).toBe('route/not-found');
  });

  it('points at each field that is wrong, however deep', async () => {
    const answer = await send('POST', '/orders', JSON.stringify({ lines: [{ quantity: 'x' }], 'a/b': 1 }));
    expect(answer.statusCode).toBe(400);
    expect(answer.body['errors']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/name', code: 'is-string' }),
        expect.objectContaining({ pointer: '/lines/0/quantity', code: 'is-int' }),
        expect.objectContaining({ pointer: '/a~1b', code: 'unknown-field' }),
      ]),
    );
  });

  it('tells nothing of an unexpected error', async () => {
    const answer = await send('GET', '/fails');
    expect([answer.statusCode, answer.body['code']]).toEqual([500, 'internal']);
    expect(answer.payload).not.toContain('password');
  });

  it('keeps code, detail and headers of errors that know their status', async () => {
    const busy = await send('GET', '/busy');
    expect(busy.body).toMatchObject({ status: 409, code: 'thing/busy', detail: 'try the other one' });
    const gone = await send('GET', '/gone');
    expect([gone.statusCode, gone.headers['retry-after']]).toEqual([410, '3']);
    expect(gone.body['instance']).toBe(gone.headers['x-request-id']);
  });
});
