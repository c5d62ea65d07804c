import 'reflect-metadata';
import type { IncomingMessage } from 'node:http';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId } from '@cartrail/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { readBodies } from './http/bodies.js';
import { refuseDeepNesting } from './http/depth.js';
import { HealthController, Readiness, READINESS } from './http/health.controller.js';
import { ProblemFilter, sendProblem, toProblem } from './http/problem-filter.js';
import { createValidationPipe } from './http/validation.js';
import { NestLogger } from './logging/logger.js';

const BODY_LIMIT = 1024 * 1024;
const REQUEST_ID = /^[\w.:-]{1,128}$/;
const STOP_WITHIN_MS = 25_000;

export interface ServiceOptions {
  readonly module: Type | DynamicModule;
  readonly logger: Logger;
  /** Wait between readiness off and closing HTTP. */
  readonly drainMs?: number;
}

/** A Nest application on Fastify with everything a service has in common; not listening yet. */
export async function createService({
  module,
  logger,
  drainMs = 0,
}: ServiceOptions): Promise<NestFastifyApplication> {
  const readiness = new Readiness();
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
    },
    // A URL that cannot be decoded never reaches a route, nor the filter.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(reply, toProblem(error), request.id);
    },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 256 },
  });
  const options = { rawBody: true, logger: new NestLogger(logger), abortOnError: false };
  const app = await NestFactory.create<NestFastifyApplication>(root(module, readiness), adapter, options);
  readBodies(app, BODY_LIMIT);
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ProblemFilter(logger));
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', (request, reply, next) => {
    void reply.header('x-request-id', request.id);
    next();
  });
  fastify.addHook('preValidation', (request, _reply, next) => {
    refuseDeepNesting(request.body);
    next();
  });
  stopInOrder(app, readiness, logger, drainMs);
  return app;
}

function root(module: Type | DynamicModule, readiness: Readiness): DynamicModule {
  @Module({})
  class ServiceRoot {}
  return {
    module: ServiceRoot,
    global: true,
    imports: [module],
    controllers: [HealthController],
    providers: [{ provide: READINESS, useValue: readiness }],
    exports: [READINESS],
  };
}

/** Readiness off, a pause for load balancers, then Nest's own closing; exit 0, or 1 when it takes too long. */
function stopInOrder(
  app: NestFastifyApplication,
  readiness: Readiness,
  logger: Logger,
  drainMs: number,
): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    readiness.drain();
    setTimeout(() => {
      logger.error('did not stop in time');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    setTimeout(() => {
      app.close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ cause: String(error) }, 'closing failed');
          process.exit(1);
        },
      );
    }, drainMs);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Runs a service's `main`; a start that fails says why in one line and ends the process. */
export function runMain(service: string, main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    process.stderr.write(
      `${service} did not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  });
}
