import { runMigrations } from '@cartrail/messaging';
import { runMain } from '@cartrail/service-kit';
import { migrations } from './outbound/postgres/migrations/index.js';
import { adminUrl, environment } from './config.js';

runMain('gateway migrate', async () => {
  const done = await runMigrations({ url: adminUrl(environment()), migrations });
  process.stdout.write(`${done.length} migrations\n`);
});
