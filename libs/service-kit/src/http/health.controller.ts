import { Controller, Get, Header, Inject } from '@nestjs/common';
import { register } from 'prom-client';
import { Public } from '../auth/guard.js';
import { ProblemError } from './problem.js';

export const READINESS = Symbol('cartrail:readiness');

/** Whether the service should get requests; false from the moment it is told to stop. */
export class Readiness {
  private draining = false;
  private readonly checks: (() => Promise<void>)[] = [];

  /** `check` throws while what it stands for is away. */
  require(check: () => Promise<void>): void {
    this.checks.push(check);
  }

  drain(): void {
    this.draining = true;
  }

  async assert(): Promise<void> {
    if (this.draining) throw new ProblemError(503, 'service/stopping', 'The service is stopping');
    for (const check of this.checks) {
      await check().catch((error: unknown) => {
        throw new ProblemError(
          503,
          'service/not-ready',
          'The service is not ready',
          error instanceof Error ? error.message : undefined,
        );
      });
    }
  }
}

@Public()
@Controller()
export class HealthController {
  constructor(@Inject(READINESS) private readonly readiness: Readiness) {}

  @Get('health/live')
  live() {
    return { status: 'ok' };
  }

  @Get('health/ready')
  async ready() {
    await this.readiness.assert();
    return { status: 'ok' };
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }
}
