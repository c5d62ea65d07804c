import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HEALTH, type Health } from '@cartrail/kernel';
import { Module, type DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createService } from '../service.js';

@Module({})
class Parts {}

/** A part of the service that is global, as the plumbing is. */
const withHealth = (health: Health): DynamicModule => ({
  module: Parts,
  global: true,
  providers: [{ provide: HEALTH, useValue: health }],
  exports: [HEALTH],
});

describe('health', () => {
  let app: NestFastifyApplication;
  let away: string | undefined;
  let stuck: string | undefined;

  const start = async (module: DynamicModule) => {
    app = await createService({ module, logger: pino({ level: 'silent' }) });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  };
  const get = async (url: string) => {
    const answer = await app.inject({ method: 'GET', url });
    return [answer.statusCode, answer.json<Record<string, unknown>>()['detail']];
  };
  beforeEach(() => {
    away = undefined;
    stuck = undefined;
  });
  afterEach(() => app.close());

  const parts: Health = {
    ready: () => (away === undefined ? Promise.resolve() : Promise.reject(new Error(away))),
    stuck: () => Promise.resolve(stuck),
  };

  it('is ready only while what its parts need is there, and lives on meanwhile', async () => {
    await start(withHealth(parts));
    expect(await get('/health/ready')).toEqual([200, undefined]);
    away = 'the database does not answer';
    expect(await get('/health/ready')).toEqual([503, away]);
    expect(await get('/health/live')).toEqual([200, undefined]);
    away = undefined;
    expect(await get('/health/ready')).toEqual([200, undefined]);
  });

  it('does not live while one of its parts is stuck', async () => {
    await start(withHealth(parts));
    stuck = 'a chunk has not moved for 61 s';
    expect(await get('/health/live')).toEqual([503, stuck]);
  });

  it('needs no parts to be ready and to live', async () => {
    await start({ module: Parts });
    expect(await get('/health/ready')).toEqual([200, undefined]);
    expect(await get('/health/live')).toEqual([200, undefined]);
  });
});
