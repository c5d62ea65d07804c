import { HEALTH, type Health } from '@cartrail/kernel';
import { Controller, Get, Header, Inject, Optional } from '@nestjs/common';
import { register } from 'prom-client';
import { Public } from '../auth/guard.js';
import { ProblemError } from './problem.js';

export const READINESS = Symbol('cartrail:readiness');

/** Whether the service may get requests at all; false from the moment it is told to stop. */
export class Readiness {
  private draining = false;

  drain(): void {
    this.draining = true;
  }

  assert(): void {
    if (this.draining) throw new ProblemError(503, 'service/stopping', 'The service is stopping');
  }
}

/** Longer than any work on one turn of the event loop. */
const LOOP_DELAY_MS = 1_000;

@Public()
@Controller()
export class HealthController {
  constructor(
    @Inject(READINESS) private readonly readiness: Readiness,
    @Optional() @Inject(HEALTH) private readonly health?: Health,
  ) {}

  /** Fails when only a fresh process helps; a database or broker that is away is no such reason. */
  @Get('health/live')
  async live() {
    const from = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 0));
    const late = performance.now() - from > LOOP_DELAY_MS ? 'the event loop is held up' : undefined;
    const why = late ?? (await this.health?.stuck());
    if (why !== undefined) throw new ProblemError(503, 'service/stuck', 'The service is stuck', why);
    return { status: 'ok' };
  }

  @Get('health/ready')
  async ready() {
    this.readiness.assert();
    await this.health?.ready().catch((error: unknown) => {
      const why = error instanceof Error ? error.message : undefined;
      throw new ProblemError(503, 'service/not-ready', 'The service is not ready', why);
    });
    return { status: 'ok' };
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }
}
