import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Never in a log, whoever put it there. */
const PERSONAL = [
  'name',
  'phone',
  'mobile',
  'address',
  'receiver',
  'contact',
  'body',
  'authorization',
  'secret',
  'password',
  'token',
  'apiKey',
];

export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: PERSONAL.flatMap((field) => [field, `*.${field}`]), censor: '[not logged]' },
  });
}

/** Nest's own words, as structured lines. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, String(message));
  }
  error(message: unknown, ...details: unknown[]): void {
    this.logger.error(
      { details: details.map(String) },
      message instanceof Error ? message.message : String(message),
    );
  }
  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context }, String(message));
  }
}
