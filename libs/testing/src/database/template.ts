import { createHash, type Hash } from 'node:crypto';
import { plumbingMigrations, runMigrations, type MigrationClass } from '@cartrail/messaging';
import { Client } from 'pg';
import { APP, ensureRoles, exclusively, OWNER, passwordOf, urlOf } from './admin.js';

/**
 * The name of a migrated database to clone, made at its first use and kept: it carries a hash of the SQL the
 * migrations run, so that a changed migration never meets an old template.
 */
export async function templateFor(
  admin: Client,
  service: string,
  migrations: readonly MigrationClass[],
): Promise<string> {
  const name = `ct_tpl_${service.replaceAll('-', '_')}_${await fingerprint(migrations)}`;
  return exclusively(admin, async () => {
    await ensureRoles(admin);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [
      name,
    ]);
    if (rowCount === 0) await build(admin, name, migrations);
    return name;
  });
}

async function build(admin: Client, name: string, migrations: readonly MigrationClass[]): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${name}`);
  await admin.query(`CREATE DATABASE ${name} OWNER ${OWNER}`);
  await grantToApp(urlOf(OWNER, name));
  await runMigrations({ url: urlOf(OWNER, name), migrations });
  // Set last: a template that was left half-built is made anew.
  await admin.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
}

/** As the bootstrap does it: whatever the owner creates from now on, the application may use and not alter. */
async function grantToApp(ownerUrl: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`GRANT USAGE ON SCHEMA public TO ${APP}`);
    await owner.query(`ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${APP}`);
    await owner.query(`ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO ${APP}`);
  } finally {
    await owner.end();
  }
}

/** Our migrations are plain SQL, so what they would run is read without a database. */
async function fingerprint(migrations: readonly MigrationClass[]): Promise<string> {
  const hash = createHash('sha256').update(passwordOf(APP));
  const recorder = recordInto(hash);
  for (const Migration of [...plumbingMigrations, ...migrations]) {
    hash.update(Migration.name);
    await new Migration().up(recorder);
  }
  return hash.digest('hex').slice(0, 12);
}

type Runner = Parameters<InstanceType<MigrationClass>['up']>[0];

const recordInto = (hash: Hash): Runner =>
  ({
    query: (sql: string) => {
      hash.update(sql);
      return Promise.resolve([]);
    },
  }) as unknown as Runner;
