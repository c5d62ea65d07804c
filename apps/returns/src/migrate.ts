import { runMigrations } from '@cartrail/messaging';
import { runMain } from '@cartrail/service-kit';
import { readMigrationConfig } from './config.js';
import { returnsMigrations } from './outbound/postgres/migrations/index.js';

runMain('returns migrations', async () => {
  await runMigrations({ url: readMigrationConfig().DATABASE_ADMIN_URL, migrations: returnsMigrations });
});
