import type { Logger } from 'typeorm';
import { metrics } from '../metrics/metrics.js';

/** Counts what the service sends to its database, and logs nothing: errors reach whoever asked. */
export const statementCounter: Logger = {
  logQuery() {
    metrics.statements.inc();
  },
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};
