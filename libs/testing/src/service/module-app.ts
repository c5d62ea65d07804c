import { NestFactory } from '@nestjs/core';
import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

/** A bare application around a module, for suites that need no service's own HTTP set-up. */
export const moduleApp = (module: Type | DynamicModule): Promise<INestApplication> =>
  NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
