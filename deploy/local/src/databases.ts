import pg from 'pg';
import { Advice } from './advice.js';
import { reasonIn, runCommand } from './command.js';
import { repositoryRoot } from './paths.js';
import {
  databaseNames,
  databaseUrl,
  entryPoint,
  serviceNames,
  type ServiceName,
  type Surroundings,
} from './services.js';

/** Roles, databases and default privileges of every service; what exists already is left as it is. */
export async function createDatabases(from: Surroundings): Promise<void> {
  await withClient(from.adminUrl, async (admin) => {
    for (const service of serviceNames) {
      const { database, owner, app } = databaseNames(service);
      await ensureRole(admin, owner, from.secrets.rolePassword);
      await ensureRole(admin, app, from.secrets.rolePassword);
      const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
      if (found.rowCount === 0) {
        await admin.query(`GRANT ${owner} TO CURRENT_USER`);
        await admin.query(`CREATE DATABASE ${database} OWNER ${owner}`);
      }
    }
  });
  for (const service of serviceNames) await grantDefaults(from, service);
}

async function ensureRole(admin: pg.Client, role: string, password: string): Promise<void> {
  const found = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (found.rowCount === 0) await admin.query(`CREATE ROLE ${role}`);
  await admin.query(`ALTER ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '${password}'`);
}

async function grantDefaults(from: Surroundings, service: ServiceName): Promise<void> {
  const { owner, app } = databaseNames(service);
  await withClient(ownerUrl(from, service), async (client) => {
    const granted = `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA public GRANT`;
    await client.query(`GRANT USAGE ON SCHEMA public TO ${app}`).catch(() => undefined); // PUBLIC has it by default
    await client.query(`${granted} SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${app}`);
    await client.query(`${granted} USAGE, SELECT ON SEQUENCES TO ${app}`);
  });
}

export const ownerUrl = (from: Surroundings, service: ServiceName): string => {
  const { database, owner } = databaseNames(service);
  return databaseUrl(from.adminUrl, owner, from.secrets.rolePassword, database);
};

/** Every service's migrations, by the service's own program. */
export async function migrate(from: Surroundings): Promise<void> {
  await Promise.all(
    serviceNames.map(async (service) => {
      const env = { ...process.env, NODE_ENV: 'development', DATABASE_ADMIN_URL: ownerUrl(from, service) };
      const program = entryPoint(service, 'migrate.js');
      const done = await runCommand(process.execPath, [program], { env, cwd: repositoryRoot });
      if (done.code !== 0) throw new Advice(`migrations of ${service} failed: ${reasonIn(done.output)}`);
    }),
  );
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
