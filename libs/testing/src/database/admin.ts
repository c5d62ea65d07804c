import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { testServers } from '../config.js';

/** Runs `work` on the administrator's session. */
export async function asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: testServers().adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** One worker at a time, across all processes that test against this server. */
export async function exclusively<T>(admin: Client, work: () => Promise<T>): Promise<T> {
  await admin.query(`SELECT pg_advisory_lock(hashtext('cartrail.testing'))`);
  try {
    return await work();
  } finally {
    await admin.query(`SELECT pg_advisory_unlock(hashtext('cartrail.testing'))`);
  }
}

export const OWNER = 'cartrail_test_owner';
export const APP = 'cartrail_test_app';

/** The same in every worker, and no secret of ours: it follows from the administrator's own URL. */
export const passwordOf = (role: string): string =>
  createHash('sha256').update(`${testServers().adminUrl} ${role}`).digest('hex').slice(0, 32);

export function urlOf(role: string, database: string): string {
  const url = new URL(testServers().adminUrl);
  url.username = role;
  url.password = passwordOf(role);
  url.pathname = `/${database}`;
  return url.toString();
}

/** The two roles every test database uses. Call while holding the lock. */
export async function ensureRoles(admin: Client): Promise<void> {
  for (const role of [OWNER, APP]) {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
    await admin.query(`${verb} ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '${passwordOf(role)}'`);
  }
  // From PostgreSQL 16 on, whoever creates a database for a role must be a member of it.
  await admin.query(`GRANT ${OWNER} TO CURRENT_USER`);
}
