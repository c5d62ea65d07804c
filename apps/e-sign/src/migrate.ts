import { runMigrations } from '@cartrail/messaging';
import { runMain } from '@cartrail/service-kit';
import { readMigrationConfig } from './config.js';
import { eSignMigrations } from './outbound/postgres/migrations/index.js';

runMain('e-sign migrations', async () => {
  await runMigrations({ url: readMigrationConfig().DATABASE_ADMIN_URL, migrations: eSignMigrations });
});
