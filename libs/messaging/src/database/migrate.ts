import { DataSource, type MigrationInterface } from 'typeorm';
import { failpoint } from '../failpoints.js';
import { plumbingMigrations } from './plumbing/index.js';

export type MigrationClass = new () => MigrationInterface;

/**
 * Brings a service's database to the newest schema: the plumbing first, then the service's own, in name order.
 * Runs as the owner role; forward only; every migration in its own transaction.
 */
export async function runMigrations(options: {
  readonly url: string;
  readonly migrations: readonly MigrationClass[];
}): Promise<readonly string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    migrations: [...plumbingMigrations, ...options.migrations],
    migrationsTransactionMode: 'each',
    migrationsTableName: 'migrations',
  });
  await dataSource.initialize();
  try {
    await dataSource.query(`SELECT pg_advisory_lock(hashtext('cartrail.migrate'))`);
    await failpoint('migrate.mid');
    const done = await dataSource.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}
